package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.gateway.stream.StreamOptions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The regular look at the store finds what no event told. */
class StoreWatchTest extends GatewayFixture {

    @Override
    GatewayOptions options() {
        return options(Duration.ofMillis(200), StreamOptions.DEFAULT);
    }

    private SseClient open() throws Exception {
        return SseClient.open(http, port(), "/api/events", Map.of());
    }

    private static JsonNode json(SseClient.Event event) throws Exception {
        return MAPPER.readTree(event.data());
    }

    @Test
    void shouldNoticeThatTheLastEventWasLost() throws Exception {
        SseClient stream = open();
        store.silent = true;

        created("a");

        assertThat(json(stream.next("resync")).path("revision").asLong()).isEqualTo(11);
    }

    @Test
    void shouldNoticeAnotherFileUnderTheStore() throws Exception {
        created("a");
        SseClient stream = open();

        store.instanceId = "other";
        store.revision.set(3);

        assertThat(json(stream.next("resync")).path("revision").asLong()).isEqualTo(3);
        created("b");
        assertThat(stream.next("change").id()).isEqualTo("4");
    }
}
