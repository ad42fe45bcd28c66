package dev.skydeck.store;

import dev.skydeck.messages.Event;
import dev.skydeck.messages.ObservationRequest.RecordObservation;
import dev.skydeck.messages.ObservationRequest.Scope;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.JobKey;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchEnd;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.LaunchToken;
import dev.skydeck.messages.model.ObservedJob;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes one whole observation in, chunk by chunk, so that no step holds the event loop long; all in one transaction, and
 * only what changed. What is absent from it is left as it is.
 */
final class ObservationRecorder {
    private static final String ACTOR = "skypilot";

    private final Change change;
    private final Sql sql;
    private final SqlRow server;
    private final long number;
    private final Set<Long> seenLaunches = new LinkedHashSet<>();
    private final Set<Long> shown = new HashSet<>();
    private int changedJobs;

    /** @param server its row before this observation */
    ObservationRecorder(Change change, SqlRow server) {
        this.change = change;
        this.sql = change.sql;
        this.server = server;
        this.number = server.number("number");
    }

    /**
     * @param shrunk the server has fewer jobs than it had: nothing was recorded
     * @param missing launches whose job it does not show, although it must: it is complete, and was asked for after our last write
     */
    record Recorded(long server, int changedJobs, boolean shrunk, List<Long> missing) {}

    Future<Recorded> record(List<RecordObservation> chunks) {
        RecordObservation last = chunks.get(chunks.size() - 1);
        Long total = last.totalNoFilter();
        if (total != null && total < server.number("total_no_filter")) {
            return Future.succeededFuture(new Recorded(number, 0, true, List.of()));
        }
        Future<Void> recorded = Future.succeededFuture();
        for (RecordObservation chunk : chunks) {
            recorded = recorded.compose(none -> take(chunk.rows())).compose(none -> change.writeHistory());
        }
        return recorded.compose(none -> bindLaunches())
                .compose(none -> updateHeader(last))
                .compose(none -> isOfAllLiving(last) ? missing(last) : Future.succeededFuture(List.<Long>of()))
                .map(missing -> new Recorded(number, changedJobs, false, missing));
    }

    /** Living jobs are asked for by id when the list does not show them, so those that no row is of were not found by id, either. */
    private Future<List<Long>> missing(RecordObservation last) {
        return sql.query("""
                        select l.id from launches l join experiments e on e.id = l.experiment_id
                        where l.server = ? and l.state in ('LIVE', 'LATE') and l.end_status is null and l.job_id is not null
                          and e.last_write_revision <= ? and l.job_id not in (select value from json_each(?)) order by l.id limit ?
                        """, number, last.askedRevision(), Json.text(shown), Event.MOST_MISSING)
                .map(rows -> rows.stream().map(row -> row.number("id")).toList());
    }

    /** Rows that no reading showed as they are. Answers how many changed. */
    Future<Integer> recordRows(List<ObservedJob> rows) {
        return take(rows).compose(none -> bindLaunches()).map(none -> changedJobs);
    }

    private static boolean isOfAllLiving(RecordObservation reading) {
        return reading.complete() && reading.scope() != Scope.SOME;
    }

    private Future<Void> updateHeader(RecordObservation last) {
        return sql.update(
                        """
                        update servers set total_no_filter = max(total_no_filter, ?), observed_at = ?, asked_revision = ?,
                          scope = ?, complete = ?, pause_millis = ?, settle_millis = ?,
                          read_at = max(coalesce(read_at, 0), ?) where number = ?
                        """,
                        last.totalNoFilter() == null ? -1L : last.totalNoFilter(),
                        change.now,
                        last.askedRevision(),
                        last.scope(),
                        last.complete(),
                        last.pauseMillis(),
                        last.settleMillis(),
                        isOfAllLiving(last) ? change.now.toEpochMilli() - last.ageMillis() : 0L,
                        number)
                .mapEmpty();
    }

    private Future<Void> take(List<ObservedJob> observed) {
        Map<JobKey, ObservedJob> rows = new LinkedHashMap<>();
        observed.forEach(row -> rows.put(new JobKey(number, row.jobId(), row.taskId()), row));
        Set<Long> jobIds = rows.values().stream().map(ObservedJob::jobId).collect(Collectors.toSet());
        shown.addAll(jobIds);
        return JobRows.ofServer(sql, number, jobIds)
                .compose(known -> knownLaunches(rows.values(), jobIds)
                        .compose(launches -> namesakes(rows.values())
                                .compose(namesakes -> save(compare(rows, known, launches, namesakes)))));
    }

    private Future<List<Launch>> knownLaunches(Iterable<ObservedJob> rows, Set<Long> jobIds) {
        Set<String> tokens = new LinkedHashSet<>();
        rows.forEach(row -> {
            String token = row.metadata().get(LaunchToken.METADATA_KEY);
            if (token != null) {
                tokens.add(token);
            }
        });
        return launches(tokens, jobIds).compose(launches -> {
            Set<String> unknown = new LinkedHashSet<>(tokens);
            launches.forEach(launch -> unknown.remove(launch.token()));
            return new Recoveries(change, number)
                    .recover(rows, unknown)
                    .compose(any -> any ? launches(tokens, jobIds) : Future.succeededFuture(launches));
        });
    }

    private Future<List<Launch>> launches(Set<String> tokens, Set<Long> jobIds) {
        return LaunchRows.where(
                sql,
                "id in (select id from launches where token in (select value from json_each(?1))"
                        + " union select id from launches where server = ?2"
                        + " and job_id in (select value from json_each(?3)))",
                Json.text(tokens),
                number,
                Json.text(jobIds));
    }

    private Future<Map<String, Long>> namesakes(Iterable<ObservedJob> rows) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> {
            if (row.name() != null && !row.metadata().containsKey(LaunchToken.METADATA_KEY)) {
                names.add(row.name());
            }
        });
        return names.isEmpty()
                ? Future.succeededFuture(Map.of())
                : sql.query(
                                "select id, name from experiments where deleted = 0"
                                        + " and name in (select value from json_each(?))",
                                Json.text(names))
                        .map(found -> found.stream()
                                .collect(Collectors.toMap(row -> row.text("name"), row -> row.number("id"))));
    }

    private List<JobChange> compare(
            Map<JobKey, ObservedJob> rows, List<Job> known, List<Launch> launches, Map<String, Long> namesakes) {
        Map<JobKey, Job> before = known.stream().collect(Collectors.toMap(Job::key, Function.identity()));
        Map<String, Launch> byToken = new HashMap<>();
        Map<Long, Launch> byJob = new HashMap<>();
        for (Launch launch : launches) {
            byToken.put(launch.token(), launch);
            if (launch.jobId() != null && Objects.equals(launch.server(), number)) {
                byJob.put(launch.jobId(), launch);
            }
        }
        List<JobChange> changes = new ArrayList<>();
        rows.forEach((key, row) -> {
            Launch launch = owner(row, byToken, byJob);
            Long namesake = row.name() == null || row.metadata().containsKey(LaunchToken.METADATA_KEY)
                    ? null
                    : namesakes.get(row.name());
            JobChange.of(number, row, before.get(key), launch, namesake, server.textOrNull("cluster"), change.now)
                    .ifPresent(changes::add);
            if (launch != null && launch.state() != LaunchState.LIVE && launch.state() != LaunchState.CLOSED) {
                seenLaunches.add(launch.id());
            }
        });
        return changes;
    }

    /** The token is proof. Without one, a job that SkyPilot itself named in its answer to us is ours too. */
    private static @Nullable Launch owner(ObservedJob row, Map<String, Launch> byToken, Map<Long, Launch> byJob) {
        String token = row.metadata().get(LaunchToken.METADATA_KEY);
        if (token != null) {
            return byToken.get(token);
        }
        Launch launch = byJob.get(row.jobId());
        return launch != null && (row.name() == null || row.name().equals(launch.jobName())) ? launch : null;
    }

    private Future<Void> save(List<JobChange> changes) {
        changedJobs += changes.size();
        List<Job> jobs = new ArrayList<>(changes.size());
        for (JobChange one : changes) {
            Job job = one.after();
            jobs.add(job);
            change.job(job.key());
            if (job.launchId() != null) {
                seenLaunches.add(job.launchId());
            }
            if (one.isNewStatus()) {
                change.happened(
                        one.before() == null ? "job_seen" : "job_status",
                        job.experimentId(),
                        job.launchId(),
                        ACTOR,
                        facts(job));
            }
        }
        return JobRows.save(sql, jobs);
    }

    /** The times are SkyPilot's own. */
    private static Map<String, @Nullable Object> facts(Job job) {
        ObservedJob observed = job.observed();
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("job", job.key());
        facts.put("status", observed.status());
        facts.put("submitted_at", observed.submittedAt());
        facts.put("started_at", observed.startedAt());
        facts.put("ended_at", observed.endedAt());
        facts.put("failure_reason", observed.failureReason());
        return facts;
    }

    private Future<Void> bindLaunches() {
        List<Long> ids = List.copyOf(seenLaunches);
        Future<Void> bound = Future.succeededFuture();
        for (int from = 0; from < ids.size(); from += 500) {
            List<Long> some = ids.subList(from, Math.min(ids.size(), from + 500));
            bound = bound.compose(none -> bind(some)).compose(none -> change.writeHistory());
        }
        return bound;
    }

    private Future<Void> bind(List<Long> ids) {
        return LaunchRows.byIds(sql, ids)
                .compose(launches -> JobRows.ofLaunches(sql, ids).compose(tasks -> {
                    Map<Long, List<Job>> jobs = JobSummary.of(tasks).stream()
                            .collect(Collectors.groupingBy(job -> Objects.requireNonNull(job.launchId())));
                    List<Sighting> sightings = launches.stream()
                            .flatMap(launch -> Sighting.of(launch, jobs.getOrDefault(launch.id(), List.of())).stream())
                            .toList();
                    List<Long> experiments = launches.stream()
                            .map(Launch::experimentId)
                            .distinct()
                            .toList();
                    return write(sightings).compose(none -> DerivedStates.refresh(change, experiments));
                }));
    }

    private Future<Void> write(List<Sighting> sightings) {
        List<@Nullable Object[]> updates = new ArrayList<>();
        for (Sighting sighting : sightings) {
            Launch launch = sighting.launch();
            boolean closed = sighting.state() == LaunchState.CLOSED;
            change.launch(launch.id(), launch.experimentId());
            change.happened(
                    closed ? "launch_closed" : sighting.state() == LaunchState.LATE ? "launch_late" : "launch_live",
                    launch.experimentId(),
                    launch.id(),
                    ACTOR,
                    Map.of(
                            "job",
                            sighting.job().key(),
                            "status",
                            sighting.job().observed().status()));
            updates.add(new @Nullable Object[] {
                sighting.state(),
                sighting.job().key().server(),
                sighting.job().key().jobId(),
                closed ? LaunchEnd.JOB_ENDED : null,
                sighting.endStatus(),
                closed ? change.now : null,
                launch.id()
            });
        }
        return updates.isEmpty()
                ? Future.succeededFuture()
                : sql.batch(
                        "update launches set state = ?, server = ?, job_id = ?, end = ?, end_status = ?, closed_at = ?"
                                + " where id = ?",
                        updates);
    }
}
