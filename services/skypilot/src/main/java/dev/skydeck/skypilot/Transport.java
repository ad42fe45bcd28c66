package dev.skydeck.skypilot;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** HTTP that knows whether a request was written. */
interface Transport extends AutoCloseable {
    /** A whole answer. */
    record Reply(int status, MultiMap headers, Buffer body) {
        @Nullable
        String header(String name) {
            return headers.get(name);
        }
    }

    /** No connection was had in time: not one byte of the request was written. */
    final class Unsent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unsent(Throwable cause) {
            super(String.valueOf(cause.getMessage()), cause, false, false);
        }
    }

    /**
     * Sends a request once.
     *
     * @param writeWithin from this call to the moment of writing; later than that it is not written
     * @param answerWithin from writing to the last byte of the answer
     * @return fails with {@link Unsent} when nothing was written, else with whatever broke the exchange
     */
    Future<Reply> exchange(
            HttpMethod method,
            String uri,
            MultiMap headers,
            @Nullable Buffer body,
            Duration writeWithin,
            Duration answerWithin);

    /**
     * Sends a request and gives its response, paused, when its head has come. Fails as {@link #exchange} does.
     *
     * @param headWithin from writing to the head of the answer
     */
    Future<HttpClientResponse> stream(
            String uri, MultiMap headers, Buffer body, Duration writeWithin, Duration headWithin);

    @Override
    void close();
}
