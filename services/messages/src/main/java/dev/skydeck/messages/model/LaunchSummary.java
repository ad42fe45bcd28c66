package dev.skydeck.messages.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The part of a launch that the board shows. */
public record LaunchSummary(
        long id, LaunchState state, @Nullable Long jobId, Instant openedAt) {}
