package dev.skydeck.sandbox.job;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Time as SkyPilot counts it: epoch seconds with a fraction, to the microsecond. */
public final class Clock {
    private Clock() {}

    public static double now() {
        return seconds(Instant.now());
    }

    static double seconds(FileTime time) {
        return seconds(time.toInstant());
    }

    private static double seconds(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant) / 1e6;
    }
}
