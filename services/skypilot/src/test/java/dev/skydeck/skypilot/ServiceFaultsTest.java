package dev.skydeck.skypilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skydeck.messages.Event.LaunchEvidence;
import dev.skydeck.messages.Event.SourceReport;
import dev.skydeck.messages.LaunchRequest.ClaimSend;
import dev.skydeck.messages.ObservationRequest.ControlJob;
import dev.skydeck.messages.ObservationRequest.ObservationStart;
import dev.skydeck.messages.ObservationRequest.RecordObservation;
import dev.skydeck.messages.ObservationRequest.Scope;
import dev.skydeck.messages.ObservationRequest.UnresolvedLaunch;
import dev.skydeck.messages.SkyPilotRequest.LaunchJob;
import dev.skydeck.messages.SkyPilotRequest.LookUpLaunch;
import dev.skydeck.messages.SkyPilotRequest.PollNow;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.messages.model.Evidence;
import dev.skydeck.messages.model.LaunchOutcome;
import dev.skydeck.messages.model.ObservedJob;
import dev.skydeck.skypilot.FakeSkyPilot.Reply;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service does when the server, the store or the configuration is not as it should be. */
class ServiceFaultsTest {
    private final Vertx vertx = Vertx.vertx();
    private Path folder;
    private Bus bus;
    private FakeStore store;
    private FakeSkyPilot server;

    @BeforeEach
    void givenAStoreAndAServer(@TempDir Path temp) {
        folder = temp;
        VertxBus.prepare(vertx);
        bus = new VertxBus(vertx);
        store = new FakeStore(bus);
        server = new FakeSkyPilot(vertx);
        server.replies.put(FakeSkyPilot.HEALTH, Reply.of(Recordings.of("0.14.1", "health_plain")));
        Await.result(bus.subscribe(LaunchEvidence.class, store.heard::add));
        Await.result(bus.subscribe(SourceReport.class, store.heard::add));
    }

    @AfterEach
    void stop() {
        Await.result(vertx.close());
    }

    private void deploy(String endpoint) {
        Await.result(vertx.deployVerticle(new SkyPilotVerticle(new SkyPilotOptions(
                endpoint, null, TaskOptions.NONE, Duration.ofMinutes(1), folder, Map.of("HOME", folder.toString())))));
    }

    /** The service runs and has read the queue once. */
    private void givenTheService() {
        deploy(server.url());
        await().until(() -> !store.heard(SourceReport.class).isEmpty());
        store.heard.clear();
        server.asked.clear();
    }

    private void givenADoubtfulLaunch(@Nullable ControlJob control, long total) {
        store.start = new ObservationStart(
                10,
                1,
                List.of(),
                Optional.ofNullable(control),
                total,
                List.of(new UnresolvedLaunch(4, FakeStore.TOKEN, "lr-k7f2q5", "request-of-old", null)));
    }

    private RecordObservation observed() {
        await().until(() -> !store.heard(RecordObservation.class).isEmpty());
        return store.heard(RecordObservation.class).get(0);
    }

    private LaunchEvidence evidence() {
        await().until(() -> !store.heard(LaunchEvidence.class).isEmpty());
        return store.heard(LaunchEvidence.class).get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:46580", "ftp://sky.example", "http://ana:s3cret@a b"})
    void shouldStartWithoutAUsableServerAndSaySo(String endpoint) {
        // When
        deploy(endpoint);
        // Then
        await().until(() -> !store.heard(SourceReport.class).isEmpty());
        assertThat(store.heard(SourceReport.class).get(0).error())
                .contains("SkyPilot server")
                .doesNotContain("s3cret");
    }

    @Test
    void shouldClaimNothingWithoutAUsableServer() {
        // Given
        deploy("");
        // When, then
        assertThatThrownBy(() -> Await.result(bus.request(new LaunchJob(4, 1))))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageStartingWith("No SkyPilot server is set");
        assertThat(store.heard(ClaimSend.class)).isEmpty();
    }

    @Test
    void shouldStartThoughTheServerIsDown() {
        // Given
        server.stop();
        // When
        deploy(server.url());
        // Then
        await().until(() -> !store.heard(SourceReport.class).isEmpty());
        assertThat(store.heard(SourceReport.class).get(0).error())
                .startsWith("The SkyPilot server at " + server.url() + " is not reachable");
    }

    @Test
    void shouldRecordAnOutcomeThatTheStoreCouldNotTakeAtFirst() {
        // Given
        givenTheService();
        store.untaken.set(1);
        server.replies.put(FakeSkyPilot.LAUNCH, Reply.json(422, "{\"detail\":\"No.\"}"));
        // When
        Await.result(bus.request(new LaunchJob(4, 1)));
        // Then
        await().untilAsserted(
                        () -> assertThat(store.outcomes()).singleElement().isInstanceOf(LaunchOutcome.Refused.class));
        assertThat(server.asked(FakeSkyPilot.LAUNCH)).hasSize(1);
    }

    @Test
    void shouldReadAgainSoonAfterALaunchThatFellIntoAReading() {
        // Given
        givenTheService();
        server.queueMillis = 500;
        Await.result(bus.request(new PollNow(false)));
        await().until(() -> !server.asked(FakeSkyPilot.QUEUE).isEmpty());
        // When
        Await.result(bus.request(new LaunchJob(4, 1)));
        // Then
        await().atMost(Duration.ofSeconds(6))
                .until(() -> server.asked(FakeSkyPilot.QUEUE).size() >= 2);
    }

    @Test
    void shouldRecordAJobOnceThatMovedToTheNextPage() {
        // Given
        for (int id = 1; id <= Queue.PAGE + 1; id++) {
            server.job(id, "job-" + id, "RUNNING");
        }
        server.jobs.set(Queue.PAGE, server.jobs.get(Queue.PAGE - 1));
        // When
        deploy(server.url());
        // Then
        await().until(() -> !store.heard(RecordObservation.class).isEmpty());
        assertThat(observed().rows()).extracting(ObservedJob::jobId).doesNotHaveDuplicates();
        assertThat(observed().complete()).isFalse();
    }

    @Test
    void shouldNotTakeALivingListForCompleteWhoseTotalIsAnother() {
        // Given
        givenTheService();
        store.start = new ObservationStart(10, 1, List.of(), Optional.empty(), -1, List.of());
        server.values.put(
                "skip_finished",
                "{\"jobs\":[{\"job_id\":3,\"status\":\"RUNNING\"}],\"total\":2,\"total_no_filter\":2}");
        // When
        Await.result(bus.request(new PollNow(false)));
        // Then
        assertThat(observed().scope()).isEqualTo(Scope.ALIVE);
        assertThat(observed().complete()).isFalse();
    }

    @Test
    void shouldReadTheRestOfAQueueThatHoldsNoNumbers() {
        // Given
        server.values.put(
                "fields",
                "{\"jobs\":[{\"job_id\":3,\"status\":\"RUNNING\",\"job_duration\":NaN,\"start_at\":NaN}],"
                        + "\"total\":1,\"total_no_filter\":1}");
        // When
        deploy(server.url());
        // Then
        assertThat(observed().rows()).singleElement().satisfies(row -> {
            assertThat(row.durationSeconds()).isNull();
            assertThat(row.startedAt()).isNull();
        });
    }

    @Test
    void shouldTakeAnUnknownWordOfARequestForActive() {
        // Given
        givenTheService();
        givenADoubtfulLaunch(null, -1);
        server.requests.add(
                SkyPilotClient.body().put("request_id", "request-of-old").put("status", "ADMITTED"));
        // When
        Await.result(bus.request(new LookUpLaunch(4)));
        // Then
        assertThat(evidence().evidence()).isEqualTo(Evidence.REQUEST_ACTIVE);
    }

    @Test
    void shouldSayUnclearWhenTheServerDoesNotTellItsTotal() {
        // Given
        givenTheService();
        givenADoubtfulLaunch(null, -1);
        server.values.put("name_match", "{\"jobs\":[],\"total\":0}");
        // When
        Await.result(bus.request(new LookUpLaunch(4)));
        // Then
        assertThat(evidence().evidence()).isEqualTo(Evidence.UNCLEAR);
    }

    @Test
    void shouldSayUnclearWhenTheTotalShrinksWithinTheLook() {
        // Given
        givenTheService();
        server.job(2, "old", "SUCCEEDED");
        givenADoubtfulLaunch(new ControlJob(2, "old", null), 1);
        server.values.put("name_match", "{\"jobs\":[],\"total\":0,\"total_no_filter\":9}");
        // When
        Await.result(bus.request(new LookUpLaunch(4)));
        // Then
        assertThat(evidence().evidence()).isEqualTo(Evidence.UNCLEAR);
    }

    @Test
    void shouldLookOnceForThoseWhoAskWhileALookWaits() {
        // Given
        givenTheService();
        givenADoubtfulLaunch(null, -1);
        server.queueMillis = 50;
        Await.result(bus.request(new PollNow(false)));
        // When
        for (int i = 0; i < 20; i++) {
            Await.result(bus.request(new LookUpLaunch(4)));
        }
        // Then
        // The lane is in order: a poll asked now is done after every look.
        store.heard.clear();
        Await.result(bus.request(new PollNow(true)));
        await().until(() -> store.heard(RecordObservation.class).stream().anyMatch(one -> one.scope() == Scope.WHOLE));
        assertThat(server.asked(FakeSkyPilot.REQUESTS)).hasSizeBetween(1, 2);
    }

    @Test
    void shouldSendANewLogin() throws Exception {
        // Given
        Path file = Files.createDirectories(folder.resolve(".sky")).resolve("cookies.txt");
        givenTheService();
        Files.writeString(file, "127.0.0.1\tFALSE\t\tFALSE\t\t_oauth2_proxy\tabc=\n");
        // When
        Await.result(bus.request(new PollNow(false)));
        // Then
        await().until(() -> !server.asked(FakeSkyPilot.QUEUE).isEmpty());
        assertThat(server.asked(FakeSkyPilot.QUEUE).get(0).headers().get("Cookie"))
                .isEqualTo("_oauth2_proxy=abc=");
    }
}
