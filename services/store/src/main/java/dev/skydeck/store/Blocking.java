package dev.skydeck.store;

import io.vertx.core.Future;
import java.util.concurrent.Callable;

/** Runs what takes long or waits where it holds nobody up. */
interface Blocking {
    <T> Future<T> run(Callable<T> work);

    /** Right here, for code that may wait. */
    Blocking HERE = new Blocking() {
        @Override
        public <T> Future<T> run(Callable<T> work) {
            try {
                return Future.succeededFuture(work.call());
            } catch (Exception e) {
                return Future.failedFuture(e);
            }
        }
    };
}
