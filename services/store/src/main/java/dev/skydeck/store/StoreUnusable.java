package dev.skydeck.store;

import org.jspecify.annotations.Nullable;

/** Why the store cannot start; the message is one sentence for a person: what is wrong, with which file, what to do. */
public final class StoreUnusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreUnusable(String sentence) {
        this(sentence, null);
    }

    StoreUnusable(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
