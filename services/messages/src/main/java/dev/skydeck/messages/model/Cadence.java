package dev.skydeck.messages.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How regularly checkpoints come.
 *
 * @param epochs from one to the next, most often; null with fewer than two
 * @param millis between the writes of two that follow each other, the median; null with fewer than two
 * @param gaps where some are missing, by that number of epochs; the last 100, the highest first
 */
public record Cadence(@Nullable Long epochs, @Nullable Long millis, List<Gap> gaps) {
    public Cadence {
        gaps = List.copyOf(gaps);
    }

    /**
     * Checkpoints that should be there and are not.
     *
     * @param after the epoch of the last one before
     * @param before the epoch of the first one behind
     */
    public record Gap(long after, long before) {}
}
