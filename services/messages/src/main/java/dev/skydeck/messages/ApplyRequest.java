package dev.skydeck.messages;

import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.FieldDifference;
import dev.skydeck.messages.model.FileSet;
import dev.skydeck.messages.model.Problem;
import dev.skydeck.messages.model.Written;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Experiments and groups declared by files: what would change, and changing it. */
public sealed interface ApplyRequest<R> extends StoreRequest<R> {

    /**
     * Says what applying would change. Fails with {@code Invalid} for a set that cannot be, {@code Conflict} where the state of
     * things forbids it.
     *
     * @param prune delete the experiments that this set made and declares no more; needs a set with a name
     */
    record PlanSet(FileSet set, boolean prune) implements ApplyRequest<SetPlan> {}

    /**
     * Makes all changes, or none when one fails; answers what it did. Applying the same set again changes nothing, and does not
     * ask to run what it asked to run before. Fails as {@link PlanSet} does.
     */
    record ApplySet(Command command, FileSet set, boolean prune) implements ApplyRequest<Written<SetChanges>> {}

    /** @param warnings what applying would tell of: see {@link Written} */
    record SetPlan(SetChanges changes, List<Problem> warnings) {
        public SetPlan {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * @param changes in the order in which they are made
     * @param unchanged how many experiments and groups are as declared
     */
    record SetChanges(List<SetChange> changes, int unchanged) {
        public SetChanges {
            changes = List.copyOf(changes);
        }
    }

    /** What is done to what. */
    enum ChangeKind {
        CREATE_GROUP,
        EDIT_GROUP,
        CREATE,
        EDIT,
        MOVE,
        SET_STATE,
        DELETE
    }

    /**
     * One change.
     *
     * @param id of the experiment or group; null for one that is not there yet
     * @param before the desired state or the groups' names before; null when there was none, or none is changed
     * @param after the desired state or the group's name afterwards; null when none is changed
     * @param fields what is edited, or said of a new one
     */
    record SetChange(
            ChangeKind kind,
            @Nullable String id,
            String name,
            @Nullable String before,
            @Nullable String after,
            List<FieldDifference> fields) {
        public SetChange {
            fields = List.copyOf(fields);
        }
    }
}
