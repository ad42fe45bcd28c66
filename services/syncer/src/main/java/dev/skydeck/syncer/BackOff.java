package dev.skydeck.syncer;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses that grow. */
public final class BackOff {
    private BackOff() {}

    /** The first pause, doubled so often; never longer than the longest. */
    public static Duration doubled(Duration first, int times, Duration longest) {
        Duration pause = first.multipliedBy(1L << Math.min(times, 30));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    /** A tenth shorter or longer, so that what happened together does not for ever. */
    public static Duration spread(Duration pause, RandomGenerator random) {
        return Duration.ofNanos((long) (pause.toNanos() * (0.9 + 0.2 * random.nextDouble())));
    }
}
