package dev.skydeck.store;

import dev.skydeck.messages.ExperimentRequest.Relaunch;
import dev.skydeck.messages.ExperimentRequest.SetDesiredState;
import dev.skydeck.messages.JobRequest.JobRef;
import dev.skydeck.messages.JobRequest.StopJob;
import dev.skydeck.messages.LaunchRequest.StopByRule;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.JobStatus;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.StopRules;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the user wants of an experiment, and the run request that makes Run a request with a number. */
final class DesiredStates {
    private static final String CANCEL_REASON = "It is launched again as it is specified now.";

    private final Writes writes;

    DesiredStates(Writes writes) {
        this.writes = writes;
    }

    Future<Written<Experiment>> set(SetDesiredState request) {
        return writes.command(
                request.command(),
                "SetDesiredState",
                Json.type(Experiment.class),
                change -> ExperimentRows.one(change.sql, request.id())
                        .compose(before -> set(
                                change,
                                before,
                                request.desiredState(),
                                request.command().actor())));
    }

    Future<Written<Experiment>> stopJob(StopJob request) {
        return writes.command(
                request.command(),
                "StopJob",
                Json.type(Experiment.class),
                change -> JobRows.where(
                                change.sql,
                                JobRows.NAMED,
                                request.job().jobId(),
                                request.job().server().orElse(null))
                        .compose(tasks -> owner(request.job(), JobSummary.of(tasks)))
                        .compose(id -> ExperimentRows.one(change.sql, id))
                        .compose(before -> set(
                                change,
                                before,
                                // A terminated experiment's job is on its way out already.
                                before.desiredState() == DesiredState.TERMINATED
                                        ? DesiredState.TERMINATED
                                        : DesiredState.STOPPED,
                                request.command().actor())));
    }

    private static Future<Long> owner(JobRef jobId, List<Job> jobs) {
        if (jobs.isEmpty()) {
            return Future.failedFuture(new Failure.NotFound("There is no job with the id " + jobId + "."));
        }
        Job job = jobs.get(0);
        if (JobStatus.isTerminal(job.observed())) {
            return Future.failedFuture(new Failure.Conflict("The job " + jobId + " has ended already."));
        }
        if (job.experimentId() == null || job.launchId() == null) {
            return Future.failedFuture(
                    new Failure.Conflict("The job " + jobId + " is not one of SkyDeck's: it was not launched here."));
        }
        return Future.succeededFuture(job.experimentId());
    }

    /** What a rule decides is decided once: whoever wants it to run again says so. */
    Future<Experiment> stopByRule(StopByRule request) {
        return writes.write(change -> Leases.require(change.sql, request.epoch())
                        .compose(none -> ExperimentRows.one(change.sql, request.experimentId()))
                        .compose(before -> Progresses.rules(change.sql, List.of(before))
                                .compose(rules -> stopByRule(change, request, before, rules.get(before.id())))))
                .map(Written::value);
    }

    private static Future<Experiment> stopByRule(
            Change change, StopByRule request, Experiment before, @Nullable StopRules inForce) {
        if (before.hold() != null
                || before.runRequest() != request.runRequest()
                || !request.stop().equals(inForce)) {
            return Launches.conflict("The experiment " + before.spec().name()
                    + " is held, not wanted to run, or has other rules or another run request by now.");
        }
        change.experiment(before.id());
        change.happened(
                "stopped_by_rule",
                before.id(),
                null,
                "reconciler",
                Map.of("before", before.desiredState(), "after", DesiredState.STOPPED, "reason", request.reason()));
        return change.sql
                .update(
                        "update experiments set desired_state = ?, stop_reason = ?, updated_at = ? where id = ?",
                        DesiredState.STOPPED,
                        request.reason(),
                        change.now,
                        before.id())
                .compose(none -> ExperimentRows.one(change.sql, before.id()));
    }

    static Future<Experiment> set(Change change, Experiment before, DesiredState wanted, String actor) {
        if (before.deleted()) {
            return Future.failedFuture(new Failure.Conflict(
                    "The experiment " + before.spec().name() + " is deleted: take the deletion back first."));
        }
        Future<Boolean> raised =
                wanted == DesiredState.RUNNING ? isNewRequest(change.sql, before) : Future.succeededFuture(false);
        return raised.compose(raise -> {
            if (!raise && wanted == before.desiredState()) {
                return Future.succeededFuture(before);
            }
            long runRequest = before.runRequest() + (raise ? 1 : 0);
            change.experiment(before.id());
            change.undoStep(new UndoStep.WantAgain(before.id(), before.desiredState()));
            change.happened(
                    "desired_state_set",
                    before.id(),
                    null,
                    actor,
                    Map.of("before", before.desiredState(), "after", wanted, "run_request", runRequest));
            return change.sql
                    .update(
                            "update experiments set desired_state = ?, run_request = ?,"
                                    + " requested_at = iif(?, ?, requested_at), stop_reason = null,"
                                    + " updated_at = ? where id = ?",
                            wanted,
                            runRequest,
                            raise,
                            change.now,
                            change.now,
                            before.id())
                    .compose(none -> ExperimentRows.one(change.sql, before.id()));
        });
    }

    Future<Written<Experiment>> relaunch(Relaunch request) {
        String actor = request.command().actor();
        return writes.command(
                request.command(),
                "Relaunch",
                Json.type(Experiment.class),
                change -> ExperimentRows.one(change.sql, request.id())
                        .compose(before -> relaunch(change, before, actor)));
    }

    /** The cancel is recorded together with the request that makes the next launch, so that no halt leaves one of the two. */
    private static Future<Experiment> relaunch(Change change, Experiment before, String actor) {
        if (before.desiredState() == DesiredState.TERMINATED) {
            return Launches.conflict(
                    "The experiment " + before.spec().name() + " is terminated: STOPPED or RUNNING reopens it.");
        }
        return LaunchRows.where(
                        change.sql,
                        "experiment_id = ? and state in ('INTENT', 'SENT', 'LIVE', 'LATE') and cancel_recorded = 0 order by id",
                        before.id())
                .compose(launches -> {
                    Future<Void> cancelled = Future.succeededFuture();
                    for (Launch launch : launches) {
                        cancelled = cancelled.compose(none -> Cancels.decide(change, launch, CANCEL_REASON, actor)
                                .mapEmpty());
                    }
                    return cancelled;
                })
                .compose(none -> set(change, before, DesiredState.RUNNING, actor));
    }

    /** Run twice is once: not while the newest request is unserved, nor while a launch runs that nobody cancels. */
    private static Future<Boolean> isNewRequest(Sql sql, Experiment experiment) {
        return sql.query("""
                        select (select coalesce(max(run_request), 0) from launches where experiment_id = ?) as served,
                          exists (select 1 from launches where experiment_id = ?
                            and state in ('INTENT', 'SENT', 'LIVE', 'LATE') and cancel_recorded = 0) as running
                        """, experiment.id(), experiment.id())
                .map(rows -> experiment.runRequest() <= rows.get(0).number("served")
                        && !rows.get(0).flag("running"));
    }
}
