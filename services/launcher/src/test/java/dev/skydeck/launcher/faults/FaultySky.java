package dev.skydeck.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
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

/** Whole SkyDeck on a SkyPilot that goes wrong as it is told to, with an experiment that runs in either launch mode. Close it. */
final class FaultySky {
    /** Faults of what the queue says, rather than of HTTP. */
    static final String OF_VALUES = "CONTROLLER_DOWN|EMPTY_SCOPE|HALF_PAGE|OTHER_DATABASE|UNKNOWN_STATUS|NOT_A_NUMBER"
            + "|LONG_TEXT|DOUBLED_ROWS|OUT_OF_ORDER|NULL_ROWS";

    /** SkyPilot's own word that a launch was not taken: it is not tried again before somebody changes something. */
    private static final Set<Fault> REFUSALS = EnumSet.of(Fault.FORBIDDEN, Fault.VERSION_400, Fault.NOT_FOUND);

    private static final long MOST_GROWTH = 64L << 20;

    final FaultSwitch faults = new FaultSwitch();
    final SandboxFixture sandbox;
    private final long steady;
    private final long onCluster;
    private final long heap;

    private FaultySky(Path folder) throws Exception {
        Patience patience = new Patience(
                Duration.ofSeconds(1), Duration.ofMillis(700), Duration.ofMillis(1_500), Patience.DEFAULT.settle());
        sandbox = SandboxFixture.in(folder, TaskOptions.NONE, Map.of("HOME", folder.toString()), faults, patience);
        sandbox.api
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

    static FaultySky in(Path folder) throws Exception {
        return new FaultySky(folder);
    }

    static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(50));
    }

    private static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    long created(String name) throws Exception {
        return createdBy("{\"name\":\"" + name + "\",\"base_command\":\"sleep 600; :\"}");
    }

    long createdOn(String name, String cluster) throws Exception {
        return createdBy(
                "{\"name\":\"" + name + "\",\"base_command\":\"sleep 600; :\",\"cluster\":\"" + cluster + "\"}");
    }

    private long createdBy(String body) throws Exception {
        return sandbox.api.post("/api/experiments", body).at("/experiment/id").asLong();
    }

    void state(long id, String state) throws Exception {
        sandbox.api.post("/api/experiments/" + id + "/state", "{\"desired_state\":\"" + state + "\"}");
    }

    JsonNode experiment(long id) throws Exception {
        return sandbox.api.get("/api/experiments/" + id).at("/experiment");
    }

    /** What health says of SkyPilot; empty when all is well. */
    String error() throws Exception {
        JsonNode error = sandbox.api.get("/api/health").at("/skypilot/error");
        return error.isNull() ? "" : error.asText();
    }

    /** Sets the fault, has SkyPilot read, and waits until that has met it. */
    void read(Fault fault, String path, int hits) throws Exception {
        faults.set(fault, path);
        sandbox.api.post("/api/refresh");
        patiently().until(() -> faults.hits() >= hits);
    }

    /** Wants that experiment to run while launches go wrong so, until the fault was met. */
    void runDespite(Fault fault, String path, long id) throws Exception {
        faults.set(fault, path);
        state(id, "RUNNING");
        patiently().until(() -> faults.hits() > 0);
        faults.clear();
    }

    static boolean refuses(Fault fault) {
        return REFUSALS.contains(fault);
    }

    void awaitRefused(long id) {
        patiently().until(() -> experiment(id).at("/conditions/0/type").asText().equals("LaunchRefused"));
    }

    void awaitRunning(long id) {
        patiently().until(() -> experiment(id).path("sky_status").asText().equals("RUNNING"));
    }

    /** What ran before does so still, as the only job of its experiment. */
    void assertNothingChanged() throws Exception {
        for (long id : List.of(steady, onCluster)) {
            assertThat(experiment(id).path("sky_status").asText()).isIn("RUNNING", "LEVITATING");
            assertThat(experiment(id).path("current_state").asText()).isIn("RUNNING", "UNKNOWN");
            assertThat(sandbox.api.get("/api/experiments/" + id + "/jobs").at("/jobs"))
                    .hasSize(1);
        }
    }

    /** Takes the fault away, and waits until SkyDeck has nothing to complain of. */
    void mend() {
        faults.clear();
        patiently().untilAsserted(() -> {
            sandbox.api.post("/api/refresh");
            assertThat(error()).isEmpty();
        });
    }

    void assertNothingKeptInMemory() {
        patiently().untilAsserted(() -> {
            System.gc();
            assertThat(used() - heap).isLessThan(MOST_GROWTH);
        });
    }

    void close() throws Exception {
        sandbox.close();
    }
}
