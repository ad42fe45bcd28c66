package dev.skydeck.reconciler;

import dev.skydeck.messages.Event;
import dev.skydeck.messages.LaunchRequest;
import dev.skydeck.messages.ObservationRequest.Scope;
import dev.skydeck.messages.SkyPilotRequest;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.VertxBus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A SkyPilot service that claims what it is told to send, and whose polls see the whole queue. */
final class FakeSkyPilot extends VerticleBase {
    /** Everything it was asked, by type and launch. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final boolean readsWhole;
    private Bus bus;

    @SuppressWarnings("NullAway.Init")
    FakeSkyPilot(boolean readsWhole) {
        this.readsWhole = readsWhole;
    }

    @Override
    public Future<?> start() {
        bus = new VertxBus(vertx);
        return bus.serve(SkyPilotRequest.class)
                .on(SkyPilotRequest.LaunchJob.class, this::launch)
                .on(SkyPilotRequest.CancelJob.class, request -> taken("CancelJob " + request.jobId()))
                .on(SkyPilotRequest.EndCluster.class, request -> taken("EndCluster " + request.name()))
                .on(SkyPilotRequest.LookUpLaunch.class, request -> taken("LookUpLaunch " + request.launchId()))
                .on(SkyPilotRequest.PollNow.class, this::poll)
                .start();
    }

    private Future<Boolean> launch(SkyPilotRequest.LaunchJob request) {
        asked.add("LaunchJob " + request.launchId() + "/" + request.attempt());
        return bus.request(new LaunchRequest.ClaimSend(request.launchId(), request.attempt(), "claim", "http://sky"))
                .map(true)
                .otherwise(false);
    }

    private Future<Boolean> poll(SkyPilotRequest.PollNow request) {
        bus.publish(new Event.Observed(
                Given.SERVER, false, Scope.WHOLE, readsWhole, 100, 0, 10_000, Given.SETTLE_MILLIS, List.of(), false));
        return taken("PollNow " + request.whole());
    }

    private Future<Boolean> taken(String what) {
        asked.add(what);
        return Future.succeededFuture(true);
    }
}
