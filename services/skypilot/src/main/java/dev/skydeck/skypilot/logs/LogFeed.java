package dev.skydeck.skypilot.logs;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One stream from SkyPilot into a spool. Each stream begins at the log's first line; lines that the spool has are passed over.
 * What comes while the disk is busy waits in memory, little of it; then the socket waits. Belongs to one context.
 */
final class LogFeed {
    /** 0.11.1 hangs for ever on a log that it does not have (seen); a log that is not followed is never silent for long. */
    private static final long SILENCE_MILLIS = TimeUnit.SECONDS.toMillis(60);
    /** A followed job may be silent for hours; by then the stream is opened anew, for a dead one looks the same. */
    private static final long FOLLOWED_SILENCE_MILLIS = TimeUnit.MINUTES.toMillis(15);

    /** What may wait in memory for the disk before the socket has to. */
    private static final int MOST_PENDING_BYTES = 1 << 20;

    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** A real server's first line comes after 2 to 4 s (seen). */
    private static final long NOTHING_YET_NANOS = TimeUnit.SECONDS.toNanos(8);

    private final Vertx vertx;
    private final LogSource source;
    private final Spool spool;
    private final LogSource.Target job;
    private final boolean follow;
    private final Runnable kept;
    private final Consumer<End> ended;
    private final LogLines lines = new LogLines();

    private @Nullable HttpClientResponse response;
    /** Completed when all is written; null until the stream has ended. */
    private @Nullable Promise<Void> drained;

    private List<byte[]> pending = new ArrayList<>();
    private int pendingBytes;
    private boolean writing;
    private long timer = -1;
    private long skip;
    private String last = "";
    private boolean disagrees;
    private long heardNanos;
    private final long startedNanos = System.nanoTime();
    private boolean heard;
    private boolean stopped;
    private @Nullable End end;

    /**
     * @param kept told when lines were kept
     * @param ended told once, how it ended
     */
    LogFeed(
            Vertx vertx,
            LogSource source,
            Spool spool,
            LogSource.Target job,
            boolean follow,
            Runnable kept,
            Consumer<End> ended) {
        this.vertx = vertx;
        this.source = source;
        this.spool = spool;
        this.job = job;
        this.follow = follow;
        this.kept = kept;
        this.ended = ended;
    }

    /** How it ended. */
    sealed interface End {
        /** @param code SkyPilot's, see {@link LogSource#code} */
        record Finished(int code) implements End {}

        /** @param sentence why; it can be tried again */
        record Broken(String sentence) implements End {}
    }

    boolean follows() {
        return follow;
    }

    @Nullable
    End end() {
        return end;
    }

    /** Whether no line came for a moment, so that the spool has what SkyPilot had by then. */
    boolean isQuiet() {
        long now = System.nanoTime();
        return end != null || (heard && now - heardNanos > QUIET_NANOS) || now - startedNanos > NOTHING_YET_NANOS;
    }

    void start() {
        silence();
        vertx.executeBlocking(
                        () -> {
                            skip = spool.lines();
                            last = spool.lastLine();
                            return null;
                        },
                        false)
                .compose(none -> source.open(job, follow))
                .onSuccess(this::stream)
                .onFailure(failure -> finish(new End.Broken(String.valueOf(failure.getMessage()))));
    }

    private void stream(LogSource.Stream stream) {
        HttpClientResponse from = stream.response();
        if (stopped) {
            from.request().reset();
            return;
        }
        response = from;
        from.exceptionHandler(failure -> finish(new End.Broken("The log broke off: " + failure.getMessage())));
        from.handler(piece -> take(from, piece));
        from.endHandler(none -> ended(stream.requestId()));
        from.resume();
    }

    private void take(HttpClientResponse from, Buffer piece) {
        silence();
        List<byte[]> whole = new ArrayList<>();
        lines.take(piece, whole);
        List<byte[]> fresh = passOver(whole);
        if (disagrees) {
            again();
            return;
        }
        if (fresh.isEmpty()) {
            if (!whole.isEmpty()) {
                heard();
            }
            return;
        }
        pending.addAll(fresh);
        pendingBytes += fresh.stream().mapToInt(line -> line.length).sum();
        if (!writing) {
            write();
        } else if (pendingBytes > MOST_PENDING_BYTES) {
            from.pause();
        }
    }

    /** Writes what has come since the last write; pieces from the socket are much smaller than what the disk likes. */
    private void write() {
        List<byte[]> batch = pending;
        pending = new ArrayList<>();
        pendingBytes = 0;
        writing = true;
        keep(batch).onSuccess(done -> {
            writing = false;
            heard();
            HttpClientResponse from = response;
            if (from != null && !stopped) {
                from.resume();
            }
            if (!pending.isEmpty()) {
                write();
            } else if (drained != null) {
                drained.tryComplete();
            }
        });
    }

    /** Leaves out what the spool has, and checks at its end that it is the same log. */
    private List<byte[]> passOver(List<byte[]> whole) {
        if (skip == 0) {
            return whole;
        }
        int passed = (int) Math.min(skip, whole.size());
        skip -= passed;
        if (skip == 0 && !last.equals(new String(whole.get(passed - 1), StandardCharsets.UTF_8))) {
            disagrees = true;
        }
        return whole.subList(passed, whole.size());
    }

    /** SkyPilot shows another log than it did, as after a recovery that we did not notice: it is kept from its beginning. */
    private void again() {
        HttpClientResponse from = response;
        disagrees = false;
        if (from != null) {
            from.handler(null).endHandler(null).exceptionHandler(failure -> {});
            from.request().reset();
        }
        vertx.executeBlocking(
                        () -> {
                            spool.restart();
                            return null;
                        },
                        false)
                .onSuccess(none -> start())
                .onFailure(failure -> finish(new End.Broken("The log cannot be kept: " + failure.getMessage())));
    }

    private Future<Void> keep(List<byte[]> fresh) {
        return vertx.<Void>executeBlocking(
                        () -> {
                            spool.append(fresh);
                            return null;
                        },
                        false)
                .onFailure(failure -> finish(new End.Broken("The log cannot be kept: " + failure.getMessage())));
    }

    private void ended(String requestId) {
        List<byte[]> rest = new ArrayList<>();
        lines.end(rest);
        pending.addAll(passOver(rest));
        response = null;
        if (!writing && !pending.isEmpty()) {
            write();
        }
        Promise<Void> written = Promise.promise();
        drained = written;
        if (!writing) {
            written.complete();
        }
        written.future()
                .compose(none -> source.code(requestId))
                .onSuccess(code -> finish(
                        lines.isRetry()
                                ? new End.Broken("The SkyPilot server shuts down and asks to come again.")
                                : new End.Finished(code)))
                .onFailure(failure -> finish(new End.Broken(String.valueOf(failure.getMessage()))));
    }

    private void heard() {
        heard = true;
        heardNanos = System.nanoTime();
        kept.run();
    }

    private void silence() {
        vertx.cancelTimer(timer);
        if (end == null && !stopped) {
            timer = vertx.setTimer(
                    follow ? FOLLOWED_SILENCE_MILLIS : SILENCE_MILLIS,
                    tick -> finish(new End.Broken("The SkyPilot server sent nothing of the log for too long.")));
        }
    }

    /** Closes the stream; SkyPilot ends only its own request for it, never the job. */
    void stop() {
        finish(new End.Broken("Nobody reads it."));
    }

    private void finish(End how) {
        if (stopped) {
            return;
        }
        stopped = true;
        end = how;
        vertx.cancelTimer(timer);
        HttpClientResponse from = response;
        if (from != null && how instanceof End.Broken) {
            from.request().reset();
        }
        ended.accept(how);
    }
}
