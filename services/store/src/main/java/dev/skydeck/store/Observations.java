package dev.skydeck.store;

import dev.skydeck.messages.ClusterRequest.EndJobs;
import dev.skydeck.messages.Event;
import dev.skydeck.messages.Event.Observed;
import dev.skydeck.messages.ObservationRequest.BeginObservation;
import dev.skydeck.messages.ObservationRequest.ControlJob;
import dev.skydeck.messages.ObservationRequest.ObservationRecorded;
import dev.skydeck.messages.ObservationRequest.ObservationStart;
import dev.skydeck.messages.ObservationRequest.RecordObservation;
import dev.skydeck.messages.ObservationRequest.UnresolvedLaunch;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.ObservedJob;
import dev.skydeck.messages.model.ServerIdentity;
import dev.skydeck.messages.model.Written;
import dev.skydeck.store.ObservationRecorder.Recorded;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Readings of SkyPilot's queue: what the store knows before one, and taking one in. */
final class Observations {
    private static final Logger LOG = LoggerFactory.getLogger(Observations.class);
    private static final int REMEMBERED = 16;

    private final Writes writes;
    private final StoreClock clock;
    private final Consumer<Event> publisher;
    private final Replacements replacements;
    private final Staging staging = new Staging();
    /** Answers to the newest observations, for messages that come twice. */
    private final Map<String, ObservationRecorded> answered = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ObservationRecorded> eldest) {
            return size() > REMEMBERED;
        }
    };

    Observations(Writes writes, StoreClock clock, Consumer<Event> publisher, Replacements replacements) {
        this.writes = writes;
        this.clock = clock;
        this.publisher = publisher;
        this.replacements = replacements;
    }

    Future<ObservationStart> begin(BeginObservation request) {
        return writes.write(
                        change -> Servers.register(change, request.server()).compose(server -> start(change, server)))
                .map(Written::value);
    }

    private static Future<ObservationStart> start(Change change, SqlRow server) {
        Sql sql = change.sql;
        long number = server.number("number");
        return sql.query("""
                        select distinct job_id from jobs where server = ?1 and terminal = 0
                        union
                        select l.job_id from launches l where l.state in ('LIVE', 'LATE') and l.server = ?1
                          and l.job_id is not null
                          and not exists (select 1 from jobs j where j.server = ?1 and j.job_id = l.job_id)
                        order by 1
                        """, number)
                .compose(alive -> sql.query(
                                "select job_id, name, submitted_at from jobs where server = ?"
                                        + " order by job_id desc, task_id limit 1",
                                number)
                        .compose(control -> sql.query(
                                        "select id, token, job_name, request_id, spec from launches l where server = ?"
                                                + " and (state = 'SENT' or state = 'LIVE' and exists (select 1 from jobs j"
                                                + " where j.launch_id = l.id and j.status = 'PENDING'"
                                                + " and j.schedule_state = 'INACTIVE')) order by id",
                                        number)
                                .map(unresolved -> new ObservationStart(
                                        change.revision(),
                                        number,
                                        alive.stream()
                                                .map(row -> row.number("job_id"))
                                                .toList(),
                                        control.stream().findFirst().map(Observations::control),
                                        server.number("total_no_filter"),
                                        unresolved.stream()
                                                .map(Observations::unresolved)
                                                .toList()))));
    }

    private static ControlJob control(SqlRow row) {
        return new ControlJob(
                row.number("job_id"),
                Objects.requireNonNullElse(row.textOrNull("name"), ""),
                row.instantOrNull("submitted_at"));
    }

    private static UnresolvedLaunch unresolved(SqlRow row) {
        return new UnresolvedLaunch(
                row.number("id"),
                row.text("token"),
                row.text("job_name"),
                row.textOrNull("request_id"),
                Json.read(row.text("spec"), ExperimentSpec.class).cluster());
    }

    Future<ObservationRecorded> record(RecordObservation chunk) {
        long arrived = clock.nanoTime();
        ObservationRecorded before = answered.get(chunk.observationId());
        if (before != null) {
            return Future.succeededFuture(before);
        }
        Optional<List<RecordObservation>> whole = staging.add(chunk);
        if (whole.isEmpty()) {
            return Future.succeededFuture(new ObservationRecorded(chunk.askedRevision(), 0));
        }
        return writes.write(change -> Servers.register(change, chunk.server())
                        .compose(server -> new ObservationRecorder(change, server)
                                .record(whole.get())
                                .compose(recorded -> replacements
                                        .observed(change, server, recorded.shrunk(), chunk.settleMillis())
                                        .map(recorded))))
                .map(written -> {
                    ObservationRecorded answer = new ObservationRecorded(
                            written.revision(), written.value().changedJobs());
                    answered.put(chunk.observationId(), answer);
                    tell(chunk, written.value(), arrived);
                    return answer;
                });
    }

    /** Ends the living jobs of a cluster as if a reading had shown them cancelled. */
    Future<Integer> end(EndJobs request) {
        return writes.write(change -> Servers.register(change, request.server())
                        .compose(server -> JobRows.where(
                                        change.sql, "j.server = ? and j.terminal = 0", server.number("number"))
                                .compose(living -> living.isEmpty()
                                        ? Future.succeededFuture(0)
                                        : end(change, server, living, request))))
                .map(Written::value);
    }

    private static Future<Integer> end(Change change, SqlRow server, List<Job> living, EndJobs request) {
        List<ObservedJob> ended = living.stream()
                .map(job -> job.observed().ended("CANCELLED", change.now, request.reason()))
                .toList();
        return new ObservationRecorder(change, server).recordRows(ended);
    }

    private void tell(RecordObservation chunk, Recorded recorded, long arrived) {
        if (recorded.shrunk()) {
            ServerIdentity server = chunk.server();
            LOG.atWarn()
                    .addKeyValue("address", server.url())
                    .addKeyValue("total", chunk.totalNoFilter())
                    .log(
                            "the server has fewer jobs than before: its database may be another one; nothing was recorded");
        }
        publisher.accept(new Observed(
                recorded.server(),
                chunk.server().cluster() != null,
                chunk.scope(),
                chunk.complete() && !recorded.shrunk(),
                chunk.askedRevision(),
                chunk.ageMillis() + TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - arrived),
                chunk.pauseMillis(),
                chunk.settleMillis(),
                recorded.missing(),
                recorded.shrunk()));
    }
}
