package dev.skydeck.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Group;
import dev.skydeck.messages.model.RunRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What takes one change back. It is kept as JSON for as long as its token is good. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
@JsonSubTypes({
    @JsonSubTypes.Type(value = UndoStep.Remove.class, name = "remove"),
    @JsonSubTypes.Type(value = UndoStep.BringBack.class, name = "bring_back"),
    @JsonSubTypes.Type(value = UndoStep.Respecify.class, name = "respecify"),
    @JsonSubTypes.Type(value = UndoStep.WantAgain.class, name = "want_again"),
    @JsonSubTypes.Type(value = UndoStep.Reseat.class, name = "reseat"),
    @JsonSubTypes.Type(value = UndoStep.Reposition.class, name = "reposition"),
    @JsonSubTypes.Type(value = UndoStep.Regroup.class, name = "regroup")
})
sealed interface UndoStep {

    /** Deletes what was created, copied or brought back. */
    record Remove(long experimentId) implements UndoStep {}

    /** Takes a deletion back. */
    record BringBack(long experimentId) implements UndoStep {}

    /**
     * @param editedTo the specification's revision after the edit; another one means that somebody edited since
     * @param priority null in steps from before there were priorities: it stays
     * @param rules as the priority
     */
    record Respecify(
            long experimentId,
            long editedTo,
            ExperimentSpec spec,
            Annotations annotations,
            @Nullable String owner,
            @Nullable Integer priority,
            @Nullable RunRules rules)
            implements UndoStep {}

    /** Wants of an experiment what was wanted before. */
    record WantAgain(long experimentId, DesiredState desiredState) implements UndoStep {}

    /** Puts an experiment into the groups and places that it had. */
    record Reseat(long experimentId, List<Seat> seats) implements UndoStep {}

    /** @param order the member's position in that group */
    record Seat(String groupId, long order) {}

    /**
     * Gives rows the positions that they had.
     *
     * @param what which order
     * @param groupId whose members; null for the other two
     */
    record Reposition(Ordered what, @Nullable String groupId, List<Position> positions) implements UndoStep {}

    /** What has an order of its own. */
    enum Ordered {
        EXPERIMENTS,
        GROUPS,
        MEMBERS
    }

    /** @param id of an experiment or a group, as text */
    record Position(String id, long order) {}

    /** Makes a deleted group again, with its members as far as they are still there. */
    record Regroup(Group group, List<Member> members) implements UndoStep {}

    /** @param order its position in the group */
    record Member(long experimentId, long order) {}
}
