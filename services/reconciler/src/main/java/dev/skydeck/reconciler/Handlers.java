package dev.skydeck.reconciler;

import dev.skydeck.messages.LaunchRequest;
import dev.skydeck.messages.LaunchRequest.UsedCluster;
import dev.skydeck.messages.LaunchRequest.View;
import dev.skydeck.messages.SkyPilotRequest;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.AdoptedJob;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.time.Timers;
import dev.skydeck.reconciler.Knowledge.ClusterEnd;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one action by messages. Requests to the store fail the step when they fail; requests to the SkyPilot service
 * do not: what they came to is remembered, and the state table says when to ask again.
 */
final class Handlers {
    private final Bus bus;
    private final Memory memory;
    private final Timers timers;

    Handlers(Bus bus, Memory memory, Timers timers) {
        this.bus = bus;
        this.memory = memory;
        this.timers = timers;
    }

    Future<Void> handle(long epoch, View view, Action action) {
        if (action instanceof Action.OpenLaunch open) {
            return open(epoch, view.experiment().id(), open);
        }
        if (action instanceof Action.RenewIntent renew) {
            return renew(epoch, renew);
        }
        if (action instanceof Action.SendLaunch send) {
            return send(send);
        }
        if (action instanceof Action.Abandon abandon) {
            return bus.request(new LaunchRequest.AbandonLaunch(
                            epoch, abandon.launch().id(), abandon.end(), abandon.reason()))
                    .mapEmpty();
        }
        if (action instanceof Action.LookUp look) {
            memory.lookAsked(look.launch(), timers.nanoTime());
            return told(
                    bus.request(new SkyPilotRequest.LookUpLaunch(look.launch().id())));
        }
        if (action instanceof Action.StopByRule stop) {
            return bus.request(new LaunchRequest.StopByRule(
                            epoch, view.experiment().id(), stop.runRequest(), stop.stop(), stop.reason()))
                    .mapEmpty();
        }
        if (action instanceof Action.CancelJob cancel) {
            return cancel(epoch, view, cancel);
        }
        if (action instanceof Action.EndCluster end) {
            UsedCluster cluster = end.cluster();
            memory.endAsked(new ClusterEnd(cluster.hash(), end.down()), timers.nanoTime());
            return told(bus.request(new SkyPilotRequest.EndCluster(cluster.name(), cluster.hash(), end.down())));
        }
        throw new IllegalStateException("no handler for " + action);
    }

    private Future<Void> open(long epoch, long experimentId, Action.OpenLaunch open) {
        return bus.request(new LaunchRequest.OpenLaunch(
                        epoch, experimentId, open.specRevision(), open.newestLaunch(), open.reason()))
                .onSuccess(launch -> memory.opened(launch, open.isRelaunch(), timers.nanoTime()))
                .mapEmpty();
    }

    /** A refusal may also mean that the launch was claimed meanwhile; ending it is refused then, too. */
    private Future<Void> renew(long epoch, Action.RenewIntent renew) {
        return bus.request(new LaunchRequest.RenewIntent(epoch, renew.launch().id(), renew.attempt()))
                .onSuccess(launch -> memory.renewed(launch, renew.attempt(), timers.nanoTime()))
                .recover(cause -> {
                    if (cause instanceof Failure.Conflict) {
                        memory.unrenewable(renew.launch(), renew.attempt(), timers.nanoTime());
                        return Future.succeededFuture(renew.launch());
                    }
                    return Future.failedFuture(cause);
                })
                .mapEmpty();
    }

    private Future<Void> send(Action.SendLaunch send) {
        Launch launch = send.launch();
        memory.asked(launch, send.attempt(), timers.nanoTime());
        return told(bus.request(new SkyPilotRequest.LaunchJob(launch.id(), send.attempt()))
                .onComplete(answer -> {
                    if (answer.succeeded() && answer.result()) {
                        memory.claimed(launch, timers.nanoTime());
                    } else {
                        memory.sendFailed(launch, send.attempt(), timers.nanoTime());
                    }
                }));
    }

    private Future<Void> cancel(long epoch, View view, Action.CancelJob cancel) {
        DesiredState decidedFor = view.experiment().desiredState();
        Launch launch = cancel.launch();
        boolean relaunches = !launch.cancelRecorded() && !cancel.duplicate() && decidedFor == DesiredState.RUNNING;
        Future<Launch> recorded = launch.cancelRecorded()
                ? Future.succeededFuture(launch)
                : bus.request(new LaunchRequest.RecordCancel(
                        epoch, launch.id(), decidedFor, cancel.duplicate(), cancel.reason()));
        return recorded.compose(current -> {
            if (current.jobId() == null || current.server() == null) {
                return Future.succeededFuture();
            }
            memory.cancelAsked(current, timers.nanoTime());
            if (relaunches) {
                memory.relaunched(current, timers.nanoTime());
            }
            return told(bus.request(new SkyPilotRequest.CancelJob(
                    current.id(),
                    current.server(),
                    current.jobId(),
                    current.token(),
                    current.spec().cluster(),
                    adopted(view, current))));
        });
    }

    private static @Nullable AdoptedJob adopted(View view, Launch launch) {
        return launch.adopted()
                ? new AdoptedJob(
                        launch.jobName(),
                        Situation.of(view)
                                .job(launch)
                                .map(job -> job.observed().submittedAt())
                                .orElse(null))
                : null;
    }

    private static Future<Void> told(Future<Boolean> answer) {
        return answer.otherwise(false).mapEmpty();
    }
}
