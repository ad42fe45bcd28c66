package dev.skydeck.messages.model;

import java.time.Instant;

/**
 * A view of the board that was given a name.
 *
 * @param id eight hex digits
 * @param name 1 to 128 characters, need not be unique
 * @param query in the filter language; empty for everything
 * @param layout what the page keeps beside the query, a JSON object of at most 64 KiB: {@code sort} as lists take it, and
 *     {@code columns} and {@code flags}, each a list of names, hold for every page; the rest is the page's own
 * @param owner who made it
 * @param shared whether others see it in their lists; everybody who has the link can open it
 * @param revision moves with each edit of this view, from 1
 */
public record SavedView(
        String id,
        String name,
        String query,
        String layout,
        String owner,
        boolean shared,
        long revision,
        Instant createdAt,
        Instant updatedAt) {}
