package dev.skydeck.messages.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sweep and how far it is.
 *
 * @param id eight hex digits
 * @param groupId the group of its members; null once that was deleted
 * @param maxParallel how many members may run at once; null for no limit
 * @param stop holds for members without a rule of their own
 * @param revision moves with each edit of the sweep itself
 */
public record Sweep(
        String id,
        String name,
        @Nullable String groupId,
        @Nullable Integer maxParallel,
        StopRules stop,
        String owner,
        long revision,
        Instant createdAt,
        Instant updatedAt,
        SweepProgress progress) {}
