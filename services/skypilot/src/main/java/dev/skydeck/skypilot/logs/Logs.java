package dev.skydeck.skypilot.logs;

import dev.skydeck.messages.LogRequest.LogPart;
import dev.skydeck.messages.LogRequest.ReadLog;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.JobKey;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers for the logs of jobs. However many read a log, SkyPilot is asked for it once, and only while somebody reads; a reader
 * that is slow reads the disk later. Belongs to one context.
 */
public final class Logs {
    private static final Logger LOG = LoggerFactory.getLogger(Logs.class);
    /** Written as JSON a byte may become six, and a message has at most 1 MiB. */
    private static final int PART_BYTES = 128 << 10;
    /** How far one request looks for lines that match. */
    private static final int MOST_SCANNED = 8 << 20;

    private static final int UNKNOWN_JOB = 102;
    private static final long LOOK_MILLIS = 5_000;
    private static final long SWEEP_MILLIS = TimeUnit.MINUTES.toMillis(5);
    private static final long UNREAD_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Vertx vertx;
    private final LogSource source;
    private final SpoolShelf shelf;
    private final LogLimits limits;
    private final Map<LogPlace, Reading> readings = new HashMap<>();
    private final Deque<LogPlace> toKeep = new ArrayDeque<>();
    private @Nullable LogPlace keeping;
    private long server;

    /** @param folder where logs are kept; made when need be */
    public Logs(Vertx vertx, LogSource source, Path folder, LogLimits limits) {
        this.vertx = vertx;
        this.source = source;
        this.shelf = new SpoolShelf(folder, limits);
        this.limits = limits;
    }

    /** One log that is being read, and the stream that feeds it. */
    private static final class Reading {
        final Spool spool;
        final List<Promise<Void>> waiting = new ArrayList<>();

        @Nullable
        LogFeed feed;

        long readNanos = System.nanoTime();
        long endedNanos;
        boolean superseded;

        Reading(Spool spool) {
            this.spool = spool;
        }

        void changed() {
            List<Promise<Void>> all = List.copyOf(waiting);
            waiting.clear();
            all.forEach(Promise::tryComplete);
        }
    }

    /** Begins to close streams that nobody reads, and to make room on disk. */
    public void start() {
        vertx.setPeriodic(LOOK_MILLIS, tick -> closeUnread());
        vertx.setPeriodic(SWEEP_MILLIS, tick -> sweep());
    }

    /** @param number the store's number of the server that is asked: logs of others are only on disk */
    public void connected(long number) {
        server = number;
    }

    /** Keeps the whole log of a job that has ended, so that it can be read when SkyPilot has forgotten it. */
    public void keep(LogPlace place) {
        if (!toKeep.contains(place)) {
            toKeep.add(place);
            keepNext();
        }
    }

    /** Ends the streams of earlier attempts: what SkyPilot shows now is another log. */
    public void superseded(JobKey job, int newest) {
        readings.forEach((place, reading) -> {
            if (place.job().equals(job) && place.attempt() < newest && reading.feed != null) {
                reading.superseded = true;
                reading.feed.stop();
            }
        });
    }

    /** See {@link ReadLog}. */
    public Future<LogPart> read(ReadLog request) {
        LogPlace place = new LogPlace(request.job(), request.attempt());
        return reading(place).compose(reading -> {
            reading.readNanos = System.nanoTime();
            String refusal = feed(place, reading, request);
            return refusal == null
                    ? part(reading, request)
                    : Future.failedFuture(new Failure.Unavailable(Failure.Unavailable.Reason.UNABLE, refusal));
        });
    }

    private Future<Reading> reading(LogPlace place) {
        Reading known = readings.get(place);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        Set<LogPlace> written = Set.copyOf(readings.keySet());
        return vertx.executeBlocking(() -> shelf.spool(place, written), false)
                .map(spool -> readings.computeIfAbsent(place, none -> new Reading(spool)));
    }

    /** Sees to it that SkyPilot is read where need be; a sentence when it cannot be. */
    private @Nullable String feed(LogPlace place, Reading reading, ReadLog request) {
        LogFeed feed = reading.feed;
        boolean live = request.current()
                && !reading.superseded
                && place.job().server() == server
                && !reading.spool.isComplete();
        boolean follow = request.follow() && !request.over();
        if (!live || (!request.begun() && !follow)) {
            return null;
        }
        if (feed != null && feed.end() == null) {
            // One that does not follow ends by itself; then the follower begins its own.
            return null;
        }
        boolean rested = feed == null || System.nanoTime() - reading.endedNanos > RETRY_NANOS;
        boolean again = feed == null
                || (follow && !feed.follows() && feed.end() instanceof LogFeed.End.Finished)
                || (rested
                        && (feed.end() instanceof LogFeed.End.Broken
                                || request.from().isEmpty()));
        if (again) {
            if (streams() >= limits.mostStreams()) {
                return "SkyDeck follows " + limits.mostStreams() + " logs already, as many as it is allowed to.";
            }
            begin(reading, place, follow, request.over());
        }
        return null;
    }

    private long streams() {
        return readings.values().stream()
                .filter(reading -> reading.feed != null && reading.feed.end() == null)
                .count();
    }

    private void begin(Reading reading, LogPlace place, boolean follow, boolean over) {
        LogFeed[] own = new LogFeed[1];
        LogFeed feed = new LogFeed(vertx, source, reading.spool, place.job().jobId(), follow, () -> {
            LogFeed.End end = own[0] == null ? null : own[0].end();
            if (end == null) {
                reading.changed();
            } else {
                ended(reading, end, follow || over);
            }
        });
        own[0] = feed;
        reading.feed = feed;
        feed.start();
    }

    private void ended(Reading reading, LogFeed.End end, boolean toTheEnd) {
        reading.endedNanos = System.nanoTime();
        boolean whole = toTheEnd && end instanceof LogFeed.End.Finished finished && finished.code() != UNKNOWN_JOB;
        Future<Void> marked = !whole
                ? Future.succeededFuture()
                : vertx.executeBlocking(
                        () -> {
                            reading.spool.complete();
                            return null;
                        },
                        false);
        marked.onFailure(failure -> LOG.atError().setCause(failure).log("a log's end could not be written"))
                .onComplete(done -> reading.changed());
    }

    private Future<LogPart> part(Reading reading, ReadLog request) {
        Spool spool = reading.spool;
        if (request.from().isEmpty()) {
            return begun(reading, request);
        }
        long first = spool.first();
        // Beyond the end: the log was removed to make room and is kept anew.
        long from = request.from().get() > spool.end() ? first : request.from().get();
        long at = Math.max(from, first);
        long dropped = at - from;
        return text(spool, at, request).compose(found -> {
            if (!found.text().isEmpty() || dropped > 0 || found.next() > at) {
                return Future.succeededFuture(new LogPart(found.text(), found.next(), dropped, false, null));
            }
            LogPart end = end(reading, request, at);
            return end != null ? Future.succeededFuture(end) : later(reading, request, at);
        });
    }

    /** Where the reader begins: at the first line, or so many before the end, once the end is known. */
    private Future<LogPart> begun(Reading reading, ReadLog request) {
        LogFeed feed = reading.feed;
        boolean settled = feed == null || feed.end() != null || (feed.follows() && feed.isQuiet());
        Spool spool = reading.spool;
        if (request.tail().isPresent() && !settled) {
            return wait(reading, request).map(waited -> new LogPart("", -1, 0, false, null));
        }
        if (spool.isEmpty() && settled) {
            LogPart end = end(reading, request, spool.end());
            if (end != null) {
                return end.sentence() == null || request.follow()
                        ? Future.succeededFuture(end)
                        : Future.failedFuture(new Failure.NotFound(end.sentence()));
            }
        }
        Future<Long> at = request.tail().isEmpty()
                ? Future.succeededFuture(spool.first())
                : vertx.executeBlocking(() -> spool.tail(request.tail().get()), false);
        return at.map(start -> new LogPart("", start, 0, false, null));
    }

    /** That nothing will follow, or null. */
    private @Nullable LogPart end(Reading reading, ReadLog request, long at) {
        if (at < reading.spool.end()) {
            return null;
        }
        LogFeed feed = reading.feed;
        LogFeed.End end = feed == null ? null : feed.end();
        if (reading.superseded) {
            return new LogPart("", at, 0, true, "The job was recovered: its next attempt has a log of its own.");
        }
        if (reading.spool.isComplete()) {
            return new LogPart("", at, 0, true, null);
        }
        if (feed == null) {
            return new LogPart("", at, 0, true, nothingKept(reading, request));
        }
        if (end instanceof LogFeed.End.Finished finished && finished.code() == UNKNOWN_JOB) {
            return new LogPart(
                    "",
                    at,
                    0,
                    true,
                    "SkyPilot has no log of job " + request.job().jobId() + ".");
        }
        if (end instanceof LogFeed.End.Broken broken && !request.follow()) {
            return new LogPart("", at, 0, true, broken.sentence());
        }
        if (end instanceof LogFeed.End.Finished) {
            return new LogPart("", at, 0, true, null);
        }
        return !request.follow() && feed.follows() && feed.isQuiet() ? new LogPart("", at, 0, true, null) : null;
    }

    private static String nothingKept(Reading reading, ReadLog request) {
        if (!request.begun()) {
            return "Job " + request.job().jobId() + " has not begun to run.";
        }
        return reading.spool.isEmpty()
                ? "No log of attempt " + request.attempt() + " of job "
                        + request.job().jobId() + " is kept."
                : "The rest of this log was not kept.";
    }

    private Future<LogPart> later(Reading reading, ReadLog request, long at) {
        return wait(reading, request)
                .compose(waited -> text(reading.spool, at, request))
                .map(found -> {
                    LogFeed feed = reading.feed;
                    String sentence =
                            feed != null && feed.end() instanceof LogFeed.End.Broken broken ? broken.sentence() : null;
                    return new LogPart(found.text(), found.next(), 0, false, sentence);
                });
    }

    private Future<Void> wait(Reading reading, ReadLog request) {
        Promise<Void> something = Promise.promise();
        reading.waiting.add(something);
        long timer = vertx.setTimer(Math.max(1, request.waitMillis()), tick -> something.tryComplete());
        return something.future().onComplete(done -> {
            vertx.cancelTimer(timer);
            reading.waiting.remove(something);
        });
    }

    /** Lines that match, and where the ones after them begin. */
    private record Found(String text, long next) {}

    private Future<Found> text(Spool spool, long at, ReadLog request) {
        LineFilter filter = new LineFilter(request.filter());
        return vertx.executeBlocking(
                () -> {
                    long next = at;
                    StringBuilder text = new StringBuilder();
                    while (next - at < MOST_SCANNED && text.length() < PART_BYTES / 4) {
                        byte[] piece = spool.read(next, PART_BYTES);
                        if (piece.length == 0) {
                            break;
                        }
                        next += piece.length;
                        text.append(filter.of(piece));
                    }
                    return new Found(text.toString(), next);
                },
                false);
    }

    private void closeUnread() {
        long now = System.nanoTime();
        readings.entrySet().removeIf(entry -> {
            Reading reading = entry.getValue();
            boolean unread =
                    now - reading.readNanos > UNREAD_NANOS && !entry.getKey().equals(keeping);
            if (unread && reading.feed != null) {
                reading.feed.stop();
            }
            return unread;
        });
    }

    private void sweep() {
        Set<LogPlace> written = Set.copyOf(readings.keySet());
        vertx.executeBlocking(
                        () -> {
                            shelf.sweep(written);
                            return null;
                        },
                        false)
                .onFailure(failure -> LOG.atError().setCause(failure).log("old logs could not be removed"));
    }

    private void keepNext() {
        LogPlace next = toKeep.peek();
        if (keeping != null || next == null) {
            return;
        }
        keeping = next;
        reading(next).compose(reading -> kept(next, reading)).onComplete(done -> {
            if (done.failed()) {
                LOG.atWarn()
                        .addKeyValue("job", next.job().jobId())
                        .addKeyValue("reason", done.cause().getMessage())
                        .log("the log of a job that ended was not kept");
            }
            toKeep.remove(next);
            keeping = null;
            keepNext();
        });
    }

    private Future<Void> kept(LogPlace place, Reading reading) {
        if (reading.spool.isComplete() || place.job().server() != server) {
            return Future.succeededFuture();
        }
        if (reading.feed == null || reading.feed.end() != null) {
            begin(reading, place, false, true);
        }
        return untilEnd(reading);
    }

    private Future<Void> untilEnd(Reading reading) {
        LogFeed feed = reading.feed;
        if (feed == null || feed.end() != null) {
            return feed != null && feed.end() instanceof LogFeed.End.Broken broken
                    ? Future.failedFuture(broken.sentence())
                    : Future.succeededFuture();
        }
        Promise<Void> something = Promise.promise();
        reading.waiting.add(something);
        return something.future().compose(none -> untilEnd(reading));
    }
}
