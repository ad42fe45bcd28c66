package dev.skydeck.gateway.view;

import dev.skydeck.gateway.body.FieldProblem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The envelopes of answers, as the contract names them. */
public final class Answers {
    private Answers() {}

    public record Message(String message) {}

    public record Ok(String status) {
        public static final Ok OK = new Ok("ok");
    }

    public record OfExperiment(ExperimentView experiment) {}

    public record OfExperiments(List<ExperimentView> experiments) {}

    public record OfStatus(
            ExperimentView experiment, @Nullable JobView currentJob, List<JobView> recentJobs) {}

    public record OfJobs(List<JobView> jobs) {}

    /** @param clusters always empty: managed jobs have no clusters of their own */
    public record OfSkyPilotJobs(List<JobView> jobs, List<Map<String, String>> clusters) {}

    public record OfCheckpoints(List<CheckpointView> checkpoints) {}

    public record OfGroup(GroupView group) {}

    public record OfGroups(List<GroupView> groups, List<ExperimentView> ungrouped) {}

    /** An error in one sentence. */
    public record Problem(String detail) {}

    /** A 422. */
    public record ValidationProblem(List<FieldProblem> detail) {}
}
