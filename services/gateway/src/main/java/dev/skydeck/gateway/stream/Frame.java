package dev.skydeck.gateway.stream;

import dev.skydeck.gateway.view.ApiMapper;
import io.vertx.core.buffer.Buffer;
import java.util.OptionalLong;

/**
 * One event of the stream, encoded once for all clients.
 *
 * @param revision of the change; for a resync the revision to load at least
 */
record Frame(long revision, Buffer bytes) {
    static final Buffer HEARTBEAT = Buffer.buffer(":\n\n");

    /** A frame that a client can resume after. */
    static Frame numbered(String event, long revision, Object data) {
        return new Frame(revision, text(event, OptionalLong.of(revision), data));
    }

    /** A frame without an id. */
    static Frame plain(String event, long revision, Object data) {
        return new Frame(revision, text(event, OptionalLong.empty(), data));
    }

    // The mapper writes no line breaks, so one data line is enough.
    private static Buffer text(String event, OptionalLong id, Object data) {
        Buffer buffer = Buffer.buffer();
        id.ifPresent(revision -> buffer.appendString("id: " + revision + "\n"));
        return buffer.appendString("event: " + event + "\ndata: ")
                .appendBytes(ApiMapper.bytes(data))
                .appendString("\n\n");
    }
}
