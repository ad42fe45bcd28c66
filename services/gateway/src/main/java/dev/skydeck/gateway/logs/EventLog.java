package dev.skydeck.gateway.logs;

import dev.skydeck.gateway.view.ApiMapper;
import dev.skydeck.messages.model.Job;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A log as server-sent events. Text goes as JSON, for a carriage return in it would end a line of the stream. */
final class EventLog implements LogForm {
    private record Hello(long job, int attempt) {}

    private record Lines(String text) {}

    private record Dropped(long bytes) {}

    private record Said(@Nullable String sentence) {}

    @Override
    public void head(HttpServerResponse response, Job job, LogQuery query) {
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store, no-transform")
                .putHeader("X-Accel-Buffering", "no");
        var unused = response.write(
                "event: hello\ndata: " + json(new Hello(job.key().jobId(), query.attemptOf(job))) + "\n\n");
    }

    @Override
    public void text(Buffer piece, String text, long next) {
        piece.appendString("event: lines\nid: " + next + "\ndata: " + json(new Lines(text)) + "\n\n");
    }

    @Override
    public void dropped(Buffer piece, long bytes) {
        piece.appendString("event: dropped\ndata: " + json(new Dropped(bytes)) + "\n\n");
    }

    @Override
    public void note(Buffer piece, String sentence) {
        piece.appendString("event: note\ndata: " + json(new Said(sentence)) + "\n\n");
    }

    @Override
    public void end(Buffer piece, @Nullable String sentence) {
        piece.appendString("event: end\ndata: " + json(new Said(sentence)) + "\n\n");
    }

    @Override
    public void heartbeat(Buffer piece) {
        piece.appendString(":\n\n");
    }

    private static String json(Object value) {
        return new String(ApiMapper.bytes(value), StandardCharsets.UTF_8);
    }
}
