package dev.skydeck.store;

import static dev.skydeck.store.Launches.conflict;

import dev.skydeck.messages.LaunchRequest.RecordCancel;
import dev.skydeck.messages.LaunchRequest.RecordCancelOutcome;
import dev.skydeck.messages.model.CancelOutcome;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.util.Map;

/** The decision to cancel is committed before anything is sent, in a transaction that checks that it is still wanted. */
final class Cancels {
    private final Writes writes;

    Cancels(Writes writes) {
        this.writes = writes;
    }

    Future<Launch> record(RecordCancel request) {
        return writes.write(change -> Leases.require(change.sql, request.epoch())
                        .compose(none -> LaunchRows.one(change.sql, request.launchId()))
                        .compose(launch -> ExperimentRows.one(change.sql, launch.experimentId())
                                .compose(experiment -> record(change, request, launch, experiment))))
                .map(Written::value);
    }

    private static Future<Launch> record(Change change, RecordCancel request, Launch launch, Experiment experiment) {
        if (launch.cancelRecorded()) {
            return Future.succeededFuture(launch);
        }
        if (!request.duplicate() && experiment.desiredState() != request.decidedFor()) {
            return conflict("The experiment " + experiment.spec().name() + " is wanted " + experiment.desiredState()
                    + " now: the cancel was decided for " + request.decidedFor() + ".");
        }
        if (!launch.state().isOpen() && launch.state() != LaunchState.LATE) {
            return conflict("The launch " + launch.id() + " is " + launch.state() + ": there is nothing to cancel.");
        }
        boolean relaunch = !request.duplicate()
                && request.decidedFor() == DesiredState.RUNNING
                && experiment.runRequest() == launch.runRequest();
        Future<Integer> raised = relaunch
                ? change.sql.update(
                        "update experiments set run_request = run_request + 1 where id = ?", experiment.id())
                : Future.succeededFuture(0);
        return raised.compose(none -> decide(change, launch, request.reason(), "reconciler"));
    }

    static Future<Launch> decide(Change change, Launch launch, String reason, String actor) {
        change.happened("cancel_decided", launch.experimentId(), launch.id(), actor, Map.of("reason", reason));
        return Launches.update(change, launch, "cancel_recorded = 1, reason = ?", reason);
    }

    Future<Launch> recordOutcome(RecordCancelOutcome request) {
        return writes.write(change -> LaunchRows.one(change.sql, request.launchId())
                        .compose(launch -> recordOutcome(change, request.outcome(), launch)))
                .map(Written::value);
    }

    private static Future<Launch> recordOutcome(Change change, CancelOutcome outcome, Launch launch) {
        if (!launch.state().isOpen() && launch.state() != LaunchState.LATE) {
            return Future.succeededFuture(launch);
        }
        change.happened(
                "cancel_outcome",
                launch.experimentId(),
                launch.id(),
                "skypilot",
                Map.of("outcome", outcome.getClass().getSimpleName(), "detail", outcome));
        if (outcome instanceof CancelOutcome.Accepted) {
            return Launches.update(change, launch, "cancel_attempts = cancel_attempts + 1");
        }
        if (outcome instanceof CancelOutcome.Unclear unclear) {
            return Launches.update(
                    change, launch, "cancel_attempts = cancel_attempts + 1, reason = ?", unclear.reason());
        }
        if (outcome instanceof CancelOutcome.Refused refused) {
            return Launches.update(change, launch, "reason = ?", refused.reason());
        }
        if (outcome instanceof CancelOutcome.NotSent notSent) {
            return Launches.update(change, launch, "reason = ?", notSent.reason());
        }
        throw new IllegalStateException("no rule for " + outcome);
    }
}
