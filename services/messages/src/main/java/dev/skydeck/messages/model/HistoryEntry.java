package dev.skydeck.messages.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One fact of the history.
 *
 * @param id ascending in the order of what happened
 * @param revision the store's revision once it was committed
 * @param kind a stable word for programs, such as {@code experiment_edited}
 * @param experimentName its name now; null when it was purged or the fact is about none
 * @param actor who: a person, a token's name, or a service
 * @param origin where from, such as {@code api 127.0.0.1}; null when a service did it by itself
 * @param sentence for people
 * @param data the fact's fields as a JSON object
 */
public record HistoryEntry(
        long id,
        long revision,
        Instant at,
        String kind,
        @Nullable Long experimentId,
        @Nullable String experimentName,
        @Nullable Long launchId,
        String actor,
        @Nullable String origin,
        String sentence,
        String data) {}
