package dev.skydeck.gateway.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerConnection;

/** One open stream: where it is in the ring, and since when it has not been reading. */
final class StreamClient {
    private static final int MAX_BATCH = 256 << 10;

    private final HttpServerResponse response;
    private final HttpConnection connection;
    private long next;
    private long sourcesSeen;
    private boolean stuck;
    private long stuckSince;
    private long endWhenStuck;

    StreamClient(HttpServerResponse response, HttpConnection connection, long next, long sourcesSeen) {
        this.response = response;
        this.connection = connection;
        this.next = next;
        this.sourcesSeen = sourcesSeen;
    }

    /** Writes what it has not had yet, as long as its queue takes it; false when what it needs next is no longer kept. */
    boolean pump(Ring ring, SourceFrames sources, long now) {
        while (!response.writeQueueFull()) {
            if (next < ring.first()) {
                return false;
            }
            Buffer batch = Buffer.buffer();
            while (next < ring.end() && batch.length() < MAX_BATCH) {
                batch.appendBuffer(ring.at(next).bytes());
                next++;
            }
            for (Frame source : sources.after(sourcesSeen)) {
                batch.appendBuffer(source.bytes());
            }
            sourcesSeen = sources.newest();
            if (batch.length() == 0) {
                stuck = false;
                return true;
            }
            write(batch);
        }
        if (!stuck) {
            stuck = true;
            stuckSince = now;
            endWhenStuck = ring.end();
        }
        return true;
    }

    /** The queue has room again. */
    void unstuck() {
        stuck = false;
    }

    boolean isTooSlow(Ring ring, StreamOptions options, long now) {
        return stuck
                && (now - stuckSince > options.slowReader().toNanos() || ring.end() - endWhenStuck > options.maxLag());
    }

    void heartbeat() {
        if (!response.writeQueueFull()) {
            write(Frame.HEARTBEAT);
        }
    }

    void restartAt(long position) {
        next = position;
    }

    /**
     * Cuts the connection. Vert.x's own close first waits until everything is written, which for a reader that does not
     * read is never.
     */
    void close() {
        if (connection instanceof HttpServerConnection server) {
            var unused = server.channelHandlerContext().close();
        } else {
            var unused = connection.close();
        }
    }

    void write(Buffer bytes) {
        // A failed write closes the connection, and closing takes the client off the list.
        var unused = response.write(bytes);
    }
}
