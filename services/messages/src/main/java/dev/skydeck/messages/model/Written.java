package dev.skydeck.messages.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a write.
 *
 * @param revision the store's revision once the write was committed; it did not move when nothing changed
 * @param undo a token that takes it back for 10 minutes; null when it cannot be taken back
 * @param warnings what was written all the same, though it may be a mistake
 */
public record Written<T>(long revision, T value, @Nullable String undo, List<Problem> warnings) {
    public Written {
        warnings = List.copyOf(warnings);
    }

    public Written(long revision, T value, @Nullable String undo) {
        this(revision, value, undo, List.of());
    }

    public Written(long revision, T value) {
        this(revision, value, null);
    }
}
