package dev.skydeck.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.model.JobFacts;
import dev.skydeck.messages.model.LaunchToken;
import dev.skydeck.messages.model.ObservedJob;
import dev.skydeck.skypilot.FakeSkyPilot.Reply;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControllerProbeTest {
    private static final String BLIND = "Network is not available. Retrying again in 15 seconds.\n";
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Vertx vertx = Vertx.vertx();
    private final FakeSkyPilot server = new FakeSkyPilot(vertx);
    private final SkyPilotClient client = new SkyPilotClient(
            vertx,
            Endpoint.of(EndpointTest.options(server.url(), Map.of()), EndpointTest.NO_CONFIG),
            new UserIdentity("5d5d5d5d", "skydeck-test"));

    @AfterEach
    void stop() {
        client.close();
        Await.result(vertx.close());
    }

    private static ObservedJob job(long id, String status, Duration running, boolean ours) {
        return new ObservedJob(
                id,
                0,
                "job",
                status,
                "ALIVE",
                Instant.now().minus(running),
                Instant.now().minus(running),
                null,
                null,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                ours ? Map.of(LaunchToken.METADATA_KEY, FakeStore.TOKEN) : Map.of(),
                JobFacts.NONE);
    }

    private Optional<String> look(String log, ObservedJob... jobs) {
        server.replies.put("/jobs/logs", new Reply(200, Map.of("x-skypilot-request-id", "r"), log));
        return Await.result(new ControllerProbe(client).look(Arrays.asList(jobs)));
    }

    @Test
    void shouldTellThatTheControllerIsBlind() {
        assertThat(look("Job started.\n" + BLIND + BLIND, job(4, "RUNNING", LONG, true)))
                .get()
                .asString()
                .contains("reaches no internet");
    }

    @Test
    void shouldSayNothingOnceItSeesAgain() {
        assertThat(look(BLIND + "=== Checking the job status... ===\n", job(4, "RUNNING", LONG, true)))
                .isEmpty();
    }

    @Test
    void shouldSayNothingOfALogThatItCannotRead() {
        // Given
        server.replies.put("/jobs/logs", Reply.CLOSED);
        // When, then
        assertThat(Await.result(new ControllerProbe(client).look(Arrays.asList(job(4, "RUNNING", LONG, true)))))
                .isEmpty();
    }

    @Test
    void shouldAskForTheLogOfTheJobThatHasRunLongest() {
        // When
        look(BLIND, job(4, "RUNNING", LONG, true), job(5, "RUNNING", Duration.ofHours(2), true));
        // Then
        var body = server.asked("/jobs/logs").get(0).body();
        assertThat(body.path("job_id").asLong()).isEqualTo(5);
        assertThat(body.path("controller").asBoolean()).isTrue();
        assertThat(body.path("follow").asBoolean(true)).isFalse();
    }

    @Test
    void shouldAskNothingWhereNoJobOfOursHasRunForLong() {
        // When
        look(
                BLIND,
                job(4, "RUNNING", Duration.ofSeconds(20), true),
                job(5, "RUNNING", LONG, false),
                job(6, "PENDING", LONG, true));
        // Then
        assertThat(server.asked("/jobs/logs")).isEmpty();
    }
}
