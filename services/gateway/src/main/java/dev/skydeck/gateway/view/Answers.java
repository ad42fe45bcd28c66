package dev.skydeck.gateway.view;

import dev.skydeck.gateway.body.FieldProblem;
import dev.skydeck.gateway.body.JsonValue;
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

    /** Some fields of each. */
    public record Selected(List<Map<String, @Nullable Object>> experiments) {}

    public record OfStatus(
            ExperimentView experiment, @Nullable JobView currentJob, List<JobView> recentJobs) {}

    public record OfJobs(List<JobView> jobs) {}

    public record OfSkyPilotJobs(List<JobView> jobs, List<ClusterView> clusters) {}

    public record OfCheckpoints(List<CheckpointView> checkpoints) {}

    public record OfGroup(GroupView group) {}

    public record OfGroups(List<GroupView> groups, List<ExperimentView> ungrouped) {}

    public record OfOperationLogs(List<OperationLogView> logs) {}

    public record OfFlagSchemas(List<FlagSchemaView> schemas) {}

    public record OfSetting(String key, JsonValue value) {}

    /** An error in one sentence. */
    public record Problem(String detail) {}

    /** A 422. */
    public record ValidationProblem(List<FieldProblem> detail) {}
}
