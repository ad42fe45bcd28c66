package dev.skydeck.messages.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A finite value at one moment of a run.
 *
 * @param step null where only the epoch is known, as for numbers beside a checkpoint
 * @param epoch null where the run did not say
 * @param at when the run wrote it; null where it did not say
 */
public record MetricPoint(
        @Nullable Long step, @Nullable Long epoch, @Nullable Instant at, double value) {}
