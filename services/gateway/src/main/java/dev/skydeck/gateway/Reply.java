package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Encoded;
import dev.skydeck.gateway.view.Answers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operation answers with 200.
 *
 * @param revision that a write made, or that a read was taken at
 * @param value what is written as JSON; null when it is encoded already
 * @param next the cursor of the page after this one; null when there is none
 */
record Reply(
        long revision,
        @Nullable Object value,
        @Nullable Encoded encoded,
        @Nullable String next) {
    static Reply of(long revision, Object value) {
        return new Reply(revision, value, null, null);
    }

    static Reply message(long revision, String message) {
        return of(revision, new Answers.Message(message));
    }

    /** A page of a list. */
    Reply followedBy(Optional<String> cursor) {
        return new Reply(revision, value, encoded, cursor.orElse(null));
    }

    static Reply encoded(long revision, Encoded encoded) {
        return new Reply(revision, null, encoded, null);
    }
}
