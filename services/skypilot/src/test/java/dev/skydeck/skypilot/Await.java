package dev.skydeck.skypilot;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Future;
import java.util.concurrent.TimeoutException;

/** Waits for futures, but not for ever. */
final class Await {
    private Await() {}

    static <T> T result(Future<T> future) {
        try {
            return future.await(10, SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within 10 s", e);
        }
    }
}
