package dev.skydeck.store;

import dev.skydeck.messages.ApplyRequest.ChangeKind;
import dev.skydeck.messages.ApplyRequest.FieldDifference;
import dev.skydeck.messages.ApplyRequest.SetChange;
import dev.skydeck.messages.model.DeclaredGroup;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a step is told to who asked. */
final class SetWords {
    private static final int MOST_CHARACTERS = 1_000;

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
                .ifPresent(flags -> fields.add(new FieldDifference("flags", null, text(flags))));
        group.namePrefix()
                .filter(prefix -> !prefix.isEmpty())
                .ifPresent(prefix -> fields.add(new FieldDifference("name_prefix", null, text(prefix))));
        group.taskTemplate()
                .filter(name -> !name.isEmpty())
                .ifPresent(name -> fields.add(new FieldDifference("task_template", null, text(name))));
        return fields;
    }

    private static List<FieldDifference> fields(FieldChanges changes) {
        List<FieldDifference> fields = new ArrayList<>();
        changes.fields()
                .forEach(change ->
                        fields.add(new FieldDifference(change.field(), text(change.before()), text(change.after()))));
        changes.flagNames()
                .forEach(name -> fields.add(new FieldDifference(
                        "flags." + name, flag(changes.flagsBefore(), name), flag(changes.flagsAfter(), name))));
        return fields;
    }

    private static @Nullable String flag(Flags flags, String name) {
        @Nullable FlagValue value = flags.values().get(name);
        return value == null ? null : text(value.commandText());
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        String text = Objects.toString(value);
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }
}
