package dev.skydeck.skypilot.logs;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the logs of jobs that have ended, one after the other, so that they can be read when SkyPilot has forgotten them. A
 * server that is away when a job ends is asked again. Belongs to one context.
 */
final class LogKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(LogKeeper.class);
    private static final int TRIES = 5;

    private final Vertx vertx;
    private final long againMillis;
    private final Function<LogPlace, Future<Void>> fetch;
    private final Deque<Wanted> queue = new ArrayDeque<>();
    private final Set<LogPlace> known = new HashSet<>();
    private @Nullable LogPlace busy;

    /**
     * @param againMillis after the first failure; twice as long after the second, and so on
     * @param fetch reads a whole log; fails when it could not
     */
    LogKeeper(Vertx vertx, long againMillis, Function<LogPlace, Future<Void>> fetch) {
        this.vertx = vertx;
        this.againMillis = againMillis;
        this.fetch = fetch;
    }

    private record Wanted(LogPlace place, int attempt) {}

    /** Has it fetched, unless it is about to be. */
    void keep(LogPlace place) {
        if (known.add(place)) {
            queue.add(new Wanted(place, 1));
            next();
        }
    }

    boolean isBusyWith(LogPlace place) {
        return place.equals(busy);
    }

    private void next() {
        Wanted wanted = busy == null ? queue.poll() : null;
        if (wanted == null) {
            return;
        }
        busy = wanted.place();
        fetch.apply(wanted.place()).onComplete(done -> {
            busy = null;
            if (done.succeeded()) {
                known.remove(wanted.place());
            } else {
                failed(wanted, done.cause());
            }
            next();
        });
    }

    private void failed(Wanted wanted, Throwable cause) {
        LOG.atWarn()
                .addKeyValue("job", wanted.place().job().jobId())
                .addKeyValue("attempt", wanted.attempt())
                .addKeyValue("reason", cause.getMessage())
                .log("the log of a job that ended was not kept");
        if (wanted.attempt() == TRIES) {
            known.remove(wanted.place());
            return;
        }
        vertx.setTimer(againMillis * wanted.attempt(), tick -> {
            queue.add(new Wanted(wanted.place(), wanted.attempt() + 1));
            next();
        });
    }
}
