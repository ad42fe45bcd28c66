package dev.skydeck.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.launcher.ApiFixture;
import dev.skydeck.reconciler.Policy;
import dev.skydeck.reconciler.ReconcilerOptions;
import dev.skydeck.reconciler.ReconcilerVerticle;
import dev.skydeck.skypilot.Patience;
import dev.skydeck.skypilot.SkyPilotOptions;
import dev.skydeck.skypilot.SkyPilotVerticle;
import dev.skydeck.skypilot.TaskOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A real SkyPilot server is killed at some moment after a launch. Whatever that leaves behind, SkyDeck ends with one job that
 * runs, or says that the job which the server left inactive is stuck; it never has two.
 */
@Tag("real")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealServerKillTest {
    private static final int PORT = 46_690;
    private static final Set<String> ENDED = Set.of("SUCCEEDED", "FAILED", "CANCELLED");
    /** Five minutes pass before a job counts as stuck, and a launch that vanished is looked for over three. */
    private static final Duration PATIENCE = Duration.ofMinutes(12);

    private final String script = Objects.requireNonNullElse(System.getProperty("skydeck.test.script"), "");
    private final String folder = Objects.requireNonNullElse(System.getProperty("skydeck.test.folder"), "");

    @SuppressWarnings("NullAway.Init")
    private ApiFixture api;

    @BeforeAll
    void start(@TempDir Path temp) throws Exception {
        assertThat(script).as("run it with -Preal").isNotEmpty();
        script("up", "--port", String.valueOf(PORT), "--version", "0.14.1", "--slurm", "yes");
        api = ApiFixture.on(temp.resolve("skydeck.db"));
        api.vertx
                .deployVerticle(new SkyPilotVerticle(new SkyPilotOptions(
                        "http://127.0.0.1:" + PORT,
                        null,
                        TaskOptions.NONE,
                        Duration.ofSeconds(30),
                        temp,
                        Map.of("HOME", temp.toString()),
                        Patience.DEFAULT)))
                .await(30, TimeUnit.SECONDS);
        api.vertx
                .deployVerticle(new ReconcilerVerticle(new ReconcilerOptions(Duration.ofSeconds(60), Policy.DEFAULT)))
                .await(30, TimeUnit.SECONDS);
    }

    @AfterAll
    void stop() throws Exception {
        api.close();
        script("down");
    }

    private void script(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", script));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--dir", folder));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(20, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    }

    private JsonNode experiment(long id) throws Exception {
        return api.get("/api/experiments/" + id).at("/experiment");
    }

    private List<JsonNode> alive(String name) throws Exception {
        List<JsonNode> alive = new ArrayList<>();
        for (JsonNode job : api.get("/api/skypilot-jobs?include_stopped=true&limit=-1&text=" + name)
                .at("/jobs")) {
            if (!ENDED.contains(job.path("sky_status").asText())) {
                alive.add(job);
            }
        }
        return alive;
    }

    private boolean isSettled(long id) throws Exception {
        JsonNode experiment = experiment(id);
        return experiment.path("sky_status").asText().equals("RUNNING")
                || experiment.path("conditions").toString().contains("StuckLaunch");
    }

    @ParameterizedTest
    @CsvSource({"100, false", "500, false", "1000, false", "2000, false", "4000, false", "4000, true"})
    void shouldEndWithOneJobWhenTheServerIsKilledAfterALaunch(long millis, boolean onCluster) throws Exception {
        // Given
        String name = "kill-" + millis + (onCluster ? "-cluster" : "");
        String cluster = onCluster ? ",\"cluster\":\"" + name + "\"" : "";
        long id = api.post(
                        "/api/experiments",
                        "{\"name\":\"" + name + "\",\"base_command\":\"sleep 1200; :\",\"cloud\":\"slurm\","
                                + "\"desired_state\":\"RUNNING\"" + cluster + "}")
                .at("/experiment/id")
                .asLong();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> experiment(id).at("/launch/state").asText().equals("SENT"));
        // When
        TimeUnit.MILLISECONDS.sleep(millis);
        script("kill-server");
        script("start-server");
        // Then
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> isSettled(id));
        assertThat(alive(name)).hasSize(1);
        // When
        api.post("/api/experiments/" + id + "/state", "{\"desired_state\":\"TERMINATED\"}");
        // Then
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(alive(name)).isEmpty());
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(
                                api.get("/api/clusters").at("/clusters").toString())
                        .doesNotContain(name));
    }
}
