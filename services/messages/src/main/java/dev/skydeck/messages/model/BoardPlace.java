package dev.skydeck.messages.model;

import org.jspecify.annotations.Nullable;

/**
 * Where and how an experiment stands on the board.
 *
 * @param groupLabel the original's free-text group column; null for none. Memberships are in {@link Group#members()}.
 * @param order ascending position among the ungrouped
 */
public record BoardPlace(@Nullable String groupLabel, long order, boolean expanded, boolean starred) {}
