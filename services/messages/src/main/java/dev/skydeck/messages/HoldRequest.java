package dev.skydeck.messages;

import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.JobKey;
import dev.skydeck.messages.model.Written;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Experiments that the controller leaves alone since their file was imported or restored, until a person releases them. */
public sealed interface HoldRequest<R> extends StoreRequest<R> {

    /**
     * Pauses one experiment, a group's, or all, and then those that are created until all are released, too: nothing is launched or
     * cancelled. Answers the ids that were not held before.
     */
    record Pause(Command command, Which which) implements HoldRequest<Written<List<Long>>> {}

    /** Releases one experiment, a group's, or all. Answers the ids that were held before. */
    record ReleaseHolds(Command command, Which which) implements HoldRequest<Written<List<Long>>> {}

    /**
     * Which experiments.
     *
     * @param ids those; empty when a group or all are meant
     * @param groupId the members of that group
     * @param all every experiment
     */
    record Which(List<Long> ids, Optional<String> groupId, boolean all) {
        public Which {
            ids = List.copyOf(ids);
        }
    }

    /**
     * Jobs of an imported file that a complete observation has shown again: same id, name and submission time. A person
     * decides whether they are taken over.
     */
    record ListAdoptions() implements HoldRequest<List<Adoption>> {}

    /**
     * One proposal.
     *
     * @param imported the job as the imported file has it
     * @param seen the job as the server shows it
     */
    record Adoption(
            long experimentId,
            String experimentName,
            JobKey imported,
            JobKey seen,
            String jobName,
            Instant submittedAt) {}
}
