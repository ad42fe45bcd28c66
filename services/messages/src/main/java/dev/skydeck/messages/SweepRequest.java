package dev.skydeck.messages;

import dev.skydeck.messages.BatchRequest.BatchResult;
import dev.skydeck.messages.model.Axis;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Problem;
import dev.skydeck.messages.model.StopRules;
import dev.skydeck.messages.model.Sweep;
import dev.skydeck.messages.model.SweepPlan;
import dev.skydeck.messages.model.Written;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sweeps: experiments for all combinations of some flags' values, in a group of their own. */
public sealed interface SweepRequest<R> extends StoreRequest<R> {

    /** Says what a sweep would make. Fails with {@code Invalid}, naming every wrong field. */
    record PreviewSweep(SweepPlan plan) implements SweepRequest<SweepPreview> {}

    /**
     * @param names of the members, in their order; several may be the same, see the collisions
     * @param nodes of all members together
     * @param gpus of all members' nodes together
     * @param collisions names that more than one member would have, or that are taken; none: the sweep can be made
     * @param warnings what making it would tell of, each once: see {@link Written}
     */
    record SweepPreview(List<String> names, long nodes, long gpus, List<Collision> collisions, List<Problem> warnings) {
        public SweepPreview {
            names = List.copyOf(names);
            collisions = List.copyOf(collisions);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * @param members how many members would have the name
     * @param experimentId the experiment that has it already; null when none has
     */
    record Collision(String name, int members, @Nullable Long experimentId) {}

    /**
     * Makes all members, a group with them in order, and the sweep, or nothing: fails with {@code Conflict}, naming every
     * collision, and with {@code Invalid}.
     */
    record CreateSweep(Command command, SweepPlan plan) implements SweepRequest<Written<SweepDetail>> {}

    /**
     * Sweeps, the newest first.
     *
     * @param skip how many to pass over
     * @param limit 1 to 500
     */
    record ListSweeps(int skip, int limit) implements SweepRequest<SweepPage> {}

    /** @param more whether another page follows */
    record SweepPage(long revision, List<Sweep> sweeps, boolean more) {
        public SweepPage {
            sweeps = List.copyOf(sweeps);
        }
    }

    /** Fails with {@code NotFound}. */
    record ReadSweep(String id) implements SweepRequest<SweepDetail> {}

    /**
     * @param base as it was planned, with its templates
     * @param axes as they were planned
     * @param members ids of those that are not deleted, in the order they were made
     */
    record SweepDetail(Sweep sweep, ExperimentSpec base, List<Axis> axes, List<Long> members) {
        public SweepDetail {
            axes = List.copyOf(axes);
            members = List.copyOf(members);
        }
    }

    /** Wants the same of every member that is not deleted; each stands alone. Fails with {@code NotFound}. */
    record SetSweepState(Command command, String id, DesiredState desiredState)
            implements SweepRequest<Written<BatchResult>> {}

    /**
     * Edits the fields that are present. Fails with {@code NotFound}, and with {@code Outdated} when it was edited meanwhile.
     *
     * @param maxParallel at least 1; 0 for no limit
     * @param stop all of them; {@link StopRules#NONE} for none
     */
    record EditSweep(
            Command command,
            String id,
            Optional<String> name,
            Optional<Integer> maxParallel,
            Optional<StopRules> stop,
            Optional<Long> expectedRevision)
            implements SweepRequest<Written<Sweep>> {}
}
