package dev.skydeck.messages.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What SkyPilot tells of a task beside its state, in SkyPilot's words. What a server does not know, or does not know yet,
 * is null; what it once knew of a cluster stays after the cluster is gone.
 *
 * @param taskName the task's own name; differs from the job's in a job of several tasks
 * @param priority -1000 to 1000; null when the server does not say
 * @param lastRecoveredAt when the newest attempt began to run; null before the first
 * @param infra cloud, region and zone in one, such as {@code aws/us-east-1}
 * @param clusterResources what its cluster has, such as {@code 1x(gpus=H100:8, cpus=96)}
 * @param cluster name of the cluster that runs it
 * @param nodeNames names of the cluster's nodes, separated by commas
 * @param links addresses by label
 */
public record JobFacts(
        @Nullable String taskName,
        @Nullable String pool,
        @Nullable Integer priority,
        @Nullable Instant lastRecoveredAt,
        @Nullable String infra,
        @Nullable String clusterResources,
        @Nullable String cluster,
        @Nullable String nodeNames,
        Map<String, String> links) {
    /** Nothing is known. */
    public static final JobFacts NONE = new JobFacts(null, null, null, null, null, null, null, null, Map.of());

    public JobFacts {
        links = Map.copyOf(links);
    }
}
