package dev.skydeck.skypilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skydeck.messages.ClusterRequest.ClustersStart;
import dev.skydeck.messages.ClusterRequest.EndJobs;
import dev.skydeck.messages.ClusterRequest.RecordClusterCosts;
import dev.skydeck.messages.ClusterRequest.RecordClusterOutcome;
import dev.skydeck.messages.ClusterRequest.RecordClusters;
import dev.skydeck.messages.ClusterRequest.WatchedCluster;
import dev.skydeck.messages.Event.LaunchEvidence;
import dev.skydeck.messages.Event.SourceReport;
import dev.skydeck.messages.ObservationRequest.ControlJob;
import dev.skydeck.messages.ObservationRequest.ObservationStart;
import dev.skydeck.messages.ObservationRequest.RecordObservation;
import dev.skydeck.messages.ObservationRequest.UnresolvedLaunch;
import dev.skydeck.messages.SkyPilotRequest.CancelJob;
import dev.skydeck.messages.SkyPilotRequest.EndCluster;
import dev.skydeck.messages.SkyPilotRequest.LaunchJob;
import dev.skydeck.messages.SkyPilotRequest.LookUpLaunch;
import dev.skydeck.messages.SkyPilotRequest.PollNow;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.messages.model.CancelOutcome;
import dev.skydeck.messages.model.ClusterIdentity;
import dev.skydeck.messages.model.Evidence;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchOutcome;
import dev.skydeck.messages.model.ObservedCluster;
import dev.skydeck.messages.model.ObservedJob;
import dev.skydeck.skypilot.FakeSkyPilot.Asked;
import dev.skydeck.skypilot.FakeSkyPilot.Reply;
import dev.skydeck.skypilot.Recordings.Recorded;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clusters, on the real bus and over real HTTP, with recorded answers. */
class ClustersTest {
    private static final String TOKEN = FakeStore.TOKEN;
    private static final String HASH = "73e51f15-523c-4a0c-b26f-c128d5afb0c5";
    private static final ClusterIdentity DEV = new ClusterIdentity("dev-a1", HASH);
    private static final Recorded STATUS = Recordings.of("0.14.1", "cluster_status--get");
    private static final Recorded QUEUE = Recordings.of("0.14.1", "cluster_queue--get");
    private static final Recorded UNKNOWN = Recordings.of("0.14.1", "cluster_queue_unknown--get");

    private final Vertx vertx = Vertx.vertx();
    private Bus bus;
    private FakeStore store;
    private FakeSkyPilot server;

    @SuppressWarnings("NullAway.Init")
    ClustersTest() {}

    @BeforeEach
    void start(@TempDir Path temp) {
        VertxBus.prepare(vertx);
        bus = new VertxBus(vertx);
        store = new FakeStore(bus);
        server = new FakeSkyPilot(vertx);
        server.replies.put(FakeSkyPilot.HEALTH, Reply.of(Recordings.of("0.14.1", "health_plain")));
        Await.result(bus.subscribe(LaunchEvidence.class, store.heard::add));
        Await.result(bus.subscribe(SourceReport.class, store.heard::add));
        Await.result(vertx.deployVerticle(new SkyPilotVerticle(new SkyPilotOptions(
                server.url(), null, TaskOptions.NONE, Duration.ofMinutes(1), temp, Map.of("HOME", temp.toString())))));
        await().until(() -> !store.heard(SourceReport.class).isEmpty());
        store.heard.clear();
        server.asked.clear();
        server.results.put("/status", STATUS.returnValue().toString());
        server.results.put("/queue", QUEUE.returnValue().toString());
    }

    @AfterEach
    void stop() {
        Await.result(vertx.close());
    }

    private void poll(boolean whole) {
        Await.result(bus.request(new PollNow(whole)));
        await().until(() -> !store.heard(SourceReport.class).isEmpty());
    }

    private void watched(String hash, boolean awaited) {
        store.clusters = new ClustersStart(
                List.of("dev-a1"), List.of(new WatchedCluster("dev-a1", awaited ? null : hash, awaited)));
    }

    private <E> E only(Class<E> type) {
        await().until(() -> !store.heard(type).isEmpty());
        assertThat(store.heard(type)).hasSize(1);
        return store.heard(type).get(0);
    }

    private List<String> paths() {
        return server.asked.stream()
                .map(Asked::path)
                .filter(path -> !path.startsWith("/api/"))
                .toList();
    }

    private Optional<RecordObservation> ofCluster() {
        return store.heard(RecordObservation.class).stream()
                .filter(one -> one.server().cluster() != null)
                .findFirst();
    }

    private static Launch onCluster(String cluster) {
        ExperimentSpec spec = new ExperimentSpec(
                "lr", "run", null, null, Flags.NONE, 1, 0, null, null, null, false, null, cluster, false);
        return FakeStore.launch(spec);
    }

    private ObjectNode queueWith(String status) {
        ObjectNode job = (ObjectNode) QUEUE.returnValue().get(0).deepCopy();
        job.put("status", status).putObject("metadata").put("skydeck", TOKEN);
        server.results.put("/queue", "[" + job + "]");
        return job;
    }

    @Test
    void shouldAskForNoClustersWhileNoneMatters() {
        // When
        poll(false);
        // Then
        assertThat(paths()).containsOnly(FakeSkyPilot.QUEUE);
    }

    @Test
    void shouldListTheClustersAsRecorded() {
        // When
        poll(true);
        // Then
        ObservedCluster seen = only(RecordClusters.class).clusters().get(0);
        assertThat(seen)
                .isEqualTo(new ObservedCluster(
                        "dev-a1",
                        HASH,
                        "UP",
                        1,
                        Instant.ofEpochSecond(1_795_309_901),
                        "Slurm",
                        "local",
                        "1x(cpus=1, mem=0, ...)",
                        "ana",
                        "ab12cd34",
                        "default",
                        null,
                        false,
                        "Cluster successfully provisioned with 1 nodes"));
    }

    @Test
    void shouldAskForClustersOfAllUsersWithoutTheirSecrets() {
        // When
        poll(true);
        // Then
        JsonNode body = server.asked("/status").get(0).body();
        assertThat(body.path("all_users").asBoolean()).isTrue();
        assertThat(body.path("include_credentials").asBoolean(true)).isFalse();
        assertThat(body.path("include_handle").asBoolean(true)).isFalse();
    }

    @Test
    void shouldReadTheQueueOfAClusterOnWhichAJobOfOursIs() {
        // Given
        watched(HASH, false);
        // When
        poll(false);
        // Then
        RecordObservation observation = ofCluster().orElseThrow();
        ObservedJob job = observation.rows().get(0);
        assertThat(observation.server().cluster()).isEqualTo(DEV);
        assertThat(observation.complete()).isTrue();
        assertThat(job.jobId()).isEqualTo(1);
        assertThat(job.name()).isEqualTo("hello");
        assertThat(job.status()).isEqualTo("PENDING");
        assertThat(job.userName()).isEqualTo("ana");
    }

    @Test
    void shouldReadTheQueueOfAClusterThatALaunchIsOnItsWayTo() {
        // Given
        watched(HASH, true);
        // When
        poll(false);
        // Then
        assertThat(ofCluster()).isPresent();
    }

    @Test
    void shouldTellHowLongAJobOnAClusterRan() {
        // Given
        watched(HASH, false);
        ObjectNode job = queueWith("SUCCEEDED");
        job.put("start_at", 1_795_309_910.0).put("end_at", 1_795_309_915.5);
        server.results.put("/queue", "[" + job + "]");
        // When
        poll(false);
        // Then
        assertThat(ofCluster().orElseThrow().rows().get(0).durationSeconds()).isEqualTo(5.5);
    }

    @Test
    void shouldReadNoQueueOfAClusterThatIsBeingMade() {
        // Given
        watched(HASH, true);
        server.results.put(
                "/status", STATUS.returnValue().toString().replace("\"status\":\"UP\"", "\"status\":\"INIT\""));
        // When
        poll(false);
        // Then
        assertThat(server.asked("/queue")).isEmpty();
        assertThat(store.heard(EndJobs.class)).isEmpty();
    }

    @Test
    void shouldEndTheJobsOfAClusterThatIsGoneWhenSkyPilotSaysSoByName() {
        // Given
        watched(HASH, false);
        server.results.put("/status", "[]");
        server.failures.put("/queue", UNKNOWN);
        // When
        poll(false);
        // Then
        assertThat(only(EndJobs.class).server().cluster()).isEqualTo(DEV);
    }

    @Test
    void shouldEndNoJobsBecauseAListLacksTheirCluster() {
        // Given
        watched(HASH, false);
        server.results.put("/status", "[]");
        // When
        poll(false);
        // Then
        assertThat(server.asked("/queue")).hasSize(1);
        assertThat(store.heard(EndJobs.class)).isEmpty();
    }

    @Test
    void shouldEndNoJobsWhenTheServerLacksAJobThatItMustHave() {
        // Given
        watched(HASH, false);
        store.start =
                new ObservationStart(10, 1, List.of(), Optional.of(new ControlJob(77, "control", null)), 5, List.of());
        server.results.put("/status", "[]");
        server.failures.put("/queue", UNKNOWN);
        // When
        poll(false);
        // Then
        assertThat(store.heard(EndJobs.class)).isEmpty();
    }

    @Test
    void shouldEndTheJobsOfAStoppedCluster() {
        // Given
        watched(HASH, false);
        server.results.put(
                "/status", STATUS.returnValue().toString().replace("\"status\":\"UP\"", "\"status\":\"STOPPED\""));
        // When
        poll(false);
        // Then
        assertThat(only(EndJobs.class).reason()).contains("was stopped");
    }

    @Test
    void shouldEndTheJobsOfAClusterWhoseNameAnotherHas() {
        // Given
        watched("hash-of-before", false);
        // When
        poll(false);
        // Then
        assertThat(only(EndJobs.class).server().cluster()).isEqualTo(new ClusterIdentity("dev-a1", "hash-of-before"));
        assertThat(ofCluster().orElseThrow().server().cluster()).isEqualTo(DEV);
    }

    @Test
    void shouldRecordNoJobsOfAClusterThatTookTheNameSinceItWasListed() {
        // Given
        watched(HASH, false);
        store.start = new ObservationStart(
                10, 1, List.of(), Optional.of(new ControlJob(1, "hello", Instant.ofEpochSecond(1))), -1, List.of());
        server.job(1, "hello", "RUNNING");
        // When
        poll(false);
        // Then
        assertThat(server.asked("/queue")).hasSize(1);
        assertThat(ofCluster()).isEmpty();
    }

    @Test
    void shouldReadTheOtherClustersWhenOneCannotBeRead() {
        // Given
        watched(HASH, false);
        server.results.put("/queue", "{}");
        // When
        poll(false);
        // Then
        assertThat(only(SourceReport.class).error()).contains("dev-a1");
        assertThat(store.heard(RecordObservation.class)).hasSize(1);
    }

    @Test
    void shouldTellWhatAClusterCostsAnHour() {
        // Given
        watched(HASH, false);
        server.results.put(
                "/cost_report",
                Recordings.of("0.14.1", "cluster_cost_report--get")
                        .returnValue()
                        .toString()
                        .replaceFirst("\"total_cost\":0.0", "\"total_cost\":1.05"));
        // When
        poll(true);
        // Then
        assertThat(only(RecordClusterCosts.class).dollarsPerHour()).containsExactly(Map.entry(HASH, 60.0));
    }

    @Test
    void shouldSendALaunchToItsClusterAfterALookAtIt() {
        // Given
        store.launch = onCluster("dev-a1");
        // When
        Await.result(bus.request(new LaunchJob(4, 1)));
        // Then
        await().until(() -> !server.asked("/launch").isEmpty());
        JsonNode body = server.asked("/launch").get(0).body();
        assertThat(body.path("cluster_name").asText()).isEqualTo("dev-a1");
        assertThat(body.has("name")).isFalse();
        assertThat(only(RecordClusters.class).only()).contains("dev-a1");
        assertThat(server.asked(FakeSkyPilot.LAUNCH)).isEmpty();
    }

    @Test
    void shouldTakeTheNumberOfAJobOnAClusterForNoManagedJobs() {
        // Given
        store.launch = onCluster("dev-a1");
        server.results.put("/launch", "{\"job_id\":1,\"handle\":null}");
        // When
        Await.result(bus.request(new LaunchJob(4, 1)));
        // Then
        await().until(() -> server.asked(FakeSkyPilot.RESULT).size() > 2);
        await().until(() -> !store.heard(SourceReport.class).isEmpty());
        assertThat(store.outcomes()).hasOnlyElementsOfType(LaunchOutcome.Accepted.class);
    }

    @Test
    void shouldCancelAJobOnItsClusterAfterALookThereShowedTheToken() {
        // Given
        queueWith("RUNNING");
        // When
        Await.result(bus.request(new CancelJob(4, 2, 1, TOKEN, "dev-a1")));
        // Then
        await().until(() -> !store.cancels().isEmpty());
        JsonNode body = server.asked("/cancel").get(0).body();
        assertThat(store.cancels()).singleElement().isInstanceOf(CancelOutcome.Accepted.class);
        assertThat(body.path("cluster_name").asText()).isEqualTo("dev-a1");
        assertThat(body.path("job_ids").toString()).isEqualTo("[1]");
    }

    @Test
    void shouldCancelNoJobOnAClusterThatAnotherTookTheNameOf() {
        // Given
        watched(HASH, false);
        queueWith("RUNNING");
        poll(false);
        server.results.put("/queue", QUEUE.returnValue().toString());
        // When
        Await.result(bus.request(new CancelJob(4, 2, 1, TOKEN, "dev-a1")));
        // Then
        await().until(() -> !store.cancels().isEmpty());
        assertThat(store.cancels()).singleElement().isInstanceOf(CancelOutcome.Refused.class);
        assertThat(server.asked("/cancel")).isEmpty();
    }

    private LaunchEvidence lookedUp() {
        store.start = new ObservationStart(
                10,
                1,
                List.of(),
                Optional.empty(),
                0,
                List.of(new UnresolvedLaunch(4, TOKEN, "lr-k7f2q5", "request-of-old", "dev-a1")));
        Await.result(bus.request(new LookUpLaunch(4)));
        return only(LaunchEvidence.class);
    }

    @Test
    void shouldFindALaunchInTheQueueOfItsCluster() {
        // Given
        queueWith("RUNNING");
        // When, then
        assertThat(lookedUp().evidence()).isEqualTo(Evidence.FOUND);
    }

    @Test
    void shouldCallALaunchAbsentWhoseClusterIsNotThere() {
        // Given
        server.results.put("/status", "[]");
        server.failures.put("/queue", UNKNOWN);
        // When, then
        assertThat(lookedUp().evidence()).isEqualTo(Evidence.ABSENT);
    }

    @Test
    void shouldNotCallALaunchAbsentBecauseAListLacksItsCluster() {
        // Given
        server.results.put("/status", "[]");
        // When, then
        assertThat(lookedUp().evidence()).isEqualTo(Evidence.UNCLEAR);
    }

    @Test
    void shouldNotCallALaunchAbsentWhileItsClusterIsBeingMade() {
        // Given
        server.results.put(
                "/status", STATUS.returnValue().toString().replace("\"status\":\"UP\"", "\"status\":\"INIT\""));
        // When, then
        assertThat(lookedUp().evidence()).isEqualTo(Evidence.UNCLEAR);
    }

    private String ended(EndCluster request) {
        Await.result(bus.request(request));
        return String.valueOf(only(RecordClusterOutcome.class).trouble());
    }

    @Test
    void shouldTakeAClusterDownOnWhichNothingRuns() {
        // Given
        queueWith("SUCCEEDED");
        // When
        String trouble = ended(new EndCluster("dev-a1", HASH, true));
        // Then
        assertThat(trouble).isEqualTo("null");
        assertThat(server.asked("/down").get(0).body().path("cluster_name").asText())
                .isEqualTo("dev-a1");
    }

    @Test
    void shouldStopAClusterOnWhichNothingRuns() {
        // Given
        queueWith("SUCCEEDED");
        // When
        ended(new EndCluster("dev-a1", HASH, false));
        // Then
        assertThat(server.asked("/stop")).hasSize(1);
        assertThat(server.asked("/down")).isEmpty();
    }

    @Test
    void shouldNotEndAClusterOnWhichAJobRuns() {
        // When
        String trouble = ended(new EndCluster("dev-a1", HASH, true));
        // Then
        assertThat(trouble).isEqualTo("Job 1 of ana is still on the cluster dev-a1.");
        assertThat(server.asked("/down")).isEmpty();
    }

    @Test
    void shouldNotEndAClusterThatAnotherTookTheNameOf() {
        // Given
        queueWith("SUCCEEDED");
        // When
        ended(new EndCluster("dev-a1", "hash-of-before", true));
        // Then
        assertThat(server.asked("/down")).isEmpty();
    }

    @Test
    void shouldNotEndTheMachineOfSkyPilotItself() {
        // When
        boolean taken = Await.result(bus.request(new EndCluster("sky-jobs-controller-ab12cd34", HASH, true)));
        // Then
        assertThat(taken).isFalse();
        assertThat(paths()).isEmpty();
    }

    @Test
    void shouldTellWhySkyPilotDidNotEndACluster() {
        // Given
        queueWith("SUCCEEDED");
        server.failures.put("/stop", UNKNOWN);
        // When
        String trouble = ended(new EndCluster("dev-a1", HASH, false));
        // Then
        assertThat(trouble).isEqualTo("ClusterDoesNotExist: Cluster 'nope' does not exist.");
    }
}
