package dev.skydeck.store;

import dev.skydeck.messages.model.ImportedJob;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.JobFacts;
import dev.skydeck.messages.model.JobKey;
import dev.skydeck.messages.model.JobStatus;
import dev.skydeck.messages.model.ObservedJob;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes job rows, one for each task of a job. */
final class JobRows {
    /** Every task of the job of that number, 1st parameter, on the server of that number or, when the 2nd is null, the newest. */
    static final String NAMED = """
            j.job_id = ?1 and j.server = coalesce(?2, (select max(m.server) from jobs m
              join servers ms on ms.number = m.server and ms.cluster is null where m.job_id = ?1))
            and (?2 is null or s.cluster is not null)
            """;

    static final String NEWEST_FIRST = " order by j.server desc, j.job_id desc, j.task_id";

    private static final String SELECT =
            "select j.*, e.name as experiment_name, e.owner as experiment_owner, s.cluster as server_cluster from jobs j"
                    + " join servers s on s.number = j.server left join experiments e on e.id = j.experiment_id where ";

    private static final String UPSERT = """
            insert or replace into jobs (server, job_id, task_id, experiment_id, launch_id, name, status, terminal,
              schedule_state, submitted_at, started_at, ended_at, duration_seconds, recovery_count, error_message,
              details, resources, cloud, region, zone, user_hash, user_name, workspace, metadata, exit_code, command,
              nodes, gpus, created_at, imported_id, cluster_name, sky_job_id, logs_path, instance_type,
              task_name, pool, priority, last_recovered_at, infra, cluster_resources, sky_cluster, node_names, links)
            values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
            """;

    /** How long an ended job {@code j} ran, by SkyPilot's clock alone; null when it never did. */
    static final String RAN_SECONDS = "coalesce(j.duration_seconds, (j.ended_at - j.started_at) / 1000.0)";

    private JobRows() {}

    static Future<List<Job>> where(Sql sql, String condition, @Nullable Object... parameters) {
        return sql.query(SELECT + condition, parameters).map(rows -> SoundRows.all(RowRules.JOBS, rows, JobRows::job));
    }

    static Future<List<Job>> byKeys(Sql sql, Collection<JobKey> keys) {
        if (keys.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        List<List<Long>> triples = keys.stream()
                .map(key -> List.of(key.server(), key.jobId(), (long) key.taskId()))
                .toList();
        return where(
                sql,
                "(j.server, j.job_id, j.task_id) in"
                        + " (select value ->> 0, value ->> 1, value ->> 2 from json_each(?))" + NEWEST_FIRST,
                Json.text(triples));
    }

    /** Every task of those jobs of one server. */
    static Future<List<Job>> ofServer(Sql sql, long server, Collection<Long> jobIds) {
        return where(
                sql,
                "j.server = ? and j.job_id in (select value from json_each(?)) order by j.job_id, j.task_id",
                server,
                Json.text(jobIds));
    }

    static Future<List<Job>> ofLaunches(Sql sql, Collection<Long> launchIds) {
        return launchIds.isEmpty()
                ? Future.succeededFuture(List.of())
                : where(sql, "j.launch_id in (select value from json_each(?))" + NEWEST_FIRST, Json.text(launchIds));
    }

    static Future<Void> save(Sql sql, Collection<Job> jobs) {
        return jobs.isEmpty()
                ? Future.succeededFuture()
                : sql.batch(UPSERT, jobs.stream().map(JobRows::parameters).toList());
    }

    private static @Nullable Object[] parameters(Job job) {
        ObservedJob seen = job.observed();
        JobFacts facts = seen.facts();
        ImportedJob imported = job.imported();
        return new @Nullable Object[] {
            job.key().server(),
            job.key().jobId(),
            job.key().taskId(),
            job.experimentId(),
            job.launchId(),
            seen.name(),
            seen.status(),
            JobStatus.isTerminal(seen),
            seen.scheduleState(),
            seen.submittedAt(),
            seen.startedAt(),
            seen.endedAt(),
            seen.durationSeconds(),
            seen.recoveryCount(),
            seen.failureReason(),
            seen.details(),
            seen.resources(),
            seen.cloud(),
            seen.region(),
            seen.zone(),
            seen.userHash(),
            seen.userName(),
            seen.workspace(),
            Json.text(seen.metadata()),
            job.exitCode(),
            job.command(),
            job.nodes(),
            job.gpus(),
            job.firstSeenAt(),
            imported == null ? null : imported.id(),
            imported == null ? null : imported.clusterName(),
            imported == null ? null : imported.skyJobId(),
            imported == null ? null : imported.logsPath(),
            imported == null ? null : imported.instanceType(),
            facts.taskName(),
            facts.pool(),
            facts.priority(),
            facts.lastRecoveredAt(),
            facts.infra(),
            facts.clusterResources(),
            facts.cluster(),
            facts.nodeNames(),
            Json.text(facts.links())
        };
    }

    private static Job job(SqlRow row) {
        ObservedJob observed = new ObservedJob(
                row.number("job_id"),
                row.integer("task_id"),
                row.textOrNull("name"),
                row.text("status"),
                row.textOrNull("schedule_state"),
                row.instantOrNull("submitted_at"),
                row.instantOrNull("started_at"),
                row.instantOrNull("ended_at"),
                row.realOrNull("duration_seconds"),
                row.integer("recovery_count"),
                row.textOrNull("error_message"),
                row.textOrNull("details"),
                row.textOrNull("resources"),
                row.textOrNull("cloud"),
                row.textOrNull("region"),
                row.textOrNull("zone"),
                row.textOrNull("user_hash"),
                row.textOrNull("user_name"),
                row.textOrNull("workspace"),
                Json.textMap(row.text("metadata")),
                facts(row));
        return new Job(
                new JobKey(row.number("server"), observed.jobId(), observed.taskId()),
                row.numberOrNull("experiment_id"),
                row.textOrNull("experiment_name"),
                row.textOrNull("experiment_owner"),
                row.numberOrNull("launch_id"),
                JobStatus.state(observed),
                row.integerOrNull("exit_code"),
                row.instant("created_at"),
                row.textOrNull("command"),
                row.integer("nodes"),
                row.integer("gpus"),
                observed,
                imported(row),
                row.textOrNull("server_cluster"));
    }

    private static JobFacts facts(SqlRow row) {
        return new JobFacts(
                row.textOrNull("task_name"),
                row.textOrNull("pool"),
                row.integerOrNull("priority"),
                row.instantOrNull("last_recovered_at"),
                row.textOrNull("infra"),
                row.textOrNull("cluster_resources"),
                row.textOrNull("sky_cluster"),
                row.textOrNull("node_names"),
                Json.textMap(row.text("links")));
    }

    private static @Nullable ImportedJob imported(SqlRow row) {
        return row.isNull("imported_id")
                ? null
                : new ImportedJob(
                        row.text("imported_id"),
                        row.text("cluster_name"),
                        row.numberOrNull("sky_job_id"),
                        row.textOrNull("logs_path"),
                        row.textOrNull("instance_type"));
    }
}
