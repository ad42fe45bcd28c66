package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.gateway.stream.StreamOptions;
import dev.skydeck.messages.Event;
import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.RunRules;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A client that does not read is dropped, and nobody waits for it. */
class SlowReaderTest extends GatewayFixture {
    private static final StreamOptions STRICT = new StreamOptions(
            Duration.ofSeconds(15), Duration.ofMillis(10), Duration.ofMillis(700), 256, 2, 1_000, 8L << 20);

    private final HttpClient probe = vertx.createHttpClient();

    @Override
    GatewayOptions options() {
        return options(Duration.ofHours(1), STRICT);
    }

    int frames() {
        return 40;
    }

    private static Event.Changed heavy(long revision) {
        Experiment plain = FakeStore.experiment(1, "heavy");
        Experiment heavy = new Experiment(
                1,
                plain.spec(),
                plain.desiredState(),
                plain.currentState(),
                null,
                0,
                1,
                new Annotations("x".repeat(400_000), null, List.of()),
                plain.place(),
                null,
                false,
                null,
                null,
                plain.createdAt(),
                plain.updatedAt(),
                null,
                null,
                List.of(),
                0,
                RunRules.DEFAULT,
                null,
                null,
                null,
                null);
        return new Event.Changed(
                revision, List.of(heavy), List.of(), List.of(), List.of(), List.of(), List.of(), false);
    }

    @Test
    void shouldDropOnlyTheClientThatDoesNotRead() throws Exception {
        SseClient slow = SseClient.open(http, port(), "/api/events", Map.of());
        SseClient healthy = SseClient.open(vertx.createHttpClient(), port(), "/api/events", Map.of());
        slow.next("hello");
        healthy.next("hello");
        slow.stopReading();

        for (int i = 1; i <= frames(); i++) {
            bus.publish(heavy(10 + i));
            assertThat(healthy.next("change").id()).isEqualTo(Integer.toString(10 + i));
        }

        // A reader that does not read does not see its own end; that there is room for another one shows it.
        assertThat(roomWithin(Duration.ofSeconds(15))).isTrue();
        bus.publish(heavy(11 + frames()));
        assertThat(healthy.next("change").id()).isEqualTo(Integer.toString(11 + frames()));
        // A connection that only waited to be closed would hold this up, for nobody reads what is left in it.
        for (String deployment : vertx.deploymentIDs()) {
            await(vertx.undeploy(deployment));
        }
        slow.readAgain();
        assertThat(slow.isClosedWithin(10)).isTrue();
    }

    private boolean roomWithin(Duration limit) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < end) {
            HttpClientRequest request = await(probe.request(HttpMethod.GET, port(), "127.0.0.1", "/api/events"));
            int status = await(request.send()).statusCode();
            await(request.connection().close());
            if (status == 200) {
                return true;
            }
            await(vertx.timer(50, TimeUnit.MILLISECONDS));
        }
        return false;
    }
}
