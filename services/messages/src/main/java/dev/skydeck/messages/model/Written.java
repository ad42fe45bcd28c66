package dev.skydeck.messages.model;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a write.
 *
 * @param revision the store's revision once the write was committed; it did not move when nothing changed
 * @param undo a token that takes it back for 10 minutes; null when it cannot be taken back
 */
public record Written<T>(long revision, T value, @Nullable String undo) {
    public Written(long revision, T value) {
        this(revision, value, null);
    }
}
