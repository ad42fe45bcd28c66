package dev.skydeck.messages.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cluster.
 *
 * @param status the original's or SkyPilot's word, such as {@code UP}
 * @param createdAt null when unknown
 */
public record Cluster(
        String name,
        String status,
        int nodes,
        @Nullable String instanceType,
        @Nullable String cloud,
        @Nullable Instant createdAt,
        Instant lastSeenAt) {}
