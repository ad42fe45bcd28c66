package dev.skydeck.reconciler;

import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.messages.time.VertxTimers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/**
 * Puts the {@link Reconciler} on an event loop. Completes its start without a store; fails it when another reconciler holds
 * the lease.
 */
public final class ReconcilerVerticle extends VerticleBase {
    private final ReconcilerOptions options;
    private Reconciler reconciler;

    // Vert.x calls start() before anything else.
    @SuppressWarnings("NullAway.Init")
    public ReconcilerVerticle(ReconcilerOptions options) {
        this.options = options;
    }

    @Override
    public Future<?> start() {
        reconciler = new Reconciler(
                new VertxBus(vertx),
                new VertxTimers(vertx),
                options,
                StateTable::decide,
                () -> vertx.undeploy(context.deploymentID()));
        return reconciler.start();
    }

    @Override
    public Future<?> stop() {
        return reconciler.stop();
    }
}
