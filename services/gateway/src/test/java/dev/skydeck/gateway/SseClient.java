package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.parsetools.RecordParser;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** One stream as a browser reads it. Frames are held against the contract. */
final class SseClient {
    private static final Map<String, String> SCHEMAS =
            Map.of("hello", "Hello", "change", "ChangeFrame", "resync", "Resync", "source", "SourceAge");

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpClientResponse response;

    /** @param name empty for a comment */
    record Event(String name, String id, String data) {}

    private SseClient(HttpClientResponse response) {
        this.response = response;
        RecordParser parser = RecordParser.newDelimited("\n\n", this::record);
        response.handler(parser);
        response.request().connection().closeHandler(gone -> closed.countDown());
    }

    static SseClient open(HttpClient http, int port, String path, Map<String, String> headers) throws Exception {
        HttpClientRequest request = GatewayFixture.await(http.request(HttpMethod.GET, port, "127.0.0.1", path));
        headers.forEach(request::putHeader);
        // Said before anything is sent, so that the stream's handlers are set on its own event loop whenever its head
        // comes: what
        // comes with the head would be missed by handlers that are set later.
        Future<SseClient> opened = request.response().map(response -> {
            assertThat(response.statusCode()).isEqualTo(200);
            return new SseClient(response);
        });
        request.send()
                .onFailure(cause -> LoggerFactory.getLogger(SseClient.class).warn("a stream was not opened", cause));
        return GatewayFixture.await(opened);
    }

    private void record(Buffer record) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : record.toString().split("\n", -1)) {
            int colon = line.indexOf(':');
            if (colon >= 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        if (fields.containsKey("retry")) {
            return;
        }
        events.add(new Event(
                fields.getOrDefault("event", ""), fields.getOrDefault("id", ""), fields.getOrDefault("data", "")));
    }

    /** The next event of that name; others are passed over. */
    Event next(String name) throws Exception {
        // Heartbeats and words about sources go on for ever.
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            Event event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(event).as("an event " + name + " within 10 s").isNotNull();
            Event got = Objects.requireNonNull(event);
            if (SCHEMAS.containsKey(got.name())) {
                GatewayFixture.CONTRACT.schema(String.valueOf(SCHEMAS.get(got.name())), got.data());
            }
            if (got.name().equals(name)) {
                return got;
            }
        }
    }

    /** The next event, whatever it is. */
    Event next() throws Exception {
        return Objects.requireNonNull(events.poll(10, TimeUnit.SECONDS), "an event within 10 s");
    }

    String header(String name) {
        return String.valueOf(response.getHeader(name));
    }

    /** Reads no more, without closing. */
    void stopReading() {
        response.pause();
    }

    void readAgain() {
        response.resume();
    }

    boolean isClosedWithin(long seconds) throws InterruptedException {
        return closed.await(seconds, TimeUnit.SECONDS);
    }

    void close() throws Exception {
        GatewayFixture.await(response.request().connection().close());
    }
}
