package dev.skydeck.reconciler;

import dev.skydeck.messages.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a step per key: never two of one key at once, a few keys at once. A key that is nudged while it waits waits once;
 * one that is nudged while it runs runs once more. A step that fails comes again after a pause that doubles. Used on one
 * event loop.
 */
final class KeyedQueue {
    private static final Logger LOG = LoggerFactory.getLogger(KeyedQueue.class);
    private static final int PARALLEL = 16;
    private static final long FAILURE_PAUSE_MILLIS = 1_000;
    private static final long FAILURE_PAUSE_MOST_MILLIS = 60_000;
    /** So many of those that may wait run at once: what happens meanwhile finds the store idle. */
    private static final int PARALLEL_LATER = 2;

    /** Of so many keys that are taken one is of those that may wait, so that these are never forgotten. */
    private static final int ONE_LATER_OF = 4;

    /** A key that wants to run at once this often in a row is slowed down: something goes in circles. */
    private static final int IMMEDIATE_MOST = 20;

    private final Timers timers;
    private final LongFunction<Future<Optional<Duration>>> step;
    private final Map<Long, Entry> entries = new HashMap<>();
    private final Set<Long> soon = new LinkedHashSet<>();
    private final Set<Long> later = new LinkedHashSet<>();
    private int taken;
    private int runningLater;
    private int running;
    private boolean closed;

    private static final class Entry {
        private boolean active;
        private boolean mayWait;
        private boolean again;
        private int failures;
        private int immediate;
        private long timer = -1;
    }

    /**
     * @param step answers when to run the key again; empty when only a nudge shall
     */
    KeyedQueue(Timers timers, LongFunction<Future<Optional<Duration>>> step) {
        this.timers = timers;
        this.step = step;
    }

    /** Has the key run soon. After a failure it still waits the first pause, so that a failing key cannot spin. */
    void nudge(long key) {
        nudge(key, soon);
    }

    /** The same, behind those that something happened to: nobody who runs something waits for thousands that are as they were. */
    void nudgeLater(long key) {
        nudge(key, later);
    }

    private void nudge(long key, Set<Long> line) {
        if (closed) {
            return;
        }
        Entry entry = entries.computeIfAbsent(key, any -> new Entry());
        if (entry.active) {
            entry.again = true;
        } else if (entry.failures > 0 && entry.timer >= 0) {
            if (entry.failures > 1) {
                schedule(key, entry, FAILURE_PAUSE_MILLIS);
                entry.failures = 1;
            }
        } else {
            enqueue(key, entry, line);
        }
    }

    /** Runs nothing any more; steps that run end by themselves. */
    void close() {
        closed = true;
        soon.clear();
        later.clear();
        entries.values().forEach(this::cancelTimer);
        entries.clear();
    }

    private void enqueue(long key, Entry entry, Set<Long> line) {
        cancelTimer(entry);
        if (line == soon) {
            later.remove(key);
            soon.add(key);
        } else if (!soon.contains(key)) {
            later.add(key);
        }
        runReady();
    }

    private void runReady() {
        while (!closed && running < PARALLEL) {
            boolean mayTakeLater = !later.isEmpty() && runningLater < PARALLEL_LATER;
            if (soon.isEmpty() && !mayTakeLater) {
                return;
            }
            boolean takeLater = mayTakeLater && (soon.isEmpty() || ++taken % ONE_LATER_OF == 0);
            Iterator<Long> first = (takeLater ? later : soon).iterator();
            long key = first.next();
            first.remove();
            Entry entry = entries.get(key);
            if (entry != null) {
                entry.mayWait = takeLater;
                run(key, entry);
            }
        }
    }

    private void run(long key, Entry entry) {
        entry.active = true;
        running++;
        boolean mayWait = entry.mayWait;
        runningLater += mayWait ? 1 : 0;
        Future<Optional<Duration>> result;
        try {
            result = step.apply(key);
        } catch (RuntimeException e) {
            result = Future.failedFuture(e);
        }
        result.onComplete(done -> {
            running--;
            runningLater -= mayWait ? 1 : 0;
            entry.active = false;
            if (closed) {
                return;
            }
            if (done.succeeded()) {
                succeeded(key, entry, done.result());
            } else {
                failed(key, entry, done.cause());
            }
            runReady();
        });
    }

    private void succeeded(long key, Entry entry, Optional<Duration> wakeAfter) {
        entry.failures = 0;
        boolean goesOn = wakeAfter.filter(Duration::isZero).isPresent();
        boolean now = entry.again || goesOn;
        entry.again = false;
        entry.immediate = now ? entry.immediate + 1 : 0;
        if (goesOn && entry.immediate <= IMMEDIATE_MOST) {
            // What was begun is brought to its end before anything else is begun.
            entry.mayWait = false;
            run(key, entry);
        } else if (now && entry.immediate <= IMMEDIATE_MOST) {
            enqueue(key, entry, soon);
        } else if (now) {
            entry.immediate = 0;
            schedule(key, entry, FAILURE_PAUSE_MILLIS);
        } else if (wakeAfter.isPresent()) {
            schedule(key, entry, wakeAfter.get().toMillis() + 1);
        } else {
            entries.remove(key, entry);
        }
    }

    private void failed(long key, Entry entry, Throwable cause) {
        entry.again = false;
        long pause = Math.min(FAILURE_PAUSE_MOST_MILLIS, FAILURE_PAUSE_MILLIS << Math.min(entry.failures, 10));
        entry.failures++;
        LOG.atWarn()
                .addKeyValue("experiment", key)
                .addKeyValue("pauseMillis", pause)
                .addKeyValue("cause", cause.getMessage())
                .log("a step failed and is tried again");
        schedule(key, entry, pause);
    }

    private void schedule(long key, Entry entry, long millis) {
        cancelTimer(entry);
        entry.timer = timers.once(Math.max(1, millis), () -> {
            entry.timer = -1;
            enqueue(key, entry, soon);
        });
    }

    private void cancelTimer(Entry entry) {
        if (entry.timer >= 0) {
            timers.cancel(entry.timer);
            entry.timer = -1;
        }
    }
}
