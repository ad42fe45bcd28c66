package dev.skydeck.simulator;

import dev.skydeck.messages.Request;
import dev.skydeck.store.SimulatedStore;
import io.vertx.core.Future;

/** Two guards less: the second changes requests, the first the server. */
final class Both extends Wiring {
    private final Wiring server;
    private final Wiring requests;

    Both(Wiring server, Wiring requests) {
        this.server = server;
        this.requests = requests;
    }

    @Override
    void begin(SimulatedStore store, SimulatedSkyPilot sky) {
        requests.begin(store, sky);
    }

    @Override
    <R> Future<R> around(Request<R> request, Handling handling) {
        return requests.around(request, handling);
    }

    @Override
    HttpPeer server(HttpPeer reached) {
        return server.server(reached);
    }
}
