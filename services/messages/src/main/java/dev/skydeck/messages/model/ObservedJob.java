package dev.skydeck.messages.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of SkyPilot's queue, in SkyPilot's words; fields that the server left out are null.
 *
 * @param status SkyPilot's exact word, known to us or not
 * @param scheduleState such as INACTIVE, LAUNCHING, ALIVE, DONE
 * @param submittedAt null while PENDING
 * @param startedAt when the cluster job was handed over, before setup runs
 * @param endedAt null until it has ended
 * @param durationSeconds how long it ran, as the server counts it, recoveries left out; while it lives only what it ran before its
 *     newest recovery, since the rest grows with every look; null when the server did not tell
 * @param metadata the task's {@code _metadata} as flat strings
 */
public record ObservedJob(
        long jobId,
        int taskId,
        @Nullable String name,
        String status,
        @Nullable String scheduleState,
        @Nullable Instant submittedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Double durationSeconds,
        int recoveryCount,
        @Nullable String failureReason,
        @Nullable String details,
        @Nullable String resources,
        @Nullable String cloud,
        @Nullable String region,
        @Nullable String zone,
        @Nullable String userHash,
        @Nullable String userName,
        @Nullable String workspace,
        Map<String, String> metadata,
        JobFacts facts) {
    public ObservedJob {
        metadata = Map.copyOf(metadata);
    }

    /** The same job, ended. */
    public ObservedJob ended(String endStatus, Instant at, String reason) {
        return new ObservedJob(
                jobId,
                taskId,
                name,
                endStatus,
                null,
                submittedAt,
                startedAt,
                at,
                durationSeconds,
                recoveryCount,
                reason,
                details,
                resources,
                cloud,
                region,
                zone,
                userHash,
                userName,
                workspace,
                metadata,
                facts);
    }
}
