package dev.skydeck.gateway.body;

import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.DeclaredExperiment;
import dev.skydeck.messages.model.DeclaredGroup;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FileSet;
import dev.skydeck.messages.model.PlainName;
import dev.skydeck.messages.model.Problem;
import dev.skydeck.messages.sweep.AxisRules;
import dev.skydeck.messages.sweep.Members;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads YAML files into one set. Problems are collected over all files, each with its source, document and key. */
final class FileSetReader {
    private static final Map<String, String> EXPERIMENT_KEYS =
            Map.of("base_command", "command", "desired_state", "desired");
    private static final String[] EXPERIMENT = SpecFields.between(
            List.of("name", "group", "desired", "desired_state", "command", "base_command"),
            List.of("description", "wandb_link", "tags", "priority", "order", "axes"));

    private final Problems problems = new Problems();
    private final List<DeclaredGroup> groups = new ArrayList<>();
    private final List<DeclaredExperiment> experiments = new ArrayList<>();
    private final Map<String, String> groupPlaces = new HashMap<>();
    private final Map<String, String> experimentPlaces = new HashMap<>();
    private @Nullable String set;
    private long characters;

    /** Reads one source. */
    void read(String source, String text) {
        List<JsonValue> documents;
        try {
            documents = YamlReader.read(text);
        } catch (YamlProblem problem) {
            problems.add("yaml", List.of(source), problem.sentence(), null);
            return;
        }
        for (int i = 0; i < documents.size(); i++) {
            List<Object> place = List.of(source, "document " + (i + 1));
            if (documents.get(i) instanceof JsonValue.Obj object) {
                document(Fields.at(object, place, problems, Map.of()));
            } else {
                problems.add("dict_type", place, "A mapping with set, groups and experiments.", null);
            }
        }
    }

    /** @throws InvalidInput with all that is wrong, each sentence beginning with where */
    FileSet done(boolean prune) {
        if (prune && set == null && !problems.any()) {
            List<Object> loc = List.of("body", "prune");
            problems.add("value_error", loc, "Pruning needs the set's name: say set: in a file.", null);
            problems.check();
        }
        problems.check(FilePlaces::told);
        return new FileSet(set, groups, experiments);
    }

    private void document(Fields fields) {
        fields.only("set", "groups", "experiments");
        fields.text("set").ifPresent(name -> set(fields, name));
        each(fields, "groups", this::group);
        each(fields, "experiments", this::experiment);
    }

    private interface Reading {
        void item(Fields fields);
    }

    private void each(Fields fields, String name, Reading reading) {
        if (!fields.isSet(name)) {
            return;
        }
        List<JsonValue> items = fields.items(name);
        for (int i = 0; i < items.size() && experimentPlaces.size() <= AxisRules.MOST_MEMBERS; i++) {
            List<Object> loc = fields.loc(name, i);
            if (items.get(i) instanceof JsonValue.Obj object) {
                boolean experiment = name.equals("experiments");
                reading.item(Fields.at(object, loc, problems, experiment ? EXPERIMENT_KEYS : Map.of()));
            } else {
                problems.add("dict_type", loc, "A mapping.", null);
            }
        }
    }

    private void set(Fields fields, String name) {
        Optional<String> rule = PlainName.problem("A set", name);
        if (rule.isPresent()) {
            problem(fields, "set", rule.get());
        } else if (set != null && !set.equals(name)) {
            problem(fields, "set", "All files belong to one set; another says " + set + ".");
        } else {
            set = name;
        }
    }

    private void group(Fields fields) {
        fields.only("name", "max_parallel", "max_gpus", "flags", "name_prefix", "task_template");
        String name = fields.requiredText("name");
        PlainName.problem("A group", name).ifPresent(rule -> problem(fields, "name", rule));
        String place = FilePlaces.of(fields.loc());
        String other = groupPlaces.putIfAbsent(name, place);
        if (other != null) {
            problem(fields, "name", "The group " + name + " is declared in " + other + " already.");
        }
        groups.add(new DeclaredGroup(
                place,
                name,
                fields.limit("max_parallel"),
                fields.limit("max_gpus"),
                fields.isSet("flags") ? fields.texts("flags") : Optional.empty(),
                fields.clearable("name_prefix"),
                fields.clearable("task_template")));
    }

    private void experiment(Fields fields) {
        int before = problems.count();
        fields.only(EXPERIMENT);
        for (Map.Entry<String, String> key : EXPERIMENT_KEYS.entrySet()) {
            if (fields.object().members().keySet().containsAll(List.of(key.getKey(), key.getValue()))) {
                problem(fields, key.getKey(), "The same as " + key.getValue() + ": say one of them.");
            }
        }
        CreateExperimentBody body = CreateExperimentBody.of(fields);
        DeclaredExperiment declared = new DeclaredExperiment(
                FilePlaces.of(fields.loc()),
                body.spec(),
                Axes.of(fields),
                said(fields, "desired_state", body.desiredState()),
                Optional.ofNullable(body.place().groupLabel()),
                said(
                        fields,
                        "description",
                        Objects.requireNonNullElse(body.annotations().description(), "")),
                fields.clearable("wandb_link"),
                said(fields, "tags", body.annotations().tags()),
                said(fields, "priority", body.priority()),
                body.ruled(),
                said(fields, "order", body.place().order()));
        declared.group()
                .flatMap(name -> PlainName.problem("A group", name))
                .ifPresent(rule -> problem(fields, "group", rule));
        if (problems.count() == before) {
            members(fields, declared);
            experiments.add(declared);
        }
    }

    /** Empty where the file says nothing. */
    private static <T> Optional<T> said(Fields fields, String name, T value) {
        return fields.get(name) == null ? Optional.empty() : Optional.of(value);
    }

    /** What the axes come to is made here once, so that a wrong name is told with its file. */
    private void members(Fields fields, DeclaredExperiment declared) {
        List<ExperimentSpec> members;
        try {
            members = Members.of(declared.base(), declared.axes());
        } catch (Failure.Invalid invalid) {
            invalid.problems().forEach(problem -> tell(fields, problem));
            return;
        }
        for (ExperimentSpec member : members) {
            characters += Members.weight(member);
            String other = experimentPlaces.putIfAbsent(member.name(), declared.place());
            if (other != null) {
                problem(fields, "name", "The name " + member.name() + " is declared in " + other + " already.");
                return;
            }
        }
        if (experimentPlaces.size() > AxisRules.MOST_MEMBERS) {
            problems.add("too_long", fields.loc(), "All files together make more than 1,000 experiments.", null);
        } else if (characters > Members.MOST_CHARACTERS) {
            problems.add("too_long", fields.loc(), Members.TOO_LONG, null);
        }
    }

    /** A flag's name may hold dots. */
    private void tell(Fields fields, Problem problem) {
        Object[] parts =
                Arrays.copyOf(problem.field().split("\\.", 2), problem.field().contains(".") ? 2 : 1, Object[].class);
        problems.add(problem.type(), fields.loc(parts), problem.message(), null);
    }

    private void problem(Fields fields, String name, String rule) {
        if (!problems.has(fields.loc(name))) {
            problems.add("value_error", fields.loc(name), rule, null);
        }
    }
}
