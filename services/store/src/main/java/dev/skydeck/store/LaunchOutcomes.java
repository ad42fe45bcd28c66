package dev.skydeck.store;

import static dev.skydeck.store.Launches.conflict;

import dev.skydeck.messages.LaunchRequest.AbandonLaunch;
import dev.skydeck.messages.LaunchRequest.DeclareAbsent;
import dev.skydeck.messages.LaunchRequest.RecordLaunchOutcome;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchEnd;
import dev.skydeck.messages.model.LaunchOutcome;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What came of sending a launch. An unclear outcome changes no state: only evidence does. */
final class LaunchOutcomes {
    /** What was sent a moment ago may be about to show. */
    private static final Duration TOO_FRESH = Duration.ofMinutes(1);

    private final Writes writes;
    private final IntentTimes intents;

    LaunchOutcomes(Writes writes, IntentTimes intents) {
        this.writes = writes;
        this.intents = intents;
    }

    Future<Launch> record(RecordLaunchOutcome request) {
        return writes.write(change -> LaunchRows.one(change.sql, request.launchId())
                        .compose(launch -> Launches.isClaimedBy(change.sql, launch, request.claim())
                                .compose(current -> current && launch.attempt() == request.attempt()
                                        ? record(change, request, launch)
                                        : Future.succeededFuture(launch))))
                .map(Written::value);
    }

    private Future<Launch> record(Change change, RecordLaunchOutcome request, Launch launch) {
        LaunchOutcome outcome = request.outcome();
        if (launch.state() != LaunchState.SENT || isKnown(launch, outcome)) {
            return isLateRequestId(request, launch)
                    ? accepted(change, launch, outcome)
                    : Future.succeededFuture(launch);
        }
        change.happened(
                "launch_outcome",
                launch.experimentId(),
                launch.id(),
                "skypilot",
                Map.of(
                        "attempt",
                        request.attempt(),
                        "outcome",
                        outcome.getClass().getSimpleName(),
                        "detail",
                        outcome));
        if (outcome instanceof LaunchOutcome.Accepted) {
            return accepted(change, launch, outcome);
        }
        if (outcome instanceof LaunchOutcome.Refused refused) {
            return Launches.update(
                    change,
                    launch,
                    "state = ?, end = ?, reason = ?, closed_at = ?",
                    LaunchState.ABANDONED,
                    LaunchEnd.REFUSED,
                    refused.reason(),
                    change.now);
        }
        if (outcome instanceof LaunchOutcome.NotSent notSent) {
            change.afterCommit(() -> intents.unsent(launch.id()));
            return Launches.update(
                    change,
                    launch,
                    "state = ?, attempt = attempt + 1, server = null, sent_at = null, reason = ?",
                    LaunchState.INTENT,
                    notSent.reason());
        }
        if (outcome instanceof LaunchOutcome.Unclear unclear) {
            return Launches.update(change, launch, "reason = ?", unclear.reason());
        }
        if (outcome instanceof LaunchOutcome.RequestFailed failed) {
            return Launches.update(change, launch, "reason = ?, request_failed = 1", failed.reason());
        }
        if (outcome instanceof LaunchOutcome.JobCreated created) {
            return Launches.update(
                    change, launch, "state = ?, job_id = ?, reason = null", LaunchState.LIVE, created.jobId());
        }
        throw new IllegalStateException("no rule for " + outcome);
    }

    /** The sender follows a request by asking again and again; the same answer is told once. */
    private static boolean isKnown(Launch launch, LaunchOutcome outcome) {
        if (outcome instanceof LaunchOutcome.Accepted accepted) {
            return accepted.requestId().equals(launch.requestId());
        }
        if (outcome instanceof LaunchOutcome.RequestFailed failed) {
            return failed.reason().equals(launch.reason());
        }
        return outcome instanceof LaunchOutcome.Unclear unclear
                && unclear.reason().equals(launch.reason());
    }

    /** The queue may show the job before the answer to our own request is recorded. */
    private static boolean isLateRequestId(RecordLaunchOutcome request, Launch launch) {
        return request.outcome() instanceof LaunchOutcome.Accepted
                && launch.state() == LaunchState.LIVE
                && launch.requestId() == null;
    }

    private static Future<Launch> accepted(Change change, Launch launch, LaunchOutcome outcome) {
        String requestId = ((LaunchOutcome.Accepted) outcome).requestId();
        return Launches.update(change, launch, "request_id = ?, reason = null", requestId);
    }

    Future<Written<Experiment>> declareAbsent(DeclareAbsent request) {
        String actor = request.command().actor();
        return writes.command(
                request.command(),
                "DeclareAbsent",
                Json.type(Experiment.class),
                change -> ExperimentRows.one(change.sql, request.experimentId())
                        .compose(experiment -> LaunchRows.where(
                                        change.sql,
                                        "experiment_id = ? and state = ?",
                                        experiment.id(),
                                        LaunchState.SENT)
                                .compose(doubtful -> doubtful.isEmpty()
                                        ? conflict("The experiment "
                                                + experiment.spec().name() + " has no launch that is in doubt.")
                                        : declareAbsent(change, doubtful.get(0), actor)))
                        .compose(launch -> ExperimentRows.one(change.sql, request.experimentId())));
    }

    private static Future<Launch> declareAbsent(Change change, Launch launch, String actor) {
        Instant sent = launch.sentAt();
        if (sent != null && sent.plus(TOO_FRESH).isAfter(change.now)) {
            return conflict("The launch was sent less than a minute ago: SkyPilot may still make a job of it.");
        }
        String reason = actor + " looked at SkyPilot and found no job of it.";
        return Launches.abandon(change, launch, LaunchEnd.NEVER_CREATED, reason, actor);
    }

    Future<Launch> abandon(AbandonLaunch request) {
        return writes.write(change -> Leases.require(change.sql, request.epoch())
                        .compose(none -> LaunchRows.one(change.sql, request.launchId()))
                        .compose(launch -> abandon(change, request, launch)))
                .map(Written::value);
    }

    private Future<Launch> abandon(Change change, AbandonLaunch request, Launch launch) {
        if (launch.state() == LaunchState.ABANDONED) {
            return Future.succeededFuture(launch);
        }
        // Its job is lost: whoever stops it or has it launched again has said that it is to end.
        boolean lost = request.end() == LaunchEnd.LOST
                && launch.cancelRecorded()
                && (launch.state() == LaunchState.LIVE || launch.state() == LaunchState.LATE);
        if (!lost && launch.state() != LaunchState.INTENT && launch.state() != LaunchState.SENT) {
            return conflict("The launch " + launch.id() + " has a job: it is " + launch.state() + ".");
        }
        if (request.end() == LaunchEnd.UNSENT && launch.state() == LaunchState.SENT) {
            return conflict("The launch " + launch.id() + " was claimed meanwhile: it may have been sent.");
        }
        change.afterCommit(() -> intents.forget(launch.id()));
        change.happened(
                "launch_abandoned",
                launch.experimentId(),
                launch.id(),
                "reconciler",
                Map.of("end", request.end(), "reason", request.reason()));
        // SkyPilot's own words about its failed request tell a user more than the rule that ended the launch.
        return Launches.update(
                change,
                launch,
                "state = ?, end = ?, reason = iif(request_failed, reason, ?), closed_at = ?",
                LaunchState.ABANDONED,
                request.end(),
                request.reason(),
                change.now);
    }
}
