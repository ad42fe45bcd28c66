package dev.skydeck.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.skydeck.launcher.SandboxFixture;
import dev.skydeck.reconciler.Policy;
import dev.skydeck.reconciler.ReconcilerOptions;
import dev.skydeck.reconciler.ReconcilerVerticle;
import dev.skydeck.sandbox.fault.Fault;
import dev.skydeck.sandbox.fault.FaultSwitch;
import dev.skydeck.skypilot.Patience;
import dev.skydeck.skypilot.TaskOptions;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * SkyPilot goes wrong in every way that servers and what stands before them do, on real sockets, under whole SkyDeck. No job's
 * state may change by it, nothing may be launched twice or by accident, it must be said, and be over when the fault is.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SkyPilotFaultsTest {
    /** Faults of what the queue says, rather than of HTTP. */
    private static final String OF_VALUES =
            "CONTROLLER_DOWN|EMPTY_SCOPE|HALF_PAGE|OTHER_DATABASE|UNKNOWN_STATUS|NOT_A_NUMBER"
                    + "|LONG_TEXT|DOUBLED_ROWS|OUT_OF_ORDER|NULL_ROWS";

    private static final String QUEUE = "/jobs/queue/v2";
    private static final String RESULT = "/api/get";
    private static final String LAUNCH = "/jobs/launch";
    private static final String CLUSTERS = "/status";
    private static final String CLUSTER_QUEUE = "/queue";
    private static final String CLUSTER_LAUNCH = "/launch";
    private static final String EVERYTHING = "/";
    private static final long MOST_GROWTH = 64L << 20;

    /** What a reading gets over without a word: the rows that can be read are right. */
    private static final Set<Fault> HARMLESS = EnumSet.of(
            Fault.UNKNOWN_STATUS, Fault.NOT_A_NUMBER, Fault.LONG_TEXT, Fault.DOUBLED_ROWS, Fault.OUT_OF_ORDER);
    /** SkyPilot's own word that a launch was not taken: it is not tried again before somebody changes something. */
    private static final Set<Fault> REFUSALS = EnumSet.of(Fault.FORBIDDEN, Fault.VERSION_400, Fault.NOT_FOUND);

    private final FaultSwitch faults = new FaultSwitch();

    @SuppressWarnings("NullAway.Init")
    private SandboxFixture sky;

    private long steady;
    private long onCluster;
    private int runs;
    private long heap;

    @BeforeAll
    void givenAnExperimentThatRuns(@TempDir Path folder) throws Exception {
        Patience patience = new Patience(
                Duration.ofSeconds(1), Duration.ofMillis(700), Duration.ofMillis(1_500), Patience.DEFAULT.settle());
        sky = SandboxFixture.in(folder, TaskOptions.NONE, Map.of("HOME", folder.toString()), faults, patience);
        sky.api
                .vertx
                .deployVerticle(new ReconcilerVerticle(new ReconcilerOptions(Duration.ofSeconds(60), Policy.DEFAULT)))
                .await(20, TimeUnit.SECONDS);
        steady = created("steady");
        state(steady, "RUNNING");
        onCluster = createdOn("steady-on-cluster", "steady");
        state(onCluster, "RUNNING");
        for (long id : List.of(steady, onCluster)) {
            patiently().until(() -> experiment(id).path("sky_status").asText().equals("RUNNING"));
        }
        System.gc();
        heap = used();
    }

    @AfterEach
    void allWellAgain() {
        faults.clear();
        patiently().untilAsserted(() -> {
            sky.api.post("/api/refresh");
            assertThat(error()).isEmpty();
        });
    }

    @AfterAll
    void stop() throws Exception {
        sky.close();
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(50));
    }

    private static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private long created(String name) throws Exception {
        return sky.api
                .post("/api/experiments", "{\"name\":\"" + name + "\",\"base_command\":\"sleep 600; :\"}")
                .at("/experiment/id")
                .asLong();
    }

    private long createdOn(String name, String cluster) throws Exception {
        return sky.api
                .post(
                        "/api/experiments",
                        "{\"name\":\"" + name + "\",\"base_command\":\"sleep 600; :\",\"cluster\":\"" + cluster + "\"}")
                .at("/experiment/id")
                .asLong();
    }

    private void state(long id, String state) throws Exception {
        sky.api.post("/api/experiments/" + id + "/state", "{\"desired_state\":\"" + state + "\"}");
    }

    private JsonNode experiment(long id) throws Exception {
        return sky.api.get("/api/experiments/" + id).at("/experiment");
    }

    /** What health says of SkyPilot; empty when all is well. */
    private String error() throws Exception {
        JsonNode error = sky.api.get("/api/health").at("/skypilot/error");
        return error.isNull() ? "" : error.asText();
    }

    private void assertNothingChanged() throws Exception {
        for (long id : List.of(steady, onCluster)) {
            assertThat(experiment(id).path("sky_status").asText()).isIn("RUNNING", "LEVITATING");
            assertThat(experiment(id).path("current_state").asText()).isIn("RUNNING", "UNKNOWN");
            assertThat(sky.api.get("/api/experiments/" + id + "/jobs").at("/jobs"))
                    .hasSize(1);
        }
    }

    private void assertReadingSaysSo(Fault fault, String path) throws Exception {
        faults.set(fault, path);
        sky.api.post("/api/refresh");
        patiently().until(() -> faults.hits() > 0 && (HARMLESS.contains(fault) || !error().isEmpty()));
        assertNothingChanged();
    }

    @Order(1)
    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldTakeAFaultOfTheQueueForNoNews(Fault fault) throws Exception {
        assertReadingSaysSo(fault, QUEUE);
    }

    @Order(2)
    @ParameterizedTest
    @EnumSource(names = OF_VALUES, mode = Mode.MATCH_NONE)
    void shouldTakeAFaultOfAResultForNoNews(Fault fault) throws Exception {
        assertReadingSaysSo(fault, RESULT);
    }

    @Order(3)
    @ParameterizedTest
    @EnumSource(names = OF_VALUES, mode = Mode.MATCH_NONE)
    void shouldTakeAFaultOfTheWholeServerForNoNews(Fault fault) throws Exception {
        assertReadingSaysSo(fault, EVERYTHING);
    }

    /** What is wrong with values of a cluster only is not said of the server. */
    private void assertNoNewsOfClusters(Fault fault, String path) throws Exception {
        faults.set(fault, path);
        sky.api.post("/api/refresh");
        patiently().until(() -> faults.hits() > 0 && (fault.isOfValues() || !error().isEmpty()));
        assertNothingChanged();
    }

    @Order(4)
    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldTakeAFaultOfTheListOfClustersForNoNews(Fault fault) throws Exception {
        assertNoNewsOfClusters(fault, CLUSTERS);
    }

    @Order(4)
    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldTakeAFaultOfTheQueueOfAClusterForNoNews(Fault fault) throws Exception {
        assertNoNewsOfClusters(fault, CLUSTER_QUEUE);
    }

    @Order(4)
    @ParameterizedTest
    @EnumSource(names = OF_VALUES, mode = Mode.MATCH_NONE)
    void shouldLaunchOnceOnAClusterWhateverALaunchIsAnswered(Fault fault) throws Exception {
        // Given
        String name = "cluster" + ++runs;
        long id = createdOn(name, name);
        faults.set(fault, CLUSTER_LAUNCH);
        // When
        state(id, "RUNNING");
        patiently().until(() -> faults.hits() > 0);
        faults.clear();
        // Then
        if (REFUSALS.contains(fault)) {
            patiently()
                    .until(() ->
                            experiment(id).at("/conditions/0/type").asText().equals("LaunchRefused"));
        } else {
            patiently().until(() -> experiment(id).path("sky_status").asText().equals("RUNNING"));
            JsonNode jobs = sky.value(
                    CLUSTER_QUEUE,
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("cluster_name", name)
                            .put("all_users", true));
            assertThat(jobs).hasSize(1);
        }
        assertNothingChanged();
        state(id, "TERMINATED");
    }

    @Order(5)
    @ParameterizedTest
    @EnumSource(names = OF_VALUES, mode = Mode.MATCH_NONE)
    void shouldLaunchOnceWhateverALaunchIsAnswered(Fault fault) throws Exception {
        // Given
        String name = "launch" + ++runs;
        long id = created(name);
        faults.set(fault, LAUNCH);
        // When
        state(id, "RUNNING");
        patiently().until(() -> faults.hits() > 0);
        faults.clear();
        // Then
        if (REFUSALS.contains(fault)) {
            patiently()
                    .until(() ->
                            experiment(id).at("/conditions/0/type").asText().equals("LaunchRefused"));
            assertThat(sky.jobsNamed(name)).isZero();
        } else {
            patiently().until(() -> experiment(id).path("sky_status").asText().equals("RUNNING"));
            assertThat(sky.jobsNamed(name)).isEqualTo(1);
        }
        assertNothingChanged();
        state(id, "TERMINATED");
    }

    @Order(6)
    @ParameterizedTest
    @EnumSource(names = OF_VALUES, mode = Mode.MATCH_NONE)
    void shouldLaunchOnceThoughTheServerGoesWrongMeanwhile(Fault fault) throws Exception {
        // Given
        String name = "meanwhile" + ++runs;
        long id = created(name);
        state(id, "RUNNING");
        // Earlier some faults would refuse the launch itself, as they may.
        patiently().until(() -> sky.jobsNamed(name) == 1);
        // When
        faults.set(fault, EVERYTHING);
        sky.api.post("/api/refresh");
        patiently().until(() -> faults.hits() > 1);
        faults.clear();
        // Then
        patiently().until(() -> experiment(id).path("sky_status").asText().equals("RUNNING"));
        assertThat(sky.jobsNamed(name)).isEqualTo(1);
        assertNothingChanged();
        state(id, "TERMINATED");
    }

    @Order(7)
    @Test
    void shouldHaveKeptNothingOfAllThatInMemory() {
        // When, then
        patiently().untilAsserted(() -> {
            System.gc();
            assertThat(used() - heap).isLessThan(MOST_GROWTH);
        });
    }
}
