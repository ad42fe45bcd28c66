package dev.skydeck.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.ObservationRequest.ObservationStart;
import dev.skydeck.messages.model.ObservedJob;
import dev.skydeck.skypilot.FakeSkyPilot.Reply;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueueTest {
    private static final ObservationStart NOTHING_KNOWN =
            new ObservationStart(0, 1, List.of(), Optional.empty(), -1, List.of());

    private final Vertx vertx = Vertx.vertx();
    private final Knowledge knowledge = new Knowledge(Patience.DEFAULT.settle());
    private FakeSkyPilot server;
    private SkyPilotClient client;
    private Queue queue;

    @BeforeEach
    void givenAServer() {
        server = new FakeSkyPilot(vertx);
        client = new SkyPilotClient(
                vertx,
                Endpoint.of(EndpointTest.options(server.url(), Map.of()), EndpointTest.NO_CONFIG),
                new UserIdentity("5d5d5d5d", "test"));
        queue = new Queue(client, knowledge);
    }

    @AfterEach
    void stop() {
        client.close();
        Await.result(vertx.close());
    }

    private void givenJobs(int count, String status) {
        for (int id = count; id >= 1; id--) {
            server.job(id, "job-" + id, status);
        }
    }

    /** Counts from 1. */
    private void beforeAnswer(int number, Runnable act) {
        AtomicInteger answers = new AtomicInteger();
        server.beforeQueue = () -> {
            if (answers.incrementAndGet() == number) {
                act.run();
            }
        };
    }

    private static List<Long> ids(Queue.Reading reading) {
        return reading.rows().stream().map(ObservedJob::jobId).toList();
    }

    @Test
    void shouldReadAllPages() {
        // Given
        givenJobs(2 * Queue.PAGE + 3, "SUCCEEDED");
        // When
        Queue.Reading reading = Await.result(queue.whole(NOTHING_KNOWN));
        // Then
        assertThat(reading.complete()).isTrue();
        assertThat(reading.rows()).hasSize(2 * Queue.PAGE + 3);
        assertThat(server.asked(FakeSkyPilot.QUEUE)).hasSize(3);
    }

    @Test
    void shouldTakeAListForWholeThatGrewWhileItWasRead() {
        // Given
        givenJobs(Queue.PAGE + 1, "RUNNING");
        beforeAnswer(2, () -> {
            server.job(9_999, "new", "PENDING");
            server.jobs.add(0, server.jobs.remove(server.jobs.size() - 1));
        });
        // When
        Queue.Reading reading = Await.result(queue.whole(NOTHING_KNOWN));
        // Then
        assertThat(reading.complete()).isTrue();
        assertThat(ids(reading)).contains(9_999L, 1L).doesNotHaveDuplicates();
    }

    @Test
    void shouldNotTakeALivingListForCompleteThatShrankWhileItWasRead() {
        // Given
        givenJobs(Queue.PAGE + 2, "RUNNING");
        // The newest ends, and all others move up: one of the second page is on the first now.
        beforeAnswer(2, () -> server.jobs.get(0).put("status", "SUCCEEDED"));
        // When
        Queue.Reading reading = Await.result(queue.alive(NOTHING_KNOWN));
        // Then
        assertThat(ids(reading)).doesNotContain(2L);
        assertThat(reading.complete()).isFalse();
    }

    @Test
    void shouldGiveUpOnAServerThatTakesNoNoticeOfPages() {
        // Given
        server.values.put(
                "page", "{\"jobs\":[{\"job_id\":3,\"status\":\"RUNNING\"}],\"total\":2,\"total_no_filter\":2}");
        // When
        Queue.Reading reading = Await.result(queue.whole(NOTHING_KNOWN));
        // Then
        assertThat(reading.complete()).isFalse();
        assertThat(server.asked(FakeSkyPilot.QUEUE)).hasSize(2);
    }

    @Test
    void shouldAskAgainWithoutAFieldThatTheServerDoesNotKnow() {
        // Given
        givenJobs(1, "RUNNING");
        server.unknownField = "infra";
        // When
        Queue.Reading reading = Await.result(queue.whole(NOTHING_KNOWN));
        // Then
        assertThat(ids(reading)).containsExactly(1L);
        assertThat(server.asked(FakeSkyPilot.QUEUE)).hasSize(2);
    }

    @Test
    void shouldAskAnOldServerForNoFieldThatItMayLack() {
        // Given
        server.replies.put(FakeSkyPilot.HEALTH, Reply.of(Recordings.of("0.11.1", "health_plain")));
        knowledge.connected(Await.result(client.health()));
        // When
        Await.result(queue.whole(NOTHING_KNOWN));
        // Then
        assertThat(server.asked(FakeSkyPilot.QUEUE).get(0).body().path("fields"))
                .noneMatch(field -> QueueRows.NEWER_FIELDS.contains(field.asText()));
    }
}
