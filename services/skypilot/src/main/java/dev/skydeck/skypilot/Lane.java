package dev.skydeck.skypilot;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** One thing at a time: a reading of the queue costs a real server seconds of processor time, so there is never a second. */
final class Lane {
    private Future<?> last = Future.succeededFuture();

    /** Runs the work once everything before it has ended, well or badly. Must be called on the verticle's context. */
    <T> Future<T> run(Supplier<Future<T>> work) {
        Future<T> mine = last.transform(before -> work.get());
        last = mine;
        return mine;
    }
}
