package dev.skydeck.gateway.view;

import dev.skydeck.messages.HoldRequest.Adoption;
import java.util.List;

/** Answers about holds. */
public final class HoldViews {
    private HoldViews() {}

    /** The ids that were held before. */
    public record Released(List<Long> released) {}

    /** The ids that were not held before. */
    public record Paused(List<Long> paused) {}

    public record Adoptions(List<Proposal> adoptions) {
        public static Adoptions of(List<Adoption> found) {
            return new Adoptions(found.stream().map(Proposal::of).toList());
        }
    }

    /** @param jobId SkyPilot's number as text */
    public record Proposal(long experimentId, String experimentName, String jobId, String jobName, String submittedAt) {
        static Proposal of(Adoption adoption) {
            return new Proposal(
                    adoption.experimentId(),
                    adoption.experimentName(),
                    Long.toString(adoption.seen().jobId()),
                    adoption.jobName(),
                    Times.zoned(adoption.submittedAt()));
        }
    }
}
