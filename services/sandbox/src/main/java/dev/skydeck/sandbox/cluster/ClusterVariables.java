package dev.skydeck.sandbox.cluster;

import dev.skydeck.sandbox.job.JobRecord;
import dev.skydeck.sandbox.job.JobVariables;
import dev.skydeck.sandbox.job.Times;
import java.util.Map;

/** What tells a job on which cluster it is, and which one of it. */
record ClusterVariables(ClusterRecord cluster) implements JobVariables {

    @Override
    public Map<String, String> of(JobRecord job, Times times) {
        return Map.of(
                "SKYPILOT_TASK_ID",
                job.createdTimestamp() + "_" + cluster.name() + "_" + job.id(),
                "SKYPILOT_INTERNAL_JOB_ID",
                String.valueOf(job.id()),
                "SKYPILOT_CLUSTER_INFO",
                "{\"cluster_name\": \"" + cluster.name()
                        + "\", \"cloud\": \"Sandbox\", \"region\": \"local\", \"zone\": \"main\"}");
    }
}
