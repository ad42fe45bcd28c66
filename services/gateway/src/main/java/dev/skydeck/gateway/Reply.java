package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Encoded;
import dev.skydeck.gateway.view.Answers;
import org.jspecify.annotations.Nullable;

/**
 * What an operation answers with 200.
 *
 * @param revision that a write made, or that a read was taken at
 * @param value what is written as JSON; null when it is encoded already
 */
record Reply(
        long revision, @Nullable Object value, @Nullable Encoded encoded) {
    static Reply of(long revision, Object value) {
        return new Reply(revision, value, null);
    }

    static Reply message(long revision, String message) {
        return of(revision, new Answers.Message(message));
    }

    static Reply encoded(long revision, Encoded encoded) {
        return new Reply(revision, null, encoded);
    }
}
