package dev.skydeck.store;

import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.DeclaredExperiment;
import dev.skydeck.messages.model.DeclaredGroup;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FileSet;
import dev.skydeck.messages.model.Group;
import dev.skydeck.messages.model.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The steps from what is there to what files declare; a pure function. */
final class SetDiff {
    /**
     * One experiment of a set, its axes resolved.
     *
     * @param warnings of its flags
     */
    record Wanted(ExperimentSpec spec, DeclaredExperiment declared, List<Problem> warnings) {}

    /**
     * What is there.
     *
     * @param experiments by name, of those that are declared
     * @param owned those that the set made, deleted ones left out
     */
    record Known(Map<String, Experiment> experiments, List<Group> groups, List<Experiment> owned) {}

    /**
     * @param unchanged how many experiments and groups are as declared
     * @param warnings of all flags, each once
     */
    record Steps(List<SetStep> steps, int unchanged, List<Problem> warnings) {}

    private final Known known;
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final List<SetStep> steps = new ArrayList<>();
    private int unchanged;

    private SetDiff(Known known) {
        this.known = known;
    }

    /** @throws Failure.Conflict if it cannot be made so */
    static Steps of(FileSet set, List<Wanted> wanted, Known known, boolean prune) {
        SetDiff diff = new SetDiff(known);
        diff.groups(set, wanted);
        wanted.forEach(diff::experiment);
        if (prune) {
            diff.prune(wanted);
        }
        return new Steps(
                List.copyOf(diff.steps),
                diff.unchanged,
                wanted.stream()
                        .flatMap(one -> one.warnings().stream())
                        .distinct()
                        .limit(Change.MOST_WARNINGS)
                        .toList());
    }

    /** Those that are only named by an experiment are declared by that. */
    private void groups(FileSet set, List<Wanted> wanted) {
        Map<String, DeclaredGroup> declared = new LinkedHashMap<>();
        set.groups().forEach(group -> declared.put(group.name(), group));
        wanted.forEach(one -> one.declared()
                .group()
                .ifPresent(name -> declared.putIfAbsent(
                        name,
                        new DeclaredGroup(
                                one.declared().place(),
                                name,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()))));
        declared.values().forEach(this::group);
    }

    private void group(DeclaredGroup declared) {
        List<Group> there = known.groups().stream()
                .filter(group -> group.name().equals(declared.name()))
                .toList();
        if (there.size() > 1) {
            throw new Failure.Conflict(declared.place() + ": there are " + there.size() + " groups with the name "
                    + declared.name() + "; rename all but one.");
        }
        if (there.isEmpty()) {
            steps.add(new SetStep.MakeGroup(declared));
            return;
        }
        Group group = there.get(0);
        groups.put(group.name(), group);
        if (isAsDeclared(group, declared)) {
            unchanged++;
        } else {
            steps.add(new SetStep.ChangeGroup(group, declared));
        }
    }

    private static boolean isAsDeclared(Group group, DeclaredGroup declared) {
        return Objects.equals(Groups.limit(declared.maxParallel(), group.maxParallel()), group.maxParallel())
                && Objects.equals(Groups.limit(declared.maxGpus(), group.maxGpus()), group.maxGpus())
                && declared.flags().orElse(group.flags()).equals(group.flags())
                && Objects.equals(Specs.cleared(declared.namePrefix(), group.namePrefix()), group.namePrefix())
                && Objects.equals(Specs.cleared(declared.taskTemplate(), group.taskTemplate()), group.taskTemplate());
    }

    private void experiment(Wanted wanted) {
        @Nullable Experiment there = known.experiments().get(wanted.spec().name());
        if (there == null) {
            steps.add(new SetStep.Make(wanted.spec(), wanted.declared()));
            return;
        }
        int before = steps.size();
        Optional<DesiredState> state = wanted.declared().desiredState().filter(asked -> asked != there.desiredState());
        boolean terminated = there.desiredState() == DesiredState.TERMINATED;
        Optional<SetStep> edit = edit(there, wanted);
        if (terminated && edit.isPresent() && state.isEmpty()) {
            throw new Failure.Conflict(wanted.declared().place() + ": the experiment "
                    + there.spec().name()
                    + " is terminated and cannot be edited; desired: STOPPED or RUNNING reopens it.");
        }
        Optional<SetStep> want = state.map(asked -> new SetStep.Want(there, asked));
        // What is terminated is opened before it is edited, and everything else is edited before it runs.
        Stream.of(terminated ? want : edit, terminated ? edit : want)
                .flatMap(Optional::stream)
                .forEach(steps::add);
        wanted.declared().group().ifPresent(group -> move(there, group));
        if (steps.size() == before) {
            unchanged++;
        }
    }

    private Optional<SetStep> edit(Experiment there, Wanted wanted) {
        SpecEdit edit = edit(wanted);
        ExperimentSpec spec = Specs.edited(there.spec(), edit);
        Annotations notes = Specs.edited(there.annotations(), edit);
        int priority = edit.priority().orElse(there.priority());
        FieldChanges changes = FieldChanges.of(
                there, spec, notes, there.owner(), priority, there.rules().with(edit.rules()));
        return changes.words().isEmpty() ? Optional.empty() : Optional.of(new SetStep.Change(there, edit, changes));
    }

    private static SpecEdit edit(Wanted wanted) {
        ExperimentSpec spec = wanted.spec();
        SpecEdit.Builder edit = SpecEdit.builder()
                .baseCommand(spec.baseCommand())
                .toolPath(text(spec.toolPath()))
                .gitBranch(text(spec.gitBranch()))
                .flags(spec.flags())
                .nodes(spec.nodes())
                .gpus(spec.gpus())
                .accelerator(text(spec.accelerator()))
                .instanceType(text(spec.instanceType()))
                .cloud(text(spec.cloud()))
                .spot(spec.spot())
                .taskTemplate(text(spec.taskTemplate()))
                .cluster(text(spec.cluster()))
                .stopCluster(spec.stopCluster());
        wanted.declared().description().ifPresent(edit::description);
        wanted.declared().wandbLink().ifPresent(edit::wandbLink);
        wanted.declared().tags().ifPresent(edit::tags);
        wanted.declared().priority().ifPresent(edit::priority);
        return edit.rules(wanted.declared().rules()).build();
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }

    /** Being in others beside it is no difference: someone put it there. */
    private void move(Experiment there, String to) {
        Group group = groups.get(to);
        if (group != null && group.members().contains(there.id())) {
            return;
        }
        List<String> from = known.groups().stream()
                .filter(other -> other.members().contains(there.id()))
                .map(Group::name)
                .toList();
        steps.add(new SetStep.Move(there, from, to));
    }

    private void prune(List<Wanted> wanted) {
        Set<String> names = new HashSet<>();
        wanted.forEach(one -> names.add(one.spec().name()));
        known.owned().stream()
                .filter(one -> !names.contains(one.spec().name()))
                .forEach(one -> steps.add(new SetStep.Delete(one)));
    }
}
