package dev.skydeck.store;

import java.time.Duration;

/**
 * What all experiments together may spend, by the estimate of {@link Prices}, before no other is launched.
 *
 * @param microDollars millionths of a US dollar
 * @param window within which it counts what was spent
 */
public record SpendLimit(long microDollars, Duration window) {
    /** @throws IllegalArgumentException for a negative limit or an empty window */
    public SpendLimit {
        if (microDollars < 0) {
            throw new IllegalArgumentException("a limit is at least 0");
        }
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("the window of the limit is longer than nothing");
        }
    }
}
