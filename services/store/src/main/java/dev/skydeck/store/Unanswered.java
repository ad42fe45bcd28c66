package dev.skydeck.store;

import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.bus.Failure.Unavailable.Reason;
import io.vertx.core.Future;

/**
 * Requests of the language that this store cannot answer yet: batches, order, trash, history, views, settings, tokens,
 * holds, backups. Nothing of ours sends them; whoever does is told so at once.
 */
final class Unanswered {
    private Unanswered() {}

    /** Fails with {@code Unavailable}. */
    static <R> Future<R> refuse(Object request) {
        return Future.failedFuture(new Failure.Unavailable(
                Reason.UNABLE, "This store cannot answer " + request.getClass().getSimpleName() + " yet."));
    }
}
