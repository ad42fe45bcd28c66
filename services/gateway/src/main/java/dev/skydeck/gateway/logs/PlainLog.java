package dev.skydeck.gateway.logs;

import dev.skydeck.messages.model.Job;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** A log as text. What is not of the log stands in lines that begin with {@code [SkyDeck]}. */
final class PlainLog implements LogForm {
    @Override
    public void head(HttpServerResponse response, Job job, LogQuery query) {
        response.setChunked(true)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .putHeader("Cache-Control", "no-store, no-transform");
        if (query.download()) {
            String name = "job-" + job.key().jobId() + "-attempt-" + query.attemptOf(job) + ".log";
            response.putHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        }
    }

    @Override
    public void text(Buffer piece, String text, long next) {
        piece.appendString(text);
    }

    @Override
    public void dropped(Buffer piece, long bytes) {
        note(piece, bytes + " bytes of this log are no longer kept.");
    }

    @Override
    public void note(Buffer piece, String sentence) {
        piece.appendString("[SkyDeck] " + sentence + "\n");
    }

    @Override
    public void end(Buffer piece, @Nullable String sentence) {
        if (sentence != null) {
            note(piece, sentence);
        }
    }

    @Override
    public void heartbeat(Buffer piece) {
        // Text has nothing that a reader would not see.
    }
}
