package dev.skydeck.store;

import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.JobCommand;
import dev.skydeck.messages.model.JobFacts;
import dev.skydeck.messages.model.JobKey;
import dev.skydeck.messages.model.JobStatus;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.ObservedJob;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What one observed row does to the store's row.
 *
 * @param before null for a job seen first
 */
record JobChange(@Nullable Job before, Job after) {

    /**
     * @param stored the store's row; null when there is none
     * @param launch whose job it is; null when it is nobody's
     * @param namesake the experiment with exactly the job's name; null when there is none
     * @param cluster whose queue the server's number stands for; null for managed jobs
     * @return empty when nothing changes. Terminal is absorbing: a row that has ended is never opened again by a later
     *     reading
     */
    static Optional<JobChange> of(
            long server,
            ObservedJob row,
            @Nullable Job stored,
            @Nullable Launch launch,
            @Nullable Long namesake,
            @Nullable String cluster,
            Instant now) {
        Job known = isAnotherJob(stored, launch) ? null : stored;
        ObservedJob observed = asKept(row, ranBefore(row, known));
        if (known != null && JobStatus.isTerminal(known.observed()) && !JobStatus.isTerminal(observed)) {
            return Optional.empty();
        }
        OptionalInt exitCode = JobStatus.exitCode(observed);
        Job after = new Job(
                new JobKey(server, observed.jobId(), observed.taskId()),
                experiment(known, launch, namesake),
                known == null ? null : known.experimentName(),
                known == null ? null : known.experimentOwner(),
                launch != null ? Long.valueOf(launch.id()) : known == null ? null : known.launchId(),
                JobStatus.state(observed),
                exitCode.isPresent() ? exitCode.getAsInt() : null,
                known == null ? now : known.firstSeenAt(),
                launch != null && !launch.adopted() ? command(launch) : known == null ? null : known.command(),
                launch != null ? launch.spec().nodes() : known == null ? 1 : known.nodes(),
                launch != null ? launch.spec().gpus() : known == null ? 0 : known.gpus(),
                observed,
                null,
                cluster);
        return after.equals(known) ? Optional.empty() : Optional.of(new JobChange(known, after));
    }

    /** Ids start again when a server's database is replaced; a token of another launch proves it. */
    private static boolean isAnotherJob(@Nullable Job stored, @Nullable Launch launch) {
        return stored != null
                && launch != null
                && !Objects.equals(stored.launchId(), launch.id())
                && (stored.launchId() != null || JobStatus.isTerminal(stored.observed()));
    }

    boolean isNewStatus() {
        return before == null
                || !before.observed().status().equals(after.observed().status());
    }

    private static @Nullable Long experiment(@Nullable Job known, @Nullable Launch launch, @Nullable Long namesake) {
        if (launch != null) {
            return launch.experimentId();
        }
        return known != null && known.experimentId() != null ? known.experimentId() : namesake;
    }

    private static String command(Launch launch) {
        return JobCommand.of(launch.spec());
    }

    /** What it ran before its recovery is told only while it recovers, and holds until it recovers again or ends. */
    private static @Nullable Double ranBefore(ObservedJob row, @Nullable Job known) {
        return row.durationSeconds() != null || known == null || JobStatus.isTerminal(row)
                ? row.durationSeconds()
                : known.observed().durationSeconds();
    }

    /** As the file keeps times; else the same row would always look changed. */
    private static ObservedJob asKept(ObservedJob row, @Nullable Double duration) {
        return new ObservedJob(
                row.jobId(),
                row.taskId(),
                row.name(),
                row.status(),
                row.scheduleState(),
                millis(row.submittedAt()),
                millis(row.startedAt()),
                millis(row.endedAt()),
                duration == null || duration.isNaN() ? null : duration,
                row.recoveryCount(),
                row.failureReason(),
                row.details(),
                row.resources(),
                row.cloud(),
                row.region(),
                row.zone(),
                row.userHash(),
                row.userName(),
                row.workspace(),
                row.metadata(),
                asKept(row.facts()));
    }

    private static JobFacts asKept(JobFacts facts) {
        return new JobFacts(
                facts.taskName(),
                facts.pool(),
                facts.priority(),
                millis(facts.lastRecoveredAt()),
                facts.infra(),
                facts.clusterResources(),
                facts.cluster(),
                facts.nodeNames(),
                facts.links());
    }

    private static @Nullable Instant millis(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS);
    }
}
