package dev.skydeck.sandbox.cluster;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** One thing at a time for each cluster, in the order of asking. Belongs to one context. */
final class Lanes {
    private final Map<String, Future<?>> last = new HashMap<>();

    <T> Future<T> next(String name, Callable<Future<T>> work) {
        Future<?> before = last.getOrDefault(name, Future.succeededFuture());
        Future<T> mine = before.transform(ended -> called(work));
        last.put(name, mine);
        mine.onComplete(ended -> last.remove(name, mine));
        return mine;
    }

    boolean busy(String name) {
        return last.containsKey(name);
    }

    private static <T> Future<T> called(Callable<Future<T>> work) {
        try {
            return work.call();
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }
}
