package dev.skydeck.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What experiments together may spend, by the estimate of {@link Prices}, before no other of them is launched.
 *
 * @param group name or id of the group whose experiments are meant; null for all experiments
 * @param microDollars millionths of a US dollar
 * @param window within which it counts what was spent
 */
public record SpendLimit(@Nullable String group, long microDollars, Duration window) {
    /** Where nothing says another. */
    public static final Duration DEFAULT_WINDOW = Duration.ofHours(24);

    /** Of all experiments together. */
    public static SpendLimit ofAll(long microDollars, Duration window) {
        return new SpendLimit(null, microDollars, window);
    }

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
