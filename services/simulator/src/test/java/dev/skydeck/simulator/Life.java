package dev.skydeck.simulator;

import dev.skydeck.messages.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** One process from its start to its death, with a clock of its own. */
public final class Life implements Timers {
    private final VirtualTime time;
    private final String name;
    private final long clockOffset;
    private final Set<Long> timers = new HashSet<>();
    private long timerIds;
    private long pausedUntil;
    private boolean dead;

    /** @param clockOffset what its monotonic clock showed when virtual time began */
    public Life(VirtualTime time, String name, long clockOffset) {
        this.time = time;
        this.name = name;
        this.clockOffset = clockOffset;
    }

    public String name() {
        return name;
    }

    public boolean isDead() {
        return dead;
    }

    /** Nothing that it was to do is done any more. */
    public void die() {
        dead = true;
    }

    public long pausedUntil() {
        return pausedUntil;
    }

    /** It does nothing for a while; then it goes on as if nothing had been. */
    public void pause(long nanos) {
        pausedUntil = Math.max(pausedUntil, time.now() + nanos);
    }

    /** Has something done by this process. */
    public void after(long nanos, Runnable action) {
        time.after(nanos, this, action);
    }

    @Override
    public long nanoTime() {
        return time.now() + clockOffset;
    }

    @Override
    public long once(long millis, Runnable action) {
        long id = timerIds++;
        timers.add(id);
        after(millis * VirtualTime.MILLI, () -> {
            if (timers.remove(id)) {
                action.run();
            }
        });
        return id;
    }

    @Override
    public long every(long millis, Runnable action) {
        long id = timerIds++;
        timers.add(id);
        again(id, millis, action);
        return id;
    }

    private void again(long id, long millis, Runnable action) {
        after(millis * VirtualTime.MILLI, () -> {
            if (timers.contains(id)) {
                action.run();
                again(id, millis, action);
            }
        });
    }

    @Override
    public void cancel(long timer) {
        timers.remove(timer);
    }

    @Override
    public <T> Future<T> within(Future<T> future, long millis) {
        if (future.isComplete()) {
            return future;
        }
        Promise<T> promise = Promise.promise();
        future.onComplete(done -> {
            if (done.succeeded()) {
                promise.tryComplete(done.result());
            } else {
                promise.tryFail(done.cause());
            }
        });
        once(millis, () -> promise.tryFail(new TimeoutException("no result in " + millis + " ms")));
        return promise.future();
    }

    @Override
    public String toString() {
        return name;
    }
}
