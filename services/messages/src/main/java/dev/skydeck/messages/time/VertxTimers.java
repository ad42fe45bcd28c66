package dev.skydeck.messages.time;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** The timers of Vert.x and the clock of the machine. */
public final class VertxTimers implements Timers {
    private final Vertx vertx;

    public VertxTimers(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long once(long millis, Runnable action) {
        return vertx.setTimer(millis, id -> action.run());
    }

    @Override
    public long every(long millis, Runnable action) {
        return vertx.setPeriodic(millis, id -> action.run());
    }

    @Override
    public void cancel(long timer) {
        vertx.cancelTimer(timer);
    }

    @Override
    public <T> Future<T> within(Future<T> future, long millis) {
        return future.timeout(millis, TimeUnit.MILLISECONDS);
    }
}
