package dev.skydeck.skypilot.logs;

import dev.skydeck.messages.LogRequest.LogPart;
import dev.skydeck.messages.LogRequest.ReadLog;
import dev.skydeck.messages.bus.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One log that is read now: what is kept of it, the stream that adds to it, and who waits for more. Belongs to one context. */
final class LogReading {
    static final int UNKNOWN_JOB = 102;

    /** Written as JSON a byte may become six, and a message has at most 1 MiB. */
    private static final int PART_BYTES = 128 << 10;
    /** How far one request looks for lines that match. */
    private static final int MOST_SCANNED = 8 << 20;

    final Spool spool;
    /** The newest stream; null before the first. */
    @Nullable
    LogFeed feed;

    long readNanos = System.nanoTime();
    long endedNanos;
    /** A recovery began another log. */
    boolean superseded;

    private final Vertx vertx;
    private final List<Promise<Void>> waiting = new ArrayList<>();

    LogReading(Vertx vertx, Spool spool) {
        this.vertx = vertx;
        this.spool = spool;
    }

    /** There is more, or will be none. */
    void changed() {
        List<Promise<Void>> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(Promise::tryComplete);
    }

    /** Whether a stream is open. */
    boolean isFed() {
        return feed != null && feed.end() == null;
    }

    /** The next piece for a reader; see {@link ReadLog}. */
    Future<LogPart> part(ReadLog request) {
        if (request.from().isEmpty()) {
            return begun(request);
        }
        long first = spool.first();
        // Beyond the end: the log was removed to make room and is kept anew.
        long from = request.from().get() > spool.end() ? first : request.from().get();
        long at = Math.max(from, first);
        long dropped = at - from;
        return text(at, request).compose(found -> {
            if (!found.text().isEmpty() || dropped > 0 || found.next() > at) {
                return Future.succeededFuture(new LogPart(found.text(), found.next(), dropped, false, null));
            }
            LogPart end = end(request, at);
            return end != null ? Future.succeededFuture(end) : later(request, at);
        });
    }

    /** Where the reader begins: at the first line, or so many before the end, once the end is known. */
    private Future<LogPart> begun(ReadLog request) {
        LogFeed feed = this.feed;
        boolean settled = feed == null || feed.end() != null || (feed.follows() && feed.isQuiet());
        if (request.tail().isPresent() && !settled) {
            return wait(request).map(waited -> new LogPart("", -1, 0, false, null));
        }
        if (spool.isEmpty() && settled) {
            LogPart end = end(request, spool.end());
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
    private @Nullable LogPart end(ReadLog request, long at) {
        if (at < spool.end()) {
            return null;
        }
        LogFeed feed = this.feed;
        LogFeed.End end = feed == null ? null : feed.end();
        if (superseded) {
            return new LogPart("", at, 0, true, "The job was recovered: its next attempt has a log of its own.");
        }
        if (spool.isComplete()) {
            return new LogPart("", at, 0, true, null);
        }
        if (feed == null) {
            return new LogPart("", at, 0, true, nothingKept(request));
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

    private String nothingKept(ReadLog request) {
        if (!request.begun()) {
            return "Job " + request.job().jobId() + " has not begun to run.";
        }
        return spool.isEmpty()
                ? "No log of attempt " + request.attempt() + " of job "
                        + request.job().jobId() + " is kept."
                : "The rest of this log was not kept.";
    }

    private Future<LogPart> later(ReadLog request, long at) {
        return wait(request).compose(waited -> text(at, request)).map(found -> {
            String sentence =
                    feed != null && feed.end() instanceof LogFeed.End.Broken broken ? broken.sentence() : null;
            return new LogPart(found.text(), found.next(), 0, false, sentence);
        });
    }

    private Future<Void> wait(ReadLog request) {
        Promise<Void> something = Promise.promise();
        waiting.add(something);
        long timer = vertx.setTimer(Math.max(1, request.waitMillis()), tick -> something.tryComplete());
        return something.future().onComplete(done -> {
            vertx.cancelTimer(timer);
            waiting.remove(something);
        });
    }

    /** Lines that match, and where the ones after them begin. */
    private record Found(String text, long next) {}

    private Future<Found> text(long at, ReadLog request) {
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

    /** Completes when the stream has ended; fails when it broke. */
    Future<Void> untilEnd() {
        LogFeed feed = this.feed;
        if (feed == null || feed.end() != null) {
            return feed != null && feed.end() instanceof LogFeed.End.Broken broken
                    ? Future.failedFuture(broken.sentence())
                    : Future.succeededFuture();
        }
        Promise<Void> something = Promise.promise();
        waiting.add(something);
        return something.future().compose(none -> untilEnd());
    }
}
