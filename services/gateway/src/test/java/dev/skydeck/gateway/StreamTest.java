package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.gateway.stream.StreamOptions;
import dev.skydeck.messages.Event;
import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamTest extends GatewayFixture {
    private static final StreamOptions SMALL = new StreamOptions(
            Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofSeconds(30), 256, 3, 5, 1 << 20);

    @Override
    GatewayOptions options() {
        // These tests make revisions up, which a look at the store would take for another file.
        return options(Duration.ofHours(1), SMALL);
    }

    private SseClient open(String path, Map<String, String> headers) throws Exception {
        return SseClient.open(http, port(), path, headers);
    }

    private SseClient open() throws Exception {
        return open("/api/events", Map.of());
    }

    private static JsonNode json(SseClient.Event event) throws Exception {
        return MAPPER.readTree(event.data());
    }

    private static Event.Changed changed(long revision, Experiment... experiments) {
        return new Event.Changed(
                revision, List.of(experiments), List.of(), List.of(), List.of(), List.of(), List.of(), false);
    }

    @Test
    void shouldGreetWithTheRevisionAndTheBuild() throws Exception {
        SseClient stream = open();

        SseClient.Event hello = stream.next();

        assertThat(hello.name()).isEqualTo("hello");
        assertThat(hello.data()).isEqualTo("{\"revision\":10,\"build\":\"build-7\",\"resumed\":false}");
        assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream");
        assertThat(stream.header("Cache-Control")).contains("no-store", "no-transform");
        assertThat(stream.header("Content-Encoding")).isEqualTo("null");
    }

    @Test
    void shouldSendARevisionAsOneFrame() throws Exception {
        SseClient stream = open();

        created("a");

        SseClient.Event change = stream.next("change");
        assertThat(change.id()).isEqualTo("11");
        assertThat(json(change).path("revision").asLong()).isEqualTo(11);
        assertThat(json(change).at("/experiments/0/name").asText()).isEqualTo("a");
        assertThat(json(change).path("experiments").get(0))
                .isEqualTo(get("/api/experiments/1").json().path("experiment"));
    }

    @Test
    void shouldTellWhatIsGoneAndEveryKindOfRow() throws Exception {
        SseClient stream = open();
        Experiment gone = FakeStore.with(
                FakeStore.experiment(7, "gone"), FakeStore.experiment(7, "gone").spec(), DesiredState.TERMINATED, true);

        bus.publish(new Event.Changed(
                11,
                List.of(gone),
                List.of(),
                List.of("deadbeef"),
                List.of(JobsApiTest.job(8, 7L, CurrentState.RUNNING, "RUNNING")),
                List.of(),
                List.of(new Event.CheckpointCount(7, 3L, 2), new Event.CheckpointCount(8, null, 0)),
                false));

        JsonNode frame = json(stream.next("change"));
        assertThat(frame.path("removed_experiments").toString()).isEqualTo("[7]");
        assertThat(frame.path("experiments")).isEmpty();
        assertThat(frame.path("removed_groups").toString()).isEqualTo("[\"deadbeef\"]");
        assertThat(frame.at("/jobs/0/id").asText()).isEqualTo("8");
        assertThat(frame.path("checkpoints").toString())
                .isEqualTo("[{\"experiment_id\":7,\"latest_epoch\":3,\"count\":2}]");
    }

    @Test
    void shouldSendGroupsWithTheIdsOfTheirMembers() throws Exception {
        created("a");
        post("/api/groups", "{\"name\":\"g\"}");
        SseClient stream = open();

        post("/api/groups/00000001/experiments", "{\"experiment_ids\":[\"1\"]}");

        JsonNode group = json(stream.next("change")).at("/groups/0");
        assertThat(group.path("experiment_ids").toString()).isEqualTo("[1]");
        assertThat(group.has("experiments")).isFalse();
    }

    @Test
    void shouldGoOnWhereAClientStopped() throws Exception {
        created("a");
        created("b");
        created("c");

        SseClient stream = open("/api/events", Map.of("Last-Event-ID", "11"));

        assertThat(json(stream.next()).path("resumed").asBoolean()).isTrue();
        assertThat(stream.next("change").id()).isEqualTo("12");
        assertThat(stream.next("change").id()).isEqualTo("13");
    }

    @Test
    void shouldTakeTheGreaterOfQueryAndHeader() throws Exception {
        created("a");
        created("b");

        SseClient stream = open("/api/events?since=11", Map.of("Last-Event-ID", "10"));

        assertThat(stream.next("change").id()).isEqualTo("12");
    }

    @Test
    void shouldHaveAClientLoadAgainThatWasAwayTooLong() throws Exception {
        for (int i = 0; i < 8; i++) {
            created("e" + i);
        }

        SseClient stream = open("/api/events", Map.of("Last-Event-ID", "11"));

        assertThat(json(stream.next()).path("resumed").asBoolean()).isFalse();
        assertThat(json(stream.next("resync")).path("revision").asLong()).isEqualTo(18);
        created("next");
        assertThat(stream.next("change").id()).isEqualTo("19");
    }

    @Test
    void shouldHaveAClientLoadAgainThatSawAnotherStore() throws Exception {
        assertThat(json(open("/api/events?since=999", Map.of()).next("resync"))
                        .path("revision")
                        .asLong())
                .isEqualTo(10);
        assertThat(open("/api/events", Map.of("Last-Event-ID", "rubbish"))
                        .next("resync")
                        .id())
                .isEmpty();
    }

    @Test
    void shouldHaveAllLoadAgainAfterAGap() throws Exception {
        SseClient stream = open();

        bus.publish(changed(11));
        bus.publish(changed(14));
        bus.publish(changed(15));

        assertThat(json(stream.next("resync")).path("revision").asLong()).isEqualTo(14);
        assertThat(stream.next("change").id()).isEqualTo("15");
        assertThat(json(open("/api/events?since=11", Map.of()).next())
                        .path("resumed")
                        .asBoolean())
                .isFalse();
        assertThat(json(open("/api/events?since=14", Map.of()).next())
                        .path("resumed")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void shouldHaveAllLoadAgainAfterACutEvent() throws Exception {
        SseClient stream = open();

        bus.publish(new Event.Changed(11, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), true));

        assertThat(json(stream.next("resync")).path("revision").asLong()).isEqualTo(11);
    }

    @Test
    void shouldSayNothingTwice() throws Exception {
        SseClient stream = open();

        bus.publish(changed(11));
        bus.publish(changed(11));
        bus.publish(changed(10));
        bus.publish(changed(12));

        assertThat(stream.next("change").id()).isEqualTo("11");
        assertThat(stream.next("change").id()).isEqualTo("12");
    }

    @Test
    void shouldTellHowSourcesDoAtOnceAndWhenTheySpeak() throws Exception {
        bus.publish(new Event.SourceReport("skypilot", 1_500L, 5_000, null));
        bus.publish(new Event.SourceReport("unknown", 1_500L, 5_000, null));
        get("/api/health");

        SseClient stream = open();
        JsonNode first = json(stream.next("source"));
        bus.publish(new Event.SourceReport("s3", null, 60_000, "S3 could not be asked."));
        JsonNode second = json(stream.next("source"));
        bus.publish(new Event.SourceReport("observatory", 10L, 60_000, null));
        JsonNode third = json(stream.next("source"));

        assertThat(third.path("source").asText()).isEqualTo("observatory");
        assertThat(first.path("source").asText()).isEqualTo("skypilot");
        assertThat(first.path("ok").asBoolean()).isTrue();
        assertThat(first.path("age_seconds").asDouble()).isBetween(1.5, 11.5);
        assertThat(second.path("source").asText()).isEqualTo("s3");
        assertThat(second.path("ok").asBoolean()).isFalse();
        assertThat(second.path("age_seconds").isNull()).isTrue();
        assertThat(second.path("error").asText()).isEqualTo("S3 could not be asked.");
    }

    @Test
    void shouldBeatWhileNothingHappens() throws Exception {
        SseClient stream = open();

        assertThat(stream.next("").data()).isEmpty();
        assertThat(stream.next("").data()).isEmpty();
    }

    @Test
    void shouldRefuseMoreStreamsThanAllowed() throws Exception {
        SseClient first = open();
        open();
        open();
        first.next("hello");

        Got refused = get("/api/events");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("10");
    }

    @Test
    void shouldDropAllStreamsWhenItStops() throws Exception {
        SseClient stream = open();
        stream.next("hello");

        await(vertx.undeploy(vertx.deploymentIDs().stream()
                .filter(id -> !id.equals(store.deployment()))
                .findFirst()
                .orElseThrow()));

        assertThat(stream.isClosedWithin(5)).isTrue();
    }
}
