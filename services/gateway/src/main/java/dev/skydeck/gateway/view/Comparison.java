package dev.skydeck.gateway.view;

import dev.skydeck.gateway.body.JsonValue;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.FlagValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What tells experiments apart: only fields that are not the same in all of them.
 *
 * @param experiments in the order asked for
 */
public record Comparison(List<Compared> experiments, List<Difference> differences) {
    private static final Map<String, Function<Experiment, JsonValue>> FIELDS = fields();

    public record Compared(long id, String name, String currentState) {}

    /**
     * @param field of the experiment, or {@code flags.<name>}
     * @param values one for each experiment; null where it has none
     */
    public record Difference(String field, List<JsonValue> values) {}

    public static Comparison of(List<Experiment> experiments) {
        List<Difference> differences = new ArrayList<>();
        FIELDS.forEach((field, read) ->
                add(differences, field, experiments.stream().map(read).toList()));
        Set<String> flags = new TreeSet<>();
        experiments.forEach(
                experiment -> flags.addAll(experiment.spec().flags().values().keySet()));
        for (String flag : flags) {
            add(
                    differences,
                    "flags." + flag,
                    experiments.stream()
                            .map(experiment ->
                                    flag(experiment.spec().flags().values().get(flag)))
                            .toList());
        }
        return new Comparison(
                experiments.stream()
                        .map(one -> new Compared(
                                one.id(), one.spec().name(), one.currentState().name()))
                        .toList(),
                differences);
    }

    private static void add(List<Difference> differences, String field, List<JsonValue> values) {
        if (new HashSet<>(values).size() > 1) {
            differences.add(new Difference(field, values));
        }
    }

    private static Map<String, Function<Experiment, JsonValue>> fields() {
        Map<String, Function<Experiment, JsonValue>> fields = new LinkedHashMap<>();
        fields.put("desired_state", one -> text(one.desiredState().name()));
        fields.put("current_state", one -> text(one.currentState().name()));
        fields.put("sky_status", one -> text(one.skyStatus()));
        fields.put("latest_epoch", one -> number(one.latestEpoch()));
        fields.put("base_command", one -> text(one.spec().baseCommand()));
        fields.put("tool_path", one -> text(one.spec().toolPath()));
        fields.put("git_branch", one -> text(one.spec().gitBranch()));
        fields.put("nodes", one -> number((long) one.spec().nodes()));
        fields.put("gpus", one -> number((long) one.spec().gpus()));
        fields.put("accelerator", one -> text(one.spec().accelerator()));
        fields.put("instance_type", one -> text(one.spec().instanceType()));
        fields.put("cloud", one -> text(one.spec().cloud()));
        fields.put("spot", one -> new JsonValue.Bool(one.spec().spot()));
        fields.put("task_template", one -> text(one.spec().taskTemplate()));
        fields.put("cluster", one -> text(one.spec().cluster()));
        fields.put("stop_cluster", one -> new JsonValue.Bool(one.spec().stopCluster()));
        fields.put("owner", one -> text(one.owner()));
        fields.put("tags", one -> tags(one.annotations().tags()));
        fields.put("description", one -> text(one.annotations().description()));
        return fields;
    }

    private static JsonValue text(@Nullable String text) {
        return text == null ? new JsonValue.Null() : new JsonValue.Text(text);
    }

    private static JsonValue number(@Nullable Long number) {
        return number == null ? new JsonValue.Null() : new JsonValue.Num(number.toString());
    }

    /** The order of tags means nothing. */
    private static JsonValue tags(List<String> tags) {
        return new JsonValue.Arr(new LinkedHashSet<>(tags)
                .stream()
                        .sorted()
                        .map(tag -> (JsonValue) new JsonValue.Text(tag))
                        .toList());
    }

    private static JsonValue flag(@Nullable FlagValue value) {
        if (value == null) {
            return new JsonValue.Null();
        }
        if (value instanceof FlagValue.Text text) {
            return new JsonValue.Text(text.value());
        }
        return value instanceof FlagValue.Bool bool
                ? new JsonValue.Bool(bool.value())
                : new JsonValue.Num(value.commandText());
    }
}
