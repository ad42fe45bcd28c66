package dev.skydeck.sandbox.job;

import java.util.Map;

/** The environment variables that tell a job of the sandbox which job it is. */
@FunctionalInterface
public interface JobVariables {
    Map<String, String> of(JobRecord job, Times times);

    /** Those of a managed job. */
    static Map<String, String> managed(JobRecord job, Times times) {
        return Map.of(
                "SKYPILOT_TASK_ID",
                job.managedTaskId(times),
                "SKYPILOT_MANAGED_JOB_ID",
                String.valueOf(job.id()),
                "SKYPILOT_CLUSTER_INFO",
                "{\"cluster_name\": \"" + job.clusterName() + "\"}");
    }
}
