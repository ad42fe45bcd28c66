package dev.skydeck.gateway.stream;

import dev.skydeck.gateway.view.ChangeFrame;
import dev.skydeck.gateway.view.StreamEvents;
import dev.skydeck.messages.Event;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All open streams. A revision is one frame, encoded once; each client pulls from the ring at its own pace and is dropped
 * when it does not. All on one event loop, so nothing happens between a hello and the first frame after it.
 */
public final class EventStreams {
    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final long LOOK_MILLIS = 1_000;

    private final Vertx vertx;
    private final StreamOptions options;
    private final String build;
    private final Supplier<List<StreamEvents.SourceAge>> sourceAges;
    private final Set<StreamClient> clients = new LinkedHashSet<>();
    private final SourceFrames sources = new SourceFrames();
    private @Nullable Ring ring;
    private long newest = -1;
    private boolean flushing;

    /** @param sourceAges how the sources do now, told to each new client */
    public EventStreams(
            Vertx vertx, StreamOptions options, String build, Supplier<List<StreamEvents.SourceAge>> sourceAges) {
        this.vertx = vertx;
        this.options = options;
        this.build = build;
        this.sourceAges = sourceAges;
    }

    /** Begins the heartbeat and the look for slow readers; the timers end with the verticle. */
    public void start() {
        vertx.setPeriodic(options.heartbeat().toMillis(), id -> clients.forEach(StreamClient::heartbeat));
        vertx.setPeriodic(Math.min(LOOK_MILLIS, options.slowReader().toMillis()), id -> dropSlow());
    }

    /** Whether a revision to begin with is known. */
    public boolean isReady() {
        return ring != null;
    }

    /** The first revision, unless an event brought one already. */
    public void begin(long revision) {
        if (ring == null) {
            ring = new Ring(options.maxFrames(), options.maxBytes(), revision);
            newest = revision;
        }
    }

    public long newest() {
        return newest;
    }

    /** Takes a committed change; a gap or a cut makes everybody load again. */
    public void changed(Event.Changed event) {
        begin(event.revision() - 1);
        if (event.revision() <= newest) {
            return;
        }
        if (event.cut() || event.revision() != newest + 1) {
            resync(event.revision());
            return;
        }
        newest = event.revision();
        kept().add(Frame.numbered("change", newest, ChangeFrame.of(event)));
        flushSoon();
    }

    /** Makes everybody load again, at least this revision. */
    public void resync(long revision) {
        begin(revision);
        newest = revision;
        kept().restart(Frame.plain("resync", revision, new StreamEvents.Resync(revision)));
        clients.forEach(client -> client.restartAt(kept().first()));
        flushSoon();
    }

    /** Tells how a source does. */
    public void source(StreamEvents.SourceAge age) {
        sources.say(age);
        flushSoon();
    }

    /** Whether one more stream is allowed. */
    public boolean hasRoom() {
        return clients.size() < options.maxClients();
    }

    /** Number of open streams. */
    public int size() {
        return clients.size();
    }

    /**
     * Begins a stream; the response's headers are set and nothing is written yet.
     *
     * @param since the revision to go on after; empty for a client that loads everything anyway
     * @return cuts the stream
     */
    public Runnable open(HttpServerRequest request, OptionalLong since) {
        HttpServerResponse response = request.response();
        OptionalLong position = since.isPresent() ? kept().after(since.getAsLong(), newest) : OptionalLong.empty();
        StreamClient client =
                new StreamClient(response, request.connection(), position.orElse(kept().end()), sources.newest());
        response.closeHandler(closed -> clients.remove(client));
        response.exceptionHandler(failed -> clients.remove(client));
        response.drainHandler(drained -> {
            client.unstuck();
            pump(client);
        });
        Buffer start = Buffer.buffer("retry: 2000\n\n");
        start.appendBuffer(Frame.plain("hello", newest, new StreamEvents.Hello(newest, build, position.isPresent()))
                .bytes());
        if (since.isPresent() && position.isEmpty()) {
            start.appendBuffer(Frame.plain("resync", newest, new StreamEvents.Resync(newest))
                    .bytes());
        }
        // The ages grow between two words about a source, so a newcomer gets them as they are now.
        for (StreamEvents.SourceAge age : sourceAges.get()) {
            start.appendBuffer(Frame.plain("source", newest, age).bytes());
        }
        client.write(start);
        clients.add(client);
        pump(client);
        return () -> drop(client);
    }

    /** Ends all streams, so that a stop does not wait for them. */
    public void close() {
        new ArrayList<>(clients).forEach(this::drop);
    }

    private Ring kept() {
        if (ring == null) {
            throw new IllegalStateException("no revision is known yet");
        }
        return ring;
    }

    private void flushSoon() {
        if (!flushing && !clients.isEmpty()) {
            flushing = true;
            vertx.setTimer(options.flush().toMillis(), id -> {
                flushing = false;
                new ArrayList<>(clients).forEach(this::pump);
                dropSlow();
            });
        }
    }

    private void pump(StreamClient client) {
        if (!client.pump(kept(), sources, System.nanoTime())) {
            drop(client);
        }
    }

    private void dropSlow() {
        long now = System.nanoTime();
        List<StreamClient> slow = clients.stream()
                .filter(client -> client.isTooSlow(kept(), options, now))
                .toList();
        slow.forEach(this::drop);
    }

    private void drop(StreamClient client) {
        if (clients.remove(client)) {
            LOG.atDebug().addKeyValue("streams", clients.size()).log("a stream is closed from here");
            client.close();
        }
    }
}
