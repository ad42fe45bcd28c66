package dev.skydeck.messages.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A SkyPilot server as the store knows it: one database behind one address, as one user sees it.
 *
 * @param number in the key of its jobs
 * @param userHash SkyPilot's name for who asks
 * @param workspace null for the default
 * @param jobs the most that it was seen to have; -1 before it was read
 * @param observedAt when it was read last; null before that
 * @param replacedAt since when another database is behind its address; null when none is
 * @param retiredAt when a person accepted that; null when nobody did
 */
public record Server(
        long number,
        String url,
        String userHash,
        @Nullable String workspace,
        long jobs,
        @Nullable Instant observedAt,
        @Nullable Instant replacedAt,
        @Nullable Instant retiredAt) {}
