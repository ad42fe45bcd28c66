package dev.skydeck.skypilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.LogRequest.ReadJobEvents;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.JobEvent;
import dev.skydeck.messages.model.JobKey;
import dev.skydeck.skypilot.FakeSkyPilot.Reply;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobEventsTest {
    private final Vertx vertx = Vertx.vertx();
    private final FakeSkyPilot server = new FakeSkyPilot(vertx);
    private final Knowledge knowledge = new Knowledge(Patience.DEFAULT.settle());
    private final SkyPilotClient client = new SkyPilotClient(
            vertx,
            Endpoint.of(EndpointTest.options(server.url(), Map.of()), EndpointTest.NO_CONFIG),
            new UserIdentity("5d5d5d5d", "skydeck-test"));

    @BeforeEach
    void connected() {
        knowledge.isNumber(1);
    }

    @AfterEach
    void stop() {
        client.close();
        Await.result(vertx.close());
    }

    private List<JobEvent> events(long server) {
        return Await.result(new JobEvents(client, knowledge).read(new ReadJobEvents(new JobKey(server, 4, 0))));
    }

    @Test
    void shouldReadTheEventsOfARealServer() {
        // Given
        server.results.put(
                "/jobs/events",
                Recordings.of("0.14.1", "jobs_events_failure--get")
                        .returnValue()
                        .toString());
        // When
        List<JobEvent> events = events(1);
        // Then
        assertThat(events).extracting(JobEvent::status).containsExactly("FAILED", "RUNNING", "STARTING", "PENDING");
        assertThat(events.get(0).code()).isEqualTo("USER_JOB_FAILURE");
        assertThat(events.get(0).at()).isEqualTo("2026-11-22T01:08:24.103799");
        assertThat(events.get(1))
                .isEqualTo(new JobEvent(0, "RUNNING", "Job has started", null, "2026-11-22T01:06:41.828583"));
        assertThat(server.asked("/jobs/events").get(0).body().path("job_id").asLong())
                .isEqualTo(4);
    }

    @Test
    void shouldSayThatAServerIsTooOld() {
        // Given
        server.replies.put("/jobs/events", Reply.json(404, "{\"detail\":\"Not Found\"}"));
        // When, then
        assertThatThrownBy(() -> events(1)).isInstanceOf(Failure.NotFound.class).hasMessageContaining("too old");
    }

    @Test
    void shouldNotAskAnotherServerForThem() {
        assertThatThrownBy(() -> events(2)).isInstanceOf(Failure.NotFound.class);
        assertThat(server.asked("/jobs/events")).isEmpty();
    }

    @Test
    void shouldSayThatTheServerIsNotThere() {
        // Given
        server.stop();
        // When, then
        assertThatThrownBy(() -> events(1)).isInstanceOf(Failure.Unavailable.class);
    }
}
