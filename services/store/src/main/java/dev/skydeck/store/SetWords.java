package dev.skydeck.store;

import dev.skydeck.messages.ApplyRequest.ChangeKind;
import dev.skydeck.messages.ApplyRequest.SetChange;
import dev.skydeck.messages.model.DeclaredGroup;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.FieldDifference;
import dev.skydeck.messages.model.Group;
import dev.skydeck.messages.model.SpecChanges;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a step is told to who asked. */
final class SetWords {
    private SetWords() {}

    static SetChange of(SetStep step) {
        if (step instanceof SetStep.MakeGroup make) {
            return new SetChange(ChangeKind.CREATE_GROUP, null, make.group().name(), null, null, said(make.group()));
        }
        if (step instanceof SetStep.ChangeGroup change) {
            return new SetChange(
                    ChangeKind.EDIT_GROUP,
                    change.before().id(),
                    change.before().name(),
                    null,
                    null,
                    fields(changes(change.before(), change.group())));
        }
        if (step instanceof SetStep.Make make) {
            DesiredState state = make.declared().desiredState().orElse(DesiredState.STOPPED);
            List<FieldDifference> group = make.declared()
                    .group()
                    .map(name -> List.of(new FieldDifference("group", null, name)))
                    .orElse(List.of());
            return new SetChange(ChangeKind.CREATE, null, make.spec().name(), null, state.name(), group);
        }
        if (step instanceof SetStep.Change change) {
            return of(ChangeKind.EDIT, change.before(), null, null, fields(change.changes()));
        }
        if (step instanceof SetStep.Move move) {
            String from = move.from().isEmpty() ? null : String.join(", ", move.from());
            return of(ChangeKind.MOVE, move.before(), from, move.to(), List.of());
        }
        if (step instanceof SetStep.Want want) {
            String before = want.before().desiredState().name();
            return of(ChangeKind.SET_STATE, want.before(), before, want.state().name(), List.of());
        }
        Experiment gone = ((SetStep.Delete) step).before();
        return of(ChangeKind.DELETE, gone, gone.desiredState().name(), null, List.of());
    }

    private static SetChange of(
            ChangeKind kind,
            Experiment experiment,
            @Nullable String before,
            @Nullable String after,
            List<FieldDifference> fields) {
        return new SetChange(
                kind, Long.toString(experiment.id()), experiment.spec().name(), before, after, fields);
    }

    static SetChange withId(SetChange change, String id) {
        return new SetChange(change.kind(), id, change.name(), change.before(), change.after(), change.fields());
    }

    private static FieldChanges changes(Group before, DeclaredGroup declared) {
        return FieldChanges.of(
                before,
                before.name(),
                declared.flags().orElse(before.flags()),
                before.order(),
                before.collapsed(),
                Specs.cleared(declared.namePrefix(), before.namePrefix()),
                Specs.cleared(declared.taskTemplate(), before.taskTemplate()),
                Groups.limit(declared.maxParallel(), before.maxParallel()),
                Groups.limit(declared.maxGpus(), before.maxGpus()),
                before.maxSpend());
    }

    private static List<FieldDifference> said(DeclaredGroup group) {
        List<FieldDifference> fields = new ArrayList<>();
        group.maxParallel()
                .filter(most -> most > 0)
                .ifPresent(most -> fields.add(new FieldDifference("max_parallel", null, most.toString())));
        group.maxGpus()
                .filter(most -> most > 0)
                .ifPresent(most -> fields.add(new FieldDifference("max_gpus", null, most.toString())));
        group.flags()
                .filter(flags -> !flags.isEmpty())
                .ifPresent(flags -> fields.add(new FieldDifference("flags", null, flags.toString())));
        group.namePrefix()
                .filter(prefix -> !prefix.isEmpty())
                .ifPresent(prefix -> fields.add(new FieldDifference("name_prefix", null, prefix)));
        group.taskTemplate()
                .filter(name -> !name.isEmpty())
                .ifPresent(name -> fields.add(new FieldDifference("task_template", null, name)));
        return fields;
    }

    private static List<FieldDifference> fields(FieldChanges changes) {
        return Stream.concat(
                        changes.fields().stream(),
                        SpecChanges.flags(changes.flagsBefore(), changes.flagsAfter()).stream())
                .map(FieldDifference::of)
                .toList();
    }
}
