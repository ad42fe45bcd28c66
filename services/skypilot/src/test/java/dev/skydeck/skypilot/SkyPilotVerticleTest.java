package dev.skydeck.skypilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.skydeck.messages.Event.LaunchEvidence;
import dev.skydeck.messages.Event.SourceReport;
import dev.skydeck.messages.LaunchRequest.ClaimSend;
import dev.skydeck.messages.ObservationRequest.ControlJob;
import dev.skydeck.messages.ObservationRequest.ObservationStart;
import dev.skydeck.messages.ObservationRequest.RecordObservation;
import dev.skydeck.messages.ObservationRequest.Scope;
import dev.skydeck.messages.ObservationRequest.UnresolvedLaunch;
import dev.skydeck.messages.SkyPilotRequest.CancelJob;
import dev.skydeck.messages.SkyPilotRequest.LaunchJob;
import dev.skydeck.messages.SkyPilotRequest.LookUpLaunch;
import dev.skydeck.messages.SkyPilotRequest.PollNow;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.messages.model.AdoptedJob;
import dev.skydeck.messages.model.CancelOutcome;
import dev.skydeck.messages.model.Evidence;
import dev.skydeck.messages.model.LaunchOutcome;
import dev.skydeck.messages.model.ObservedJob;
import dev.skydeck.skypilot.FakeSkyPilot.Reply;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

class SkyPilotVerticleTest {
    private static final String TOKEN = FakeStore.TOKEN;

    private final Vertx vertx = Vertx.vertx();
    private Bus bus;
    private FakeStore store;
    private FakeSkyPilot server;
    private SkyPilotOptions options;

    @BeforeEach
    void givenAStoreAndAServer(@TempDir Path temp) {
        VertxBus.prepare(vertx);
        bus = new VertxBus(vertx);
        store = new FakeStore(bus);
        server = new FakeSkyPilot(vertx);
        // A real server is read every ten seconds only, so that a test sees nothing but what it asked for.
        server.replies.put(FakeSkyPilot.HEALTH, Reply.of(Recordings.of("0.14.1", "health_plain")));
        options = new SkyPilotOptions(
                server.url(), null, TaskOptions.NONE, Duration.ofMinutes(1), temp, Map.of("HOME", temp.toString()));
        Await.result(bus.subscribe(LaunchEvidence.class, store.heard::add));
        Await.result(bus.subscribe(SourceReport.class, store.heard::add));
    }

    @AfterEach
    void stop() {
        Await.result(vertx.close());
    }

    /** The service runs and has read the queue once. */
    private void givenTheService() {
        deploy();
        await().until(() -> !store.heard(SourceReport.class).isEmpty());
        store.heard.clear();
        server.asked.clear();
    }

    private void deploy() {
        Await.result(vertx.deployVerticle(new SkyPilotVerticle(options)));
    }

    private RecordObservation observed() {
        await().until(() -> !store.heard(RecordObservation.class).isEmpty());
        return store.heard(RecordObservation.class).get(0);
    }

    private SourceReport reported() {
        await().until(() -> !store.heard(SourceReport.class).isEmpty());
        return store.heard(SourceReport.class).get(0);
    }

    private LaunchEvidence evidence() {
        await().until(() -> !store.heard(LaunchEvidence.class).isEmpty());
        return store.heard(LaunchEvidence.class).get(0);
    }

    private void givenTheStoreKnows(List<Long> alive, @Nullable ControlJob control, long total) {
        store.start = new ObservationStart(
                10,
                1,
                alive,
                Optional.ofNullable(control),
                total,
                List.of(new UnresolvedLaunch(4, TOKEN, "lr-k7f2q5", "request-of-old", null)));
    }

    @Test
    void shouldSendNothingWhenTheClaimIsRefused() {
        // Given
        givenTheService();
        store.claimFails = new Failure.Conflict("It is no longer wanted.");
        // When
        boolean taken = Await.result(bus.request(new LaunchJob(4, 1)));
        // Then
        assertThat(taken).isFalse();
        assertThat(server.asked(FakeSkyPilot.LAUNCH)).isEmpty();
        assertThat(store.outcomes()).isEmpty();
    }

    @Test
    void shouldSendNothingWhenTheClaimIsNotAnswered() {
        // Given
        givenTheService();
        store.claimFails = new Failure.Unavailable(Failure.Unavailable.Reason.TIMED_OUT, "No answer.");
        // When
        assertThatThrownBy(() -> Await.result(bus.request(new LaunchJob(4, 1))))
                .isInstanceOf(Failure.Unavailable.class);
        // Then
        await().untilAsserted(
                        () -> assertThat(store.outcomes()).singleElement().isInstanceOf(LaunchOutcome.NotSent.class));
        assertThat(server.asked(FakeSkyPilot.LAUNCH)).isEmpty();
    }

    @Test
    void shouldRecordThatALaunchWasAcceptedAndThenItsJob() {
        // Given
        givenTheService();
        // When
        boolean taken = Await.result(bus.request(new LaunchJob(4, 1)));
        // Then
        assertThat(taken).isTrue();
        await().until(() -> store.outcomes().size() == 2);
        assertThat(store.outcomes().get(0)).isInstanceOf(LaunchOutcome.Accepted.class);
        assertThat(store.outcomes().get(1)).isEqualTo(new LaunchOutcome.JobCreated(41));
        assertThat(store.heard(ClaimSend.class)).singleElement().satisfies(claim -> {
            assertThat(claim.launchId()).isEqualTo(4);
            assertThat(claim.attempt()).isEqualTo(1);
            assertThat(claim.serverUrl()).isEqualTo(server.url());
        });
        assertThat(server.asked(FakeSkyPilot.LAUNCH)).singleElement().satisfies(asked -> {
            assertThat(asked.body().path("name").asText()).isEqualTo("lr-k7f2q5");
            assertThat(asked.body().path("task").asText()).contains(TOKEN);
        });
    }

    @Test
    void shouldRecordThatTheRequestOfALaunchFailed() {
        // Given
        givenTheService();
        server.replies.put(FakeSkyPilot.RESULT, Reply.of(Recordings.of("0.14.1", "launch_cloud_not_enabled--get")));
        // When
        Await.result(bus.request(new LaunchJob(4, 1)));
        // Then
        await().until(() -> store.outcomes().size() == 2);
        assertThat(store.outcomes().get(1))
                .asInstanceOf(type(LaunchOutcome.RequestFailed.class))
                .extracting(LaunchOutcome.RequestFailed::reason)
                .asString()
                .startsWith("ConnectionError");
    }

    @Test
    void shouldRecordALaunchWhoseAnswerWasLostAsUnclear() {
        // Given
        givenTheService();
        server.replies.put(FakeSkyPilot.LAUNCH, Reply.CLOSED);
        // When
        Await.result(bus.request(new LaunchJob(4, 1)));
        // Then
        await().untilAsserted(
                        () -> assertThat(store.outcomes()).singleElement().isInstanceOf(LaunchOutcome.Unclear.class));
    }

    @Test
    void shouldRefuseGpusWithoutATypeAtARealServer() {
        // Given
        givenTheService();
        store.launch = FakeStore.launch(8);
        // When
        Await.result(bus.request(new LaunchJob(4, 1)));
        // Then
        await().untilAsserted(
                        () -> assertThat(store.outcomes()).singleElement().isInstanceOf(LaunchOutcome.Refused.class));
        assertThat(server.asked(FakeSkyPilot.LAUNCH)).isEmpty();
    }

    @Test
    void shouldNotRefuseGpusWithoutATypeBeforeItKnowsTheServer() {
        // Given
        server.replies.put(FakeSkyPilot.HEALTH, Reply.json(500, "{}"));
        givenTheService();
        store.launch = FakeStore.launch(8);
        // When
        Await.result(bus.request(new LaunchJob(4, 1)));
        // Then
        await().untilAsserted(
                        () -> assertThat(store.outcomes()).singleElement().isInstanceOf(LaunchOutcome.NotSent.class));
        assertThat(server.asked(FakeSkyPilot.LAUNCH)).isEmpty();
    }

    @Test
    void shouldReadTheWholeQueueFirst() {
        // Given
        server.job(3, "lr-k7f2q5", "RUNNING", TOKEN);
        server.job(2, "old", "SUCCEEDED");
        // When
        deploy();
        // Then
        RecordObservation observed = observed();
        assertThat(observed.scope()).isEqualTo(Scope.WHOLE);
        assertThat(observed.complete()).isTrue();
        assertThat(observed.askedRevision()).isEqualTo(10);
        assertThat(observed.totalNoFilter()).isEqualTo(2);
        assertThat(observed.server().url()).isEqualTo(server.url());
        assertThat(observed.rows()).extracting(ObservedJob::jobId).containsExactly(3L, 2L);
        assertThat(reported().error()).isNull();
    }

    @Test
    void shouldTellThatTheControllerIsBlindUntilItSees() {
        // Given
        String blind = "Network is not available. Retrying again in 15 seconds.\n";
        server.replies.put("/jobs/logs", new Reply(200, Map.of("x-skypilot-request-id", "r"), blind));
        server.job(3, "lr-k7f2q5", "RUNNING", TOKEN).put("start_at", 1_795_300_010.0);
        deploy();
        assertThat(reported().error()).contains("reaches no internet");
        store.heard.clear();
        // When
        Await.result(bus.request(new PollNow(false)));
        String stillBlind = reported().error();
        store.heard.clear();
        server.replies.remove("/jobs/logs");
        Await.result(bus.request(new PollNow(true)));
        // Then
        assertThat(stillBlind).contains("reaches no internet");
        assertThat(reported().error()).isNull();
    }

    @Test
    void shouldReadAndSendLongQueuesInPieces() {
        // Given
        for (int id = 1; id <= 450; id++) {
            server.job(id, "job-" + id, "RUNNING");
        }
        // When
        deploy();
        // Then
        await().until(() -> store.heard(RecordObservation.class).size() == 2);
        List<RecordObservation> chunks = store.heard(RecordObservation.class);
        assertThat(chunks).extracting(chunk -> chunk.rows().size()).containsExactly(300, 150);
        assertThat(chunks).extracting(RecordObservation::chunk).containsExactly(0, 1);
        assertThat(chunks).extracting(RecordObservation::chunks).containsExactly(2, 2);
        assertThat(chunks)
                .extracting(RecordObservation::observationId)
                .containsOnly(chunks.get(0).observationId());
        assertThat(chunks).allMatch(RecordObservation::complete);
        assertThat(server.asked(FakeSkyPilot.QUEUE)).hasSize(1);
    }

    @Test
    void shouldThenReadOnlyWhatIsAlive() {
        // Given
        server.job(5, "alive", "RUNNING");
        server.job(3, "just-ended", "SUCCEEDED");
        server.job(2, "long-ended", "SUCCEEDED");
        givenTheService();
        givenTheStoreKnows(List.of(5L, 3L), null, 3);
        // When
        Await.result(bus.request(new PollNow(false)));
        // Then
        RecordObservation observed = observed();
        assertThat(observed.scope()).isEqualTo(Scope.ALIVE);
        assertThat(observed.complete()).isTrue();
        assertThat(observed.rows()).extracting(ObservedJob::jobId).containsExactly(5L, 3L);
    }

    @ParameterizedTest
    @ValueSource(strings = {FakeSkyPilot.HEALTH, FakeSkyPilot.QUEUE, FakeSkyPilot.RESULT})
    void shouldReportAWebPageAndRecordNothing(String path) {
        // Given
        server.job(3, "lr-k7f2q5", "RUNNING", TOKEN);
        server.replies.put(path, Reply.html(200));
        // When
        deploy();
        // Then
        assertThat(reported().error()).contains("answered with a web page instead of data");
        assertThat(store.heard(RecordObservation.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 403, 404, 500, 503})
    void shouldReportAnErrorAndRecordNothing(int status) {
        // Given
        server.job(3, "lr-k7f2q5", "RUNNING", TOKEN);
        server.replies.put(
                FakeSkyPilot.QUEUE, status == 0 ? Reply.CLOSED : Reply.json(status, "{\"detail\":\"Broken\"}"));
        // When
        deploy();
        // Then
        assertThat(reported().error()).startsWith("The SkyPilot server at " + server.url());
        assertThat(store.heard(RecordObservation.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "{\"jobs\":null,\"total\":0,\"total_no_filter\":0}"})
    void shouldNotTakeAnOddAnswerForAnEmptyQueue(String value) {
        // Given
        server.values.put("fields", value);
        // When
        deploy();
        // Then
        assertThat(reported().error()).startsWith("The SkyPilot server at " + server.url());
        assertThat(store.heard(RecordObservation.class)).noneMatch(RecordObservation::complete);
    }

    @Test
    void shouldReadTheWholeQueueAgainAfterAnError() {
        // Given
        givenTheService();
        server.replies.put(FakeSkyPilot.QUEUE, Reply.html(200));
        Await.result(bus.request(new PollNow(false)));
        assertThat(reported().error()).isNotNull();
        server.replies.remove(FakeSkyPilot.QUEUE);
        // When
        Await.result(bus.request(new PollNow(false)));
        // Then
        assertThat(observed().scope()).isEqualTo(Scope.WHOLE);
    }

    @Test
    void shouldRecordAListWithoutTheControlJobAsIncomplete() {
        // Given
        server.job(3, "lr-k7f2q5", "RUNNING");
        givenTheStoreKnows(List.of(), new ControlJob(2, "old", null), -1);
        // When
        deploy();
        // Then
        assertThat(observed().complete()).isFalse();
        assertThat(reported().error()).contains("shows fewer jobs than it must have");
    }

    @Test
    void shouldRecordAnotherJobUnderTheControlJobsIdAsIncomplete() {
        // Given
        server.job(2, "another", "RUNNING");
        givenTheStoreKnows(List.of(), new ControlJob(2, "old", null), -1);
        // When
        deploy();
        // Then
        assertThat(observed().complete()).isFalse();
    }

    @Test
    void shouldRecordAShrunkenTotalAsIncomplete() {
        // Given
        server.job(2, "old", "RUNNING");
        givenTheStoreKnows(List.of(), new ControlJob(2, "old", null), 7);
        // When
        deploy();
        // Then
        assertThat(observed().complete()).isFalse();
    }

    @Test
    void shouldJoinTheReadingThatIsUnderWay() {
        // Given
        givenTheService();
        server.queueMillis = 400;
        Await.result(bus.request(new PollNow(true)));
        await().until(() -> server.asked(FakeSkyPilot.QUEUE).size() == 1);
        // When
        Await.result(bus.request(new PollNow(true)));
        Await.result(bus.request(new PollNow(false)));
        // Then
        await().until(() -> !store.heard(RecordObservation.class).isEmpty());
        assertThat(server.asked(FakeSkyPilot.QUEUE)).hasSize(1);
    }

    @Test
    void shouldReadTheWholeListWhenJobsCameAndWentUnseen() {
        // Given
        server.job(2, "old", "SUCCEEDED");
        givenTheService();
        givenTheStoreKnows(List.of(), new ControlJob(2, "old", null), 1);
        server.job(3, "came-and-went", "SUCCEEDED");
        // When
        Await.result(bus.request(new PollNow(false)));
        // Then
        await().until(() -> {
            // None of these asks for more than the living ones.
            Await.result(bus.request(new PollNow(false)));
            return store.heard(RecordObservation.class).stream()
                    .anyMatch(observation -> observation.scope() == Scope.WHOLE
                            && observation.rows().stream().anyMatch(row -> row.jobId() == 3));
        });
    }

    @Test
    void shouldNeverReadTwiceAtOnce() {
        // Given
        givenTheService();
        givenTheStoreKnows(List.of(), null, -1);
        server.queueMillis = 60;
        // When
        for (int i = 0; i < 5; i++) {
            Await.result(bus.request(new PollNow(i % 2 == 0)));
            Await.result(bus.request(new LookUpLaunch(4)));
            Await.result(bus.request(new CancelJob(4, 1, 9, TOKEN, null)));
        }
        // Then
        await().until(() ->
                !store.heard(LaunchEvidence.class).isEmpty() && store.cancels().size() == 5);
        assertThat(server.mostAtOnce).hasValue(1);
    }

    private static AdoptedJob adopted(long job) {
        return new AdoptedJob("theirs", Instant.ofEpochMilli(1_795_300_000_500L + 1_000 * job));
    }

    @Test
    void shouldCancelAnAdoptedJobThatLooksAsItDid() {
        // Given
        givenTheService();
        server.job(9, "theirs", "RUNNING");
        // When
        Await.result(bus.request(new CancelJob(4, 1, 9, TOKEN, null, adopted(9))));
        // Then
        await().until(() -> !store.cancels().isEmpty());
        assertThat(store.cancels()).singleElement().isInstanceOf(CancelOutcome.Accepted.class);
    }

    @Test
    void shouldCancelNoOtherJobOfAnAdoptedOnesNumber() {
        // Given
        givenTheService();
        server.job(9, "theirs", "RUNNING");
        // When
        Await.result(bus.request(new CancelJob(4, 1, 9, TOKEN, null, adopted(8))));
        // Then
        await().until(() -> !store.cancels().isEmpty());
        assertThat(store.cancels()).singleElement().isInstanceOf(CancelOutcome.Refused.class);
        assertThat(server.asked(FakeSkyPilot.CANCEL)).isEmpty();
    }

    @Test
    void shouldCancelAfterALookByIdShowedTheToken() {
        // Given
        givenTheService();
        server.job(9, "lr-k7f2q5", "RUNNING", TOKEN);
        // When
        Await.result(bus.request(new CancelJob(4, 1, 9, TOKEN, null)));
        // Then
        await().until(() -> !store.cancels().isEmpty());
        assertThat(store.cancels()).singleElement().isInstanceOf(CancelOutcome.Accepted.class);
        assertThat(server.asked)
                .extracting(FakeSkyPilot.Asked::path)
                .startsWith(FakeSkyPilot.QUEUE, FakeSkyPilot.RESULT, FakeSkyPilot.CANCEL);
        assertThat(server.asked.get(0).body().path("job_ids").toString()).isEqualTo("[9]");
        assertThat(server.asked.get(2).body().path("job_ids").toString()).isEqualTo("[9]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sd1:abc123:7:1:k7f2q5zzzzzzz"})
    void shouldRefuseToCancelAnothersJob(String token) {
        // Given
        givenTheService();
        server.job(9, "lr-k7f2q5", "RUNNING", token);
        // When
        Await.result(bus.request(new CancelJob(4, 1, 9, TOKEN, null)));
        // Then
        await().until(() -> !store.cancels().isEmpty());
        assertThat(store.cancels()).singleElement().isInstanceOf(CancelOutcome.Refused.class);
        assertThat(server.asked(FakeSkyPilot.CANCEL)).isEmpty();
    }

    @Test
    void shouldNotCancelWhenTheLookFails() {
        // Given
        server.job(9, "lr-k7f2q5", "RUNNING");
        givenTheService();
        server.replies.put(FakeSkyPilot.QUEUE, Reply.html(200));
        // When
        Await.result(bus.request(new CancelJob(4, 1, 9, TOKEN, null)));
        // Then
        await().until(() -> !store.cancels().isEmpty());
        assertThat(store.cancels()).singleElement().isInstanceOf(CancelOutcome.NotSent.class);
        assertThat(server.asked(FakeSkyPilot.CANCEL)).isEmpty();
    }

    @Test
    void shouldRecordTheFoundJobBeforeItSaysFound() {
        // Given
        givenTheService();
        givenTheStoreKnows(List.of(), null, -1);
        server.job(9, "lr-k7f2q5", "RUNNING", TOKEN);
        // When
        Await.result(bus.request(new LookUpLaunch(4)));
        // Then
        assertThat(evidence().evidence()).isEqualTo(Evidence.FOUND);
        assertThat(observed().scope()).isEqualTo(Scope.SOME);
        assertThat(observed().rows()).extracting(ObservedJob::jobId).containsExactly(9L);
        assertThat(store.heard.indexOf(observed())).isLessThan(store.heard.indexOf(evidence()));
    }

    @Test
    void shouldSayThatTheRequestIsStillActive() {
        // Given
        givenTheService();
        givenTheStoreKnows(List.of(), null, -1);
        server.requests.add(SkyPilotClient.body()
                .put("request_id", "another")
                .put("status", "PENDING")
                .put("request_body", "{\"task\":\"" + TOKEN + "\"}"));
        // When
        Await.result(bus.request(new LookUpLaunch(4)));
        // Then
        assertThat(evidence().evidence()).isEqualTo(Evidence.REQUEST_ACTIVE);
        assertThat(evidence().requestMissing()).isFalse();
    }

    @Test
    void shouldSayAbsentWhenTheControlJobIsThere() {
        // Given
        givenTheService();
        server.job(2, "old", "SUCCEEDED");
        givenTheStoreKnows(List.of(), new ControlJob(2, "old", null), 1);
        server.requests.add(
                SkyPilotClient.body().put("request_id", "request-of-old").put("status", "FAILED"));
        // When
        Await.result(bus.request(new LookUpLaunch(4)));
        // Then
        assertThat(evidence().evidence()).isEqualTo(Evidence.ABSENT);
        assertThat(evidence().requestMissing()).isFalse();
        assertThat(evidence().settleMillis()).isEqualTo(180_000);
    }

    @Test
    void shouldSayUnclearWhenTheRequestMadeAJobThatIsNotShown() {
        // Given
        givenTheService();
        givenTheStoreKnows(List.of(), null, -1);
        server.requests.add(SkyPilotClient.body()
                .put("request_id", "another")
                .put("status", "SUCCEEDED")
                .put("request_body", "{\"task\":\"" + TOKEN + "\"}"));
        // When
        Await.result(bus.request(new LookUpLaunch(4)));
        // Then
        assertThat(evidence().evidence()).isEqualTo(Evidence.UNCLEAR);
    }

    @Test
    void shouldSayThatSkyPilotStillWorksOnTheLaunchOfAJobThatIsThere() {
        // Given
        givenTheService();
        givenTheStoreKnows(List.of(), null, -1);
        server.job(9, "lr-k7f2q5", "PENDING", TOKEN);
        server.requests.add(SkyPilotClient.body()
                .put("request_id", "another")
                .put("status", "RUNNING")
                .put("request_body", "{\"task\":\"" + TOKEN + "\"}"));
        // When
        Await.result(bus.request(new LookUpLaunch(4)));
        // Then
        assertThat(evidence().evidence()).isEqualTo(Evidence.FOUND);
        assertThat(evidence().requestActive()).isTrue();
    }

    @Test
    void shouldNotTakeAJobOfTheSameNameForOurs() {
        // Given
        givenTheService();
        server.job(9, "lr-k7f2q5", "RUNNING");
        givenTheStoreKnows(List.of(), null, -1);
        // When
        Await.result(bus.request(new LookUpLaunch(4)));
        // Then
        assertThat(evidence().evidence()).isEqualTo(Evidence.ABSENT);
        assertThat(evidence().requestMissing()).isTrue();
    }

    @Test
    void shouldSayUnclearWithoutTheControlJob() {
        // Given
        givenTheService();
        givenTheStoreKnows(List.of(), new ControlJob(2, "old", null), -1);
        // When
        Await.result(bus.request(new LookUpLaunch(4)));
        // Then
        assertThat(evidence().evidence()).isEqualTo(Evidence.UNCLEAR);
    }

    @Test
    void shouldSayUnclearWhenTheTotalShrank() {
        // Given
        givenTheService();
        server.job(2, "old", "SUCCEEDED");
        givenTheStoreKnows(List.of(), new ControlJob(2, "old", null), 7);
        // When
        Await.result(bus.request(new LookUpLaunch(4)));
        // Then
        assertThat(evidence().evidence()).isEqualTo(Evidence.UNCLEAR);
    }

    @ParameterizedTest
    @ValueSource(strings = {FakeSkyPilot.REQUESTS, FakeSkyPilot.QUEUE, FakeSkyPilot.RESULT})
    void shouldSayUnclearWhenTheLookFails(String path) {
        // Given
        givenTheService();
        givenTheStoreKnows(List.of(), null, -1);
        server.replies.put(path, Reply.json(500, "Internal Server Error"));
        // When
        Await.result(bus.request(new LookUpLaunch(4)));
        // Then
        assertThat(evidence().evidence()).isEqualTo(Evidence.UNCLEAR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"jobs\":[{\"job_id\":9,\"job_name\":\"lr-k7f2q5\",\"status\":null}],\"total_no_filter\":1}"
            })
    void shouldSayUnclearWhenTheListCannotBeReadWhole(String value) {
        // Given
        givenTheService();
        server.job(2, "old", "SUCCEEDED");
        givenTheStoreKnows(List.of(), new ControlJob(2, "old", null), -1);
        server.values.put("name_match", value);
        // When
        Await.result(bus.request(new LookUpLaunch(4)));
        // Then
        assertThat(evidence().evidence()).isEqualTo(Evidence.UNCLEAR);
    }
}
