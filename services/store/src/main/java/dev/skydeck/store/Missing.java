package dev.skydeck.store;

import io.vertx.core.Future;

/** TEMPORARY: requests that nobody answers yet. */
final class Missing {
    private Missing() {}

    static <R> Future<R> yet(Object request) {
        return Future.failedFuture(
                new UnsupportedOperationException(request.getClass().getSimpleName()));
    }
}
