package dev.skydeck.gateway.logs;

import dev.skydeck.messages.model.Job;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** How a log is written for a client. Each adds to the piece that is sent next. */
interface LogForm {
    /** Sets the headers. */
    void head(HttpServerResponse response, Job job, LogQuery query);

    /** @param next where to go on after this text */
    void text(Buffer piece, String text, long next);

    /** So many bytes are missing before what follows. */
    void dropped(Buffer piece, long bytes);

    /** Something that a person should know; more may follow. */
    void note(Buffer piece, String sentence);

    /** @param sentence null when the log ends as logs do */
    void end(Buffer piece, @Nullable String sentence);

    void heartbeat(Buffer piece);
}
