package dev.skydeck.skypilot;

import dev.skydeck.messages.Event.SourceReport;
import dev.skydeck.messages.LogRequest;
import dev.skydeck.messages.LogRequest.ReadJobEvents;
import dev.skydeck.messages.LogRequest.ReadLog;
import dev.skydeck.messages.SkyPilotRequest;
import dev.skydeck.messages.SkyPilotRequest.CancelJob;
import dev.skydeck.messages.SkyPilotRequest.EndCluster;
import dev.skydeck.messages.SkyPilotRequest.LaunchJob;
import dev.skydeck.messages.SkyPilotRequest.LookUpLaunch;
import dev.skydeck.messages.SkyPilotRequest.PollNow;
import dev.skydeck.messages.TaskRequest;
import dev.skydeck.messages.TaskRequest.CheckTaskTemplate;
import dev.skydeck.messages.TaskRequest.ShowTask;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;

/** Stands in when no usable server is set: everything else goes on, and everybody who asks is told why nothing is sent. */
final class NoServer {
    private final Bus bus;
    private final Timers timers;
    private final String sentence;
    private final Duration pause;

    /** @param sentence what is wrong and what to do */
    NoServer(Bus bus, Timers timers, String sentence, Duration pause) {
        this.bus = bus;
        this.timers = timers;
        this.sentence = sentence;
        this.pause = pause;
    }

    @SuppressWarnings("unchecked")
    Future<Void> serve(Duration reportEvery) {
        return bus.serve((Class<SkyPilotRequest<?>>) (Class<?>) SkyPilotRequest.class)
                .on(LaunchJob.class, request -> refused())
                .on(CancelJob.class, request -> refused())
                .on(EndCluster.class, request -> refused())
                .on(LookUpLaunch.class, request -> refused())
                .on(PollNow.class, request -> refused())
                .start()
                .compose(started -> bus.serve((Class<TaskRequest<?>>) (Class<?>) TaskRequest.class)
                        .on(ShowTask.class, request -> refused())
                        .on(
                                CheckTaskTemplate.class,
                                request -> Future.succeededFuture(TaskTemplateText.problems(request.yaml())))
                        .start())
                .compose(started -> bus.serve((Class<LogRequest<?>>) (Class<?>) LogRequest.class)
                        .on(ReadLog.class, request -> refused())
                        .on(ReadJobEvents.class, request -> refused())
                        .start())
                .onSuccess(done -> {
                    report();
                    timers.every(reportEvery.toMillis(), this::report);
                });
    }

    private <T> Future<T> refused() {
        return Future.failedFuture(new Failure.Unavailable(Failure.Unavailable.Reason.UNABLE, sentence));
    }

    private void report() {
        bus.publish(new SourceReport("skypilot", null, pause.toMillis(), sentence));
    }
}
