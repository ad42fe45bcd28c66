package dev.skydeck.simulator;

import dev.skydeck.messages.Event;
import dev.skydeck.messages.Request;
import dev.skydeck.reconciler.SimulatedReconciler;
import dev.skydeck.store.SimulatedStore;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** How the parts of one run are put together. A mutant is a wiring that leaves a guard out. */
class Wiring {
    /** Has a request handled. */
    interface Handling {
        <R> Future<R> handle(Request<R> request);
    }

    /** Called before anything is started. */
    void begin(SimulatedStore store, SimulatedSkyPilot server) {}

    /** Where a request is handled: before, after and instead of it. */
    <R> Future<R> around(Request<R> request, Handling handling) {
        return handling.handle(request);
    }

    /** An event on its way; null when nobody is to hear of it. */
    <E extends Event> @Nullable E event(E event) {
        return event;
    }

    /** A statement on its way to SQLite. */
    String statement(String sql) {
        return sql;
    }

    /** The server as the SkyPilot service reaches it. */
    HttpPeer server(HttpPeer server) {
        return server;
    }

    /** How decisions are changed. */
    SimulatedReconciler.Mutation mutation() {
        return SimulatedReconciler.Mutation.NONE;
    }
}
