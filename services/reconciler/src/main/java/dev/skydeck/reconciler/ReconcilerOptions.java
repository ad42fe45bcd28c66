package dev.skydeck.reconciler;

import java.time.Duration;

/**
 * How the reconciler runs.
 *
 * @param interval between full passes over all experiments; events are looked at when they come
 */
public record ReconcilerOptions(Duration interval, Policy policy) {
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(60);

    /** @throws IllegalArgumentException if the interval is shorter than a second */
    public ReconcilerOptions {
        if (interval.toMillis() < 1000) {
            throw new IllegalArgumentException("the reconcile interval is at least one second");
        }
    }

    /** The defaults. */
    public ReconcilerOptions() {
        this(DEFAULT_INTERVAL, Policy.DEFAULT);
    }
}
