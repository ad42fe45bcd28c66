package dev.skydeck.messages.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run's file of metrics, and how far it was read.
 *
 * @param uri {@code s3://bucket/key}
 * @param size in bytes, when it was last read
 * @param read bytes of it that were read; a last line without an end is not
 * @param readAt when it was last read
 * @param unreadable lines that were passed over because they are no JSON object
 * @param problem one sentence on what of it is left out; null when nothing is
 */
public record MetricFile(
        String uri,
        long size,
        long read,
        Instant readAt,
        long unreadable,
        @Nullable String problem) {}
