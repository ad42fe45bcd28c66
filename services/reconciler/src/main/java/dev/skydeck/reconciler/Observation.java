package dev.skydeck.reconciler;

import java.time.Duration;

/**
 * The newest complete reading of the queue.
 *
 * @param server the store's number of the server that was read
 * @param askedRevision what the store had written before it was asked
 * @param askedNanos when it was asked for, by our monotonic clock
 * @param usableNanos how long it may be relied on from then
 */
record Observation(long server, long askedRevision, long askedNanos, long usableNanos) {
    /** A reading is good for two pauses between polls, and at least for this long. */
    static final Duration USABLE_AT_LEAST = Duration.ofSeconds(30);

    static Observation of(long server, long askedRevision, long askedNanos, long pauseMillis) {
        long usable = Math.max(2 * Duration.ofMillis(pauseMillis).toNanos(), USABLE_AT_LEAST.toNanos());
        return new Observation(server, askedRevision, askedNanos, usable);
    }

    boolean isUsable(long nowNanos) {
        return nowNanos - askedNanos < usableNanos;
    }
}
