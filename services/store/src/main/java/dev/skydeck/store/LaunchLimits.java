package dev.skydeck.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last line against a bug of ours, which would cost GPU money.
 *
 * @param open experiments that run at once, in all
 * @param gpus that they use at once, over all nodes; null for no limit
 * @param perHour launches sent within an hour, in all
 * @param againPerHour launches of one experiment within an hour that no new run request asked for
 * @param spend what they spend, in all and by group
 */
public record LaunchLimits(int open, @Nullable Long gpus, int perHour, int againPerHour, List<SpendLimit> spend) {
    public static final LaunchLimits DEFAULT = new LaunchLimits(100, null, 60, 4);

    /** As for a sandbox, where launches cost nothing. */
    public static final LaunchLimits NONE =
            new LaunchLimits(Integer.MAX_VALUE, null, Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** Without a limit on spending. */
    public LaunchLimits(int open, @Nullable Long gpus, int perHour, int againPerHour) {
        this(open, gpus, perHour, againPerHour, List.of());
    }

    /** The same with other limits on spending. */
    public LaunchLimits with(List<SpendLimit> others) {
        return new LaunchLimits(open, gpus, perHour, againPerHour, others);
    }

    /** @throws IllegalArgumentException if one is negative */
    public LaunchLimits {
        spend = List.copyOf(spend);
        if (open < 0 || (gpus != null && gpus < 0) || perHour < 0 || againPerHour < 0) {
            throw new IllegalArgumentException("a limit is at least 0");
        }
    }
}
