package dev.skydeck.skypilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skydeck.messages.ObservationRequest.ObservationStart;
import dev.skydeck.messages.model.ObservedCluster;
import dev.skydeck.messages.model.ObservedJob;
import dev.skydeck.skypilot.logs.LogLinesAccess;
import dev.skydeck.skypilot.logs.LogSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The protocol as any server that speaks it must answer; the jobs really run. */
abstract class ServerContractTest {
    private static final ObservationStart NOTHING_KNOWN =
            new ObservationStart(0, 1, List.of(), Optional.empty(), -1, List.of());

    private final Vertx vertx = Vertx.vertx();
    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final String name = "skydeck-test-" + unique;
    private final String token = "sd1:test:1:1:" + unique;
    private @Nullable SkyPilotClient open;

    /** The server's address. */
    abstract String endpoint() throws Exception;

    /** SkyPilot's infra for the jobs; empty for whatever the server takes. */
    abstract String infra();

    /** Whether jobs can run there; else all end in FAILED_PRECHECKS. */
    boolean runsJobs() {
        return true;
    }

    /** For servers that the test starts itself. */
    Vertx vertx() {
        return vertx;
    }

    @BeforeEach
    void givenAServer() throws Exception {
        open = new SkyPilotClient(
                vertx,
                Endpoint.of(EndpointTest.options(endpoint(), Map.of()), EndpointTest.NO_CONFIG),
                new UserIdentity("5d5d5d5d", "skydeck-test"));
    }

    @AfterEach
    void stop() {
        if (open != null) {
            open.close();
        }
        Await.result(vertx.close());
    }

    private SkyPilotClient client() {
        if (open == null) {
            throw new AssertionError("no server is there");
        }
        return open;
    }

    /** A reading takes a real server seconds. */
    private static <T> T patiently(Future<T> future) {
        try {
            return future.await(2, TimeUnit.MINUTES);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within two minutes", e);
        }
    }

    private long launch(String run) {
        return launch(run, "");
    }

    /** @param accelerators empty for none */
    private long launch(String run, String accelerators) {
        ObjectNode task = SkyPilotClient.body();
        task.put("name", name).put("run", run);
        task.putObject("_metadata").put("skydeck", token);
        ObjectNode resources = SkyPilotClient.body();
        if (!infra().isEmpty()) {
            resources.put("infra", infra());
        }
        if (!accelerators.isEmpty()) {
            resources.put("accelerators", accelerators);
        }
        task.set("resources", resources);
        ObjectNode body = SkyPilotClient.body();
        body.put("task", task.toString()).put("name", name);
        SendOutcome outcome = patiently(client().send("/jobs/launch", body));
        assertThat(outcome).isInstanceOf(SendOutcome.Accepted.class);
        RequestResult result = patiently(client().result(((SendOutcome.Accepted) outcome).requestId()));
        assertThat(result).isInstanceOf(RequestResult.Succeeded.class);
        var id = ((RequestResult.Succeeded) result).value().path("job_id");
        return (id.isArray() ? id.path(0) : id).asLong();
    }

    private ObservedJob look(long job) {
        return patiently(new Queue(client(), new Knowledge(Patience.DEFAULT.settle())).byIds(List.of(job)))
                .get(0);
    }

    private ObservedJob awaitStatus(long job, String status) {
        return await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> look(job), row -> row.status().equals(status));
    }

    @Test
    void shouldSeeAJobSucceed() {
        Assumptions.assumeTrue(runsJobs(), "no job runs there");
        // When
        long job = launch("echo hi");
        // Then
        ObservedJob ended = awaitStatus(job, "SUCCEEDED");
        assertThat(ended.name()).isEqualTo(name);
        assertThat(ended.metadata()).containsEntry("skydeck", token);
        assertThat(ended.submittedAt()).isNotNull();
        assertThat(ended.endedAt()).isAfter(ended.submittedAt());
        Queue.Reading whole =
                patiently(new Queue(client(), new Knowledge(Patience.DEFAULT.settle())).whole(NOTHING_KNOWN));
        assertThat(whole.complete()).isTrue();
        assertThat(whole.rows()).extracting(ObservedJob::jobId).contains(job);
        Queue.Reading named = patiently(new Queue(client(), new Knowledge(Patience.DEFAULT.settle())).named(unique));
        assertThat(named.rows()).extracting(ObservedJob::jobId).containsExactly(job);
    }

    private ObjectNode clusterTask(String cluster, String run) {
        ObjectNode task = SkyPilotClient.body();
        task.put("name", name).put("run", run);
        task.putObject("_metadata").put("skydeck", token);
        if (!infra().isEmpty()) {
            task.putObject("resources").put("infra", infra());
        }
        return SkyPilotClient.body().put("task", task.toString()).put("cluster_name", cluster);
    }

    private RequestResult done(String path, ObjectNode body) {
        SendOutcome outcome = patiently(client().send(path, body));
        assertThat(outcome).isInstanceOf(SendOutcome.Accepted.class);
        return patiently(client().result(((SendOutcome.Accepted) outcome).requestId()));
    }

    private List<ObservedJob> jobsOn(String cluster) {
        ClusterClient.Jobs jobs = patiently(new ClusterClient(client()).jobs(cluster));
        return jobs instanceof ClusterClient.Jobs.Rows rows ? rows.rows() : List.of();
    }

    /** One cluster for all that is said of clusters: making one takes a real server long. */
    @Test
    void shouldRunCancelAndForgetJobsOnACluster() {
        Assumptions.assumeTrue(runsJobs(), "no job runs there");
        // Given
        ClusterClient clusters = new ClusterClient(client());
        String cluster = "sdc-" + unique;
        assertThat(patiently(clusters.one(cluster))).isEmpty();
        assertThat(patiently(clusters.jobs(cluster))).isInstanceOf(ClusterClient.Jobs.NotThere.class);
        try {
            // When
            RequestResult launched = done("/launch", clusterTask(cluster, "sleep 3600"));
            // Then
            assertThat(launched).isInstanceOf(RequestResult.Succeeded.class);
            ObservedCluster up = patiently(clusters.one(cluster)).orElseThrow();
            assertThat(up.status()).isEqualTo("UP");
            assertThat(up.hash()).isNotEmpty();
            assertThat(patiently(clusters.all()))
                    .extracting(ObservedCluster::hash)
                    .contains(up.hash());
            await().atMost(Duration.ofMinutes(2))
                    .until(
                            () -> jobsOn(cluster),
                            rows -> rows.size() == 1 && rows.get(0).status().equals("RUNNING"));
            assertThat(jobsOn(cluster).get(0).jobId()).isEqualTo(1);
            assertThat(jobsOn(cluster).get(0).metadata()).containsEntry("skydeck", token);
            // When
            ObjectNode cancel = SkyPilotClient.body().put("cluster_name", cluster);
            cancel.putArray("job_ids").add(1);
            done("/cancel", cancel);
            // Then
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> jobsOn(cluster).get(0).status().equals("CANCELLED"));
        } finally {
            done("/down", SkyPilotClient.body().put("cluster_name", cluster));
        }
        assertThat(patiently(clusters.one(cluster))).isEmpty();
        assertThat(patiently(clusters.jobs(cluster))).isInstanceOf(ClusterClient.Jobs.NotThere.class);
    }

    @Test
    void shouldSeeWhyAJobFailed() {
        Assumptions.assumeTrue(runsJobs(), "no job runs there");
        // When
        long job = launch("exit 3");
        // Then
        assertThat(awaitStatus(job, "FAILED").failureReason()).containsIgnoringCase("exit code 3");
    }

    @Test
    void shouldCancelAJob() {
        Assumptions.assumeTrue(runsJobs(), "no job runs there");
        // Given
        long job = launch("sleep 3600");
        ObjectNode body = SkyPilotClient.body();
        body.putArray("job_ids").add(job);
        // When
        SendOutcome outcome = patiently(client().send("/jobs/cancel", body));
        // Then
        assertThat(outcome).isInstanceOf(SendOutcome.Accepted.class);
        assertThat(awaitStatus(job, "CANCELLED").jobId()).isEqualTo(job);
    }

    @Test
    void shouldStreamALogToItsEnd() {
        Assumptions.assumeTrue(runsJobs(), "no job runs there");
        // Given
        long job = launch("echo one; sleep 2; echo two");
        // When
        LogSource.Stream stream = patiently(client().logs(null, job, true));
        Future<Buffer> body = stream.response().body();
        stream.response().resume();
        Buffer log = patiently(body);
        // Then
        List<byte[]> lines = new ArrayList<>();
        LogLinesAccess.read(log, lines);
        assertThat(lines)
                .extracting(line -> new String(line, StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;]*m", ""))
                .anyMatch(line -> line.endsWith(") one\n"))
                .anyMatch(line -> line.endsWith(") two\n"))
                .noneMatch(line -> line.contains("sky-payload"));
        assertThat(patiently(new ServerLogs(client()).code(stream.requestId()))).isZero();
    }

    @Test
    void shouldSayThatATaskIsNotValid() {
        // Given
        Validation validation = new Validation(client());
        // When, then
        assertThat(patiently(validation.check("{\"name\":\"a\",\"foo\":1,\"run\":\"true\"}", "bad")))
                .hasValueSatisfying(reason -> assertThat(reason).contains("foo"));
        assertThat(patiently(validation.check("{\"name\":\"a\",\"run\":\"true\"}", "good")))
                .isEmpty();
    }

    @Test
    void shouldSeeAJobThatNothingCanRun() {
        // When
        long job = launch("echo hi", "NOSUCHGPU:64");
        // Then
        ObservedJob ended = awaitStatus(job, "FAILED_PRECHECKS");
        assertThat(ended.failureReason()).startsWith("[sky.exceptions.");
        assertThat(ended.startedAt()).isNull();
        assertThat(ended.metadata()).containsEntry("skydeck", token);
        Queue.Reading whole =
                patiently(new Queue(client(), new Knowledge(Patience.DEFAULT.settle())).whole(NOTHING_KNOWN));
        assertThat(whole.complete()).isTrue();
        assertThat(whole.rows()).extracting(ObservedJob::jobId).contains(job);
        Queue.Reading alive =
                patiently(new Queue(client(), new Knowledge(Patience.DEFAULT.settle())).alive(NOTHING_KNOWN));
        assertThat(alive.rows()).extracting(ObservedJob::jobId).doesNotContain(job);
    }

    @Test
    void shouldNotKnowAJobThatNobodyLaunched() {
        // When, then
        assertThat(patiently(new Queue(client(), new Knowledge(Patience.DEFAULT.settle())).byIds(List.of(999_999L))))
                .isEmpty();
    }

    @Test
    void shouldTakeACancelOfAJobThatIsNotThere() {
        // Given
        ObjectNode body = SkyPilotClient.body();
        body.putArray("job_ids").add(999_999);
        // When
        SendOutcome outcome = patiently(client().send("/jobs/cancel", body));
        // Then
        assertThat(outcome).isInstanceOf(SendOutcome.Accepted.class);
        assertThat(patiently(client().result(((SendOutcome.Accepted) outcome).requestId())))
                .isInstanceOf(RequestResult.Succeeded.class);
    }

    @Test
    void shouldFindItsLaunchAmongTheRequests() {
        // When
        launch("echo hi");
        // Then
        assertThat(patiently(client().requests()))
                .anySatisfy(request ->
                        assertThat(request.path("request_body").asText()).contains(token));
    }
}
