package dev.skydeck.skypilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skydeck.messages.ClusterRequest.RecordClusters;
import dev.skydeck.messages.LaunchRequest.ClaimSend;
import dev.skydeck.messages.LaunchRequest.RecordLaunchOutcome;
import dev.skydeck.messages.SkyPilotRequest.LaunchJob;
import dev.skydeck.messages.TaskTemplateRequest.ReadLaunchTask;
import dev.skydeck.messages.TaskTemplateRequest.TaskSource;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchOutcome;
import dev.skydeck.messages.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends launches: claim first, then the POST, at once or not at all; then reports what came of it until the store has it.
 */
final class Launcher {
    private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);
    /** Later than this after asking for the claim nothing is sent: the store may have given the launch up. */
    private static final Duration CLAIM_LASTS = Duration.ofSeconds(8);

    /** Whoever asked for the launch waits for its claim no longer than five seconds. */
    private static final Duration VALIDATION = Duration.ofSeconds(3);

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration MOST_RETRY = Duration.ofSeconds(30);

    private final Timers timers;
    private final Bus bus;
    private final SkyPilotClient client;
    private final TaskBuilder tasks;
    private final Validation validation;
    private final Knowledge knowledge;
    private final Poller poller;
    private final Observer observer;
    private final ClusterClient clusters;

    Launcher(
            Timers timers,
            Bus bus,
            SkyPilotClient client,
            TaskBuilder tasks,
            Validation validation,
            Knowledge knowledge,
            Poller poller,
            Observer observer) {
        this.timers = timers;
        this.bus = bus;
        this.client = client;
        this.tasks = tasks;
        this.validation = validation;
        this.knowledge = knowledge;
        this.poller = poller;
        this.observer = observer;
        this.clusters = new ClusterClient(client);
    }

    /** One try to send an attempt: what came of it is nobody else's to tell. */
    private record Claim(long launchId, int attempt, String id) {}

    /** A task that is ready to be sent, or why it never will be. */
    private sealed interface Prepared {
        record Ready(String task) implements Prepared {}

        record Refused(String sentence) implements Prepared {}
    }

    /** True once the claim was taken; false when it was refused, and then nothing is sent. */
    Future<Boolean> launch(LaunchJob request) {
        String expired = knowledge.loginExpired();
        if (expired != null) {
            // Behind a login page a launch would be neither taken nor refused: it would have to be looked for.
            return Future.failedFuture(new Failure.Unavailable(Failure.Unavailable.Reason.UNABLE, expired));
        }
        return bus.request(new ReadLaunchTask(request.launchId()))
                .compose(this::prepare)
                .compose(prepared -> claim(request, prepared))
                .recover(failure -> {
                    if (failure instanceof Failure.Conflict refused) {
                        LOG.atInfo()
                                .addKeyValue("launch", request.launchId())
                                .addKeyValue("reason", refused.sentence())
                                .log("the claim was refused");
                        return Future.succeededFuture(false);
                    }
                    return Future.failedFuture(failure);
                });
    }

    /** Before the claim, so that a slow answer of the server costs none of the time that a claim lasts. */
    private Future<Prepared> prepare(TaskSource source) {
        String task;
        String kind;
        try {
            task = tasks.task(source, knowledge.server());
            kind = tasks.kind(source, knowledge.server());
        } catch (TaskRefused e) {
            return Future.succeededFuture(new Prepared.Refused(e.sentence()));
        }
        // Both at once: whoever asked for the launch waits no longer for them than for one.
        Future<Void> seen = looked(source.spec().cluster());
        return validated(source, task, kind).compose(prepared -> seen.map(prepared));
    }

    /** The store must know whether the launch makes the cluster before it lets it be sent: then the cluster is ours. */
    private Future<Void> looked(@Nullable String cluster) {
        if (cluster == null) {
            return Future.succeededFuture();
        }
        return timers.within(clusters.one(cluster), VALIDATION.toMillis())
                .compose(found -> bus.request(new RecordClusters(
                        observer.identity(),
                        Optional.of(cluster),
                        found.stream().toList())))
                .<Void>mapEmpty()
                .recover(failure -> Future.failedFuture(
                        failure instanceof Failure
                                ? failure
                                : new Failure.Unavailable(
                                        Failure.Unavailable.Reason.UNABLE,
                                        "SkyPilot did not say whether the cluster " + cluster + " is there.")));
    }

    private Future<Prepared> validated(TaskSource source, String task, String kind) {
        return timers.within(validation.check(task, kind), VALIDATION.toMillis())
                .otherwise(failure -> {
                    // The launch itself is validated, too: this only saves an attempt.
                    LOG.atInfo()
                            .addKeyValue("experiment", source.spec().name())
                            .addKeyValue("reason", failure.getMessage())
                            .log("a task could not be validated before its launch");
                    return Optional.empty();
                })
                .map(refusal -> refusal.<Prepared>map(Prepared.Refused::new).orElseGet(() -> new Prepared.Ready(task)));
    }

    private Future<Boolean> claim(LaunchJob request, Prepared prepared) {
        long asked = timers.nanoTime();
        String id = UUID.randomUUID().toString();
        Claim claim = new Claim(request.launchId(), request.attempt(), id);
        return bus.request(new ClaimSend(request.launchId(), request.attempt(), id, client.url()))
                .map(launch -> {
                    sendClaimed(launch, claim, prepared, asked);
                    return true;
                })
                .onFailure(failure -> {
                    if (!(failure instanceof Failure.Conflict)) {
                        // The claim may have been taken though its answer is lost. We send nothing, so we can say so.
                        record(claim, new LaunchOutcome.NotSent("The store gave no answer to the claim."));
                    }
                });
    }

    private void sendClaimed(Launch launch, Claim claim, Prepared prepared, long asked) {
        if (timers.nanoTime() - asked > CLAIM_LASTS.toNanos()) {
            record(claim, new LaunchOutcome.NotSent("The claim came too late to send."));
            return;
        }
        if (prepared instanceof Prepared.Refused refused) {
            // Before the server's health is known it may be the sandbox, which takes more.
            record(
                    claim,
                    knowledge.health() == null
                            ? new LaunchOutcome.NotSent(refused.sentence())
                            : new LaunchOutcome.Refused(refused.sentence()));
            return;
        }
        ObjectNode body = SkyPilotClient.body();
        String cluster = launch.spec().cluster();
        body.put("task", ((Prepared.Ready) prepared).task());
        body.put(cluster == null ? "name" : "cluster_name", cluster == null ? launch.jobName() : cluster);
        // What is left of the 8 s bounds the wait for a connection, too.
        Duration left = CLAIM_LASTS.minusNanos(timers.nanoTime() - asked);
        client.send(cluster == null ? "/jobs/launch" : "/launch", body, left).onSuccess(outcome -> {
            LOG.atInfo()
                    .addKeyValue("launch", launch.id())
                    .addKeyValue("experiment", launch.experimentId())
                    .addKeyValue("outcome", outcome.getClass().getSimpleName())
                    .log("a launch was sent");
            record(claim, outcome(outcome));
            poller.soon();
            if (outcome instanceof SendOutcome.Accepted accepted) {
                follow(launch, claim, accepted.requestId());
            }
        });
    }

    /** Waits for the request's end, which names the job. When it can't be known, evidence will have to resolve it. */
    private void follow(Launch launch, Claim claim, String requestId) {
        client.result(requestId).onComplete(done -> {
            poller.soon();
            if (done.failed()) {
                return;
            }
            // A cluster's job has its number on the cluster, whose queue tells of it.
            if (done.result() instanceof RequestResult.Succeeded succeeded
                    && launch.spec().cluster() == null) {
                JsonNode id = succeeded.value().path("job_id");
                JsonNode first = id.isArray() ? id.path(0) : id;
                if (first.canConvertToLong()) {
                    record(claim, new LaunchOutcome.JobCreated(first.asLong()));
                }
            } else if (done.result() instanceof RequestResult.Failed failed) {
                record(claim, new LaunchOutcome.RequestFailed(failed.sentence()));
            }
        });
    }

    /** Tells the store until it has heard: an outcome must not be lost. */
    private void record(Claim claim, LaunchOutcome outcome) {
        record(claim, outcome, RETRY);
    }

    private void record(Claim claim, LaunchOutcome outcome, Duration retry) {
        bus.request(new RecordLaunchOutcome(claim.launchId(), claim.attempt(), claim.id(), outcome))
                .onFailure(failure -> {
                    if (failure instanceof Failure.Unavailable || failure instanceof Failure.Broken) {
                        Duration doubled = retry.multipliedBy(2);
                        Duration next = doubled.compareTo(MOST_RETRY) < 0 ? doubled : MOST_RETRY;
                        timers.once(retry.toMillis(), () -> record(claim, outcome, next));
                    } else {
                        LOG.atWarn()
                                .addKeyValue("launch", claim.launchId())
                                .addKeyValue("reason", failure.getMessage())
                                .log("an outcome was not taken");
                    }
                });
    }

    private static LaunchOutcome outcome(SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Accepted accepted) {
            return new LaunchOutcome.Accepted(accepted.requestId());
        }
        if (outcome instanceof SendOutcome.Refused refused) {
            return new LaunchOutcome.Refused(refused.sentence());
        }
        if (outcome instanceof SendOutcome.NotSent notSent) {
            return new LaunchOutcome.NotSent(notSent.sentence());
        }
        return new LaunchOutcome.Unclear(((SendOutcome.Unclear) outcome).sentence());
    }
}
