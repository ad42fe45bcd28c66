package dev.skydeck.store;

import org.jspecify.annotations.Nullable;

/**
 * The last line against a bug of ours, which would cost GPU money.
 *
 * @param open experiments that run at once, in all
 * @param gpus that they use at once, over all nodes; null for no limit
 * @param perHour launches sent within an hour, in all
 * @param againPerHour launches of one experiment within an hour that no new run request asked for
 * @param spend what they spend; null for no limit
 */
public record LaunchLimits(
        int open,
        @Nullable Long gpus,
        int perHour,
        int againPerHour,
        @Nullable SpendLimit spend) {
    public static final LaunchLimits DEFAULT = new LaunchLimits(100, null, 60, 4);

    /** As for a sandbox, where launches cost nothing. */
    public static final LaunchLimits NONE =
            new LaunchLimits(Integer.MAX_VALUE, null, Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** Without a limit on spending. */
    public LaunchLimits(int open, @Nullable Long gpus, int perHour, int againPerHour) {
        this(open, gpus, perHour, againPerHour, null);
    }

    /** The same with another limit on spending. */
    public LaunchLimits with(@Nullable SpendLimit other) {
        return new LaunchLimits(open, gpus, perHour, againPerHour, other);
    }

    /** @throws IllegalArgumentException if one is negative */
    public LaunchLimits {
        if (open < 0 || (gpus != null && gpus < 0) || perHour < 0 || againPerHour < 0) {
            throw new IllegalArgumentException("a limit is at least 0");
        }
    }
}
