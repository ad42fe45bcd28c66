package dev.skydeck.sandbox.task;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a cluster ends by itself.
 *
 * @param idleMinutes without a job, at least 0
 * @param down whether it is then gone and not only stopped
 */
public record Autostop(int idleMinutes, boolean down) {
    /** What {@code autostop: true} means. */
    private static final int DEFAULT_MINUTES = 5;

    /** Accepts {@code 10}, {@code 10m}, {@code 2h}, {@code true}, and a map with {@code idle_minutes} and {@code down}. */
    static @Nullable Autostop of(@Nullable Object given) throws TaskRefused {
        if (given == null || Boolean.FALSE.equals(given)) {
            return null;
        }
        if (given instanceof Map<?, ?> map) {
            Object minutes = map.get("idle_minutes");
            return new Autostop(
                    minutes == null ? DEFAULT_MINUTES : minutes(minutes), Boolean.TRUE.equals(map.get("down")));
        }
        return new Autostop(Boolean.TRUE.equals(given) ? DEFAULT_MINUTES : minutes(given), false);
    }

    private static int minutes(Object given) throws TaskRefused {
        String text = given.toString();
        boolean hours = text.endsWith("h");
        try {
            int number = Integer.parseInt(text.replaceFirst("[mh]$", ""));
            return hours ? Math.multiplyExact(number, 60) : number;
        } catch (NumberFormatException e) {
            throw TaskRefused.value("Invalid autostop: " + given);
        }
    }
}
