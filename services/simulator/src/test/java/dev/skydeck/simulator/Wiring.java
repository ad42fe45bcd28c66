package dev.skydeck.simulator;

import dev.skydeck.messages.Event;
import dev.skydeck.messages.Request;
import dev.skydeck.reconciler.SimulatedReconciler;
import org.jspecify.annotations.Nullable;

/** How the parts are put together. A mutant is a wiring that leaves a guard out. */
class Wiring {
    /** A request on its way to whoever answers it. */
    <R> Request<R> request(Life asker, Request<R> request) {
        return request;
    }

    /** An event on its way; null when nobody is to hear of it. */
    <E extends Event> @Nullable E event(E event) {
        return event;
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
