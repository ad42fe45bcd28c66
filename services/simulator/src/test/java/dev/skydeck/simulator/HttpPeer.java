package dev.skydeck.simulator;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server as its clients see it. */
public interface HttpPeer {
    /** A whole answer. */
    record Reply(int status, Map<String, String> headers, String body) {
        static Reply ok(String json) {
            return new Reply(200, Map.of("content-type", "application/json"), json);
        }
    }

    /** Nothing of the request was written. */
    final class NotWritten extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NotWritten(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Sends a request once. Fails with {@link NotWritten} when nothing was written, else with what broke the exchange.
     *
     * @param uri with its query
     * @param body null for none
     */
    Future<Reply> exchange(
            Life asker, String method, String uri, @Nullable String body, Duration writeWithin, Duration answerWithin);
}
