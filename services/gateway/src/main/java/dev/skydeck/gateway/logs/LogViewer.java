package dev.skydeck.gateway.logs;

import dev.skydeck.messages.LogRequest.LogPart;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.model.Job;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One reader of a log: asks for the next piece when there is room for it, so that a reader who does not read costs nothing but
 * its connection.
 */
final class LogViewer {
    private static final long HEARTBEAT_NANOS = 15_000_000_000L;

    private final Bus bus;
    private final Job job;
    private final LogQuery query;
    private final HttpServerResponse response;
    private final LogForm form;
    private final Consumer<Throwable> refused;
    private Optional<Long> at;
    private @Nullable String told;
    private long wroteNanos = System.nanoTime();
    private boolean over;

    /** @param refused answers instead, when the first piece cannot be had */
    LogViewer(
            Bus bus, Job job, LogQuery query, HttpServerResponse response, LogForm form, Consumer<Throwable> refused) {
        this.bus = bus;
        this.job = job;
        this.query = query;
        this.response = response;
        this.form = form;
        this.refused = refused;
        this.at = query.from();
    }

    /** Goes on until the log ends or the client goes. */
    void next() {
        if (over || response.closed()) {
            return;
        }
        bus.request(query.next(job, at)).onSuccess(this::take).onFailure(this::broken);
    }

    /** Cuts it: the reader may no longer see it. */
    void close() {
        over = true;
        response.reset();
    }

    private void take(LogPart part) {
        if (over || response.closed()) {
            return;
        }
        if (!response.headWritten()) {
            form.head(response, job, query);
        }
        at = part.next() < 0 ? Optional.empty() : Optional.of(part.next());
        Buffer piece = Buffer.buffer();
        if (part.dropped() > 0) {
            form.dropped(piece, part.dropped());
        }
        if (!part.text().isEmpty()) {
            form.text(piece, part.text(), part.next());
            told = null;
        }
        if (part.ended()) {
            over = true;
            form.end(piece, part.sentence());
            response.end(piece);
            return;
        }
        note(piece, part.sentence());
        write(piece);
    }

    /** The same sentence once. */
    private void note(Buffer piece, @Nullable String sentence) {
        if (sentence != null && !sentence.equals(told)) {
            told = sentence;
            form.note(piece, sentence);
        }
    }

    private void write(Buffer piece) {
        if (piece.length() == 0 && System.nanoTime() - wroteNanos > HEARTBEAT_NANOS) {
            form.heartbeat(piece);
        }
        if (piece.length() > 0) {
            wroteNanos = System.nanoTime();
            var unused = response.write(piece);
        }
        if (response.writeQueueFull()) {
            response.drainHandler(ready -> {
                response.drainHandler(null);
                next();
            });
        } else {
            next();
        }
    }

    private void broken(Throwable failure) {
        if (over || response.closed()) {
            return;
        }
        over = true;
        if (!response.headWritten()) {
            refused.accept(failure);
            return;
        }
        Buffer piece = Buffer.buffer();
        form.end(piece, String.valueOf(failure.getMessage()));
        response.end(piece);
    }
}
