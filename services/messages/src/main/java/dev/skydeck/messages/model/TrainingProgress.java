package dev.skydeck.messages.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a run's own metrics say that it is.
 *
 * @param step of the last line that was read; null when there is no file of metrics
 * @param epoch of the last line that named one, else of the newest checkpoint; null when neither is known
 * @param at when the run wrote that line, else when S3 got the file; null when neither is known
 * @param total the end, from the configured flag; null when none is configured or the experiment has no such number
 * @param unit of the total
 */
public record TrainingProgress(
        @Nullable Long step,
        @Nullable Long epoch,
        @Nullable Instant at,
        @Nullable Double total,
        ProgressUnit unit) {}
