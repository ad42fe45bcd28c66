package dev.skydeck.messages.time;

import io.vertx.core.Future;

/** A monotonic clock and timers on one event loop. */
public interface Timers {
    /** Nanoseconds since any fixed moment; never goes back. */
    long nanoTime();

    /**
     * Runs the action once.
     *
     * @param millis at least 1
     * @return what {@link #cancel} takes; never negative
     */
    long once(long millis, Runnable action);

    /**
     * Runs the action again and again.
     *
     * @param millis at least 1
     * @return what {@link #cancel} takes; never negative
     */
    long every(long millis, Runnable action);

    /** Does nothing for a timer that has run, was cancelled, or never was. */
    void cancel(long timer);

    /** The same result, or a failure with {@link java.util.concurrent.TimeoutException} when there is none in time. */
    <T> Future<T> within(Future<T> future, long millis);
}
