package dev.skydeck.gateway.view;

import dev.skydeck.messages.JobRequest.JobRef;
import dev.skydeck.messages.model.ImportedJob;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.JobFacts;
import dev.skydeck.messages.model.JobStatus;
import dev.skydeck.messages.model.ObservedJob;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A job as clients see it: the first SkyDeck's fields in its order, then ours. */
public record JobView(
        String id,
        String experimentId,
        @Nullable String clusterName,
        @Nullable Long skyJobId,
        String status,
        @Nullable String createdAt,
        @Nullable String submittedAt,
        @Nullable String startedAt,
        @Nullable String endedAt,
        @Nullable String command,
        @Nullable String logsPath,
        @Nullable Integer exitCode,
        @Nullable String errorMessage,
        int nodes,
        int gpus,
        @Nullable String instanceType,
        @Nullable String cloud,
        String skyStatus,
        @Nullable String scheduleState,
        int recoveryCount,
        @Nullable String name,
        @Nullable Long launchId,
        @Nullable Double durationSeconds,
        @Nullable Double earlierSeconds,
        @Nullable String owner,
        @Nullable String details,
        @Nullable String resources,
        @Nullable String clusterResources,
        @Nullable String skyCluster,
        @Nullable String nodeNames,
        @Nullable String region,
        @Nullable String zone,
        @Nullable String infra,
        @Nullable String workspace,
        @Nullable String userName,
        @Nullable String userHash,
        int taskId,
        @Nullable String taskName,
        @Nullable String pool,
        @Nullable Integer priority,
        @Nullable String lastRecoveredAt,
        Map<String, String> links) {

    public static JobView of(Job job) {
        ObservedJob seen = job.observed();
        JobFacts facts = seen.facts();
        ImportedJob imported = job.imported();
        return new JobView(
                idOf(job),
                experimentName(job),
                imported == null ? job.cluster() : imported.clusterName(),
                imported == null ? Long.valueOf(job.key().jobId()) : imported.skyJobId(),
                job.state().name(),
                Times.plain(job.firstSeenAt()),
                Times.plainOrNull(seen.submittedAt()),
                Times.plainOrNull(seen.startedAt()),
                Times.plainOrNull(seen.endedAt()),
                job.command(),
                imported == null ? null : imported.logsPath(),
                job.exitCode(),
                seen.failureReason(),
                job.nodes(),
                job.gpus(),
                imported == null ? seen.resources() : imported.instanceType(),
                seen.cloud(),
                seen.status(),
                seen.scheduleState(),
                seen.recoveryCount(),
                seen.name(),
                job.launchId(),
                // Of one that lives it is only what it ran before it recovered.
                JobStatus.isTerminal(seen) ? seen.durationSeconds() : null,
                earlierSeconds(seen),
                // Of an orphan SkyPilot itself knows who submitted it.
                job.experimentOwner() == null ? seen.userName() : job.experimentOwner(),
                seen.details(),
                seen.resources(),
                facts.clusterResources(),
                facts.cluster(),
                facts.nodeNames(),
                seen.region(),
                seen.zone(),
                facts.infra(),
                seen.workspace(),
                seen.userName(),
                seen.userHash(),
                seen.taskId(),
                facts.taskName(),
                facts.pool(),
                facts.priority(),
                Times.plainOrNull(facts.lastRecoveredAt()),
                facts.links());
    }

    /** SkyPilot counts a recovery once it is done, so a job in its first one has none yet. */
    private static @Nullable Double earlierSeconds(ObservedJob seen) {
        boolean recovers = seen.recoveryCount() > 0 || seen.status().equals("RECOVERING");
        return recovers && !JobStatus.isTerminal(seen) ? seen.durationSeconds() : null;
    }

    /** The id that clients know a job by: SkyPilot's number, on a cluster with the cluster's, or what an imported file had. */
    public static String idOf(Job job) {
        if (job.imported() != null) {
            return job.imported().id();
        }
        Optional<Long> server =
                job.cluster() == null ? Optional.empty() : Optional.of(job.key().server());
        return new JobRef(server, job.key().jobId()).toString();
    }

    /** In the first SkyDeck a job's experiment_id is a name; an orphan shows the name it has at SkyPilot. */
    private static String experimentName(Job job) {
        if (job.experimentName() != null) {
            return job.experimentName();
        }
        String name = job.observed().name();
        return name == null ? "" : name;
    }
}
