package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Encoded;
import dev.skydeck.gateway.view.Answers;
import dev.skydeck.messages.model.Problem;
import dev.skydeck.messages.model.Written;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operation answers with 200.
 *
 * @param revision that a write made, or that a read was taken at
 * @param value what is written as JSON; null when it is encoded already
 * @param undo the token that takes the write back; null when there is none
 * @param next the cursor of the page after this one; null when there is none
 */
record Reply(
        long revision,
        @Nullable Object value,
        @Nullable Encoded encoded,
        @Nullable String undo,
        @Nullable String next) {
    static Reply of(long revision, Object value) {
        return new Reply(revision, value, null, null, null);
    }

    /** The answer to a preview, with what the write would warn of. */
    static Reply of(long revision, Object value, List<Problem> warnings) {
        return of(revision, warned(value, warnings));
    }

    /** The answer to a write, with what the store warns of. */
    static Reply of(Written<?> done, Object value) {
        return new Reply(done.revision(), warned(value, done.warnings()), null, done.undo(), null);
    }

    private static Object warned(Object value, List<Problem> warnings) {
        return warnings.isEmpty() ? value : new Answers.Warned(value, Answers.WrongField.of(warnings));
    }

    static Reply message(Written<?> done, String message) {
        return of(done, new Answers.Message(message));
    }

    static Reply message(long revision, String message) {
        return of(revision, new Answers.Message(message));
    }

    /** A page of a list. */
    Reply followedBy(Optional<String> cursor) {
        return new Reply(revision, value, encoded, undo, cursor.orElse(null));
    }

    static Reply encoded(long revision, Encoded encoded) {
        return new Reply(revision, null, encoded, null, null);
    }
}
