package dev.skydeck.launcher.turns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.launcher.ApiFixture.Got;
import dev.skydeck.launcher.SandboxFixture;
import dev.skydeck.reconciler.Policy;
import dev.skydeck.reconciler.ReconcilerOptions;
import dev.skydeck.reconciler.ReconcilerVerticle;
import dev.skydeck.skypilot.TaskOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps from the API through all services to jobs that really run. */
class SweepTurnsTest {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private SandboxFixture sky;

    @BeforeEach
    void start() throws Exception {
        sky = SandboxFixture.in(folder, TaskOptions.NONE, Map.of("HOME", folder.toString()));
        sky.api
                .vertx
                .deployVerticle(new ReconcilerVerticle(new ReconcilerOptions(Duration.ofSeconds(60), Policy.DEFAULT)))
                .await(30, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        sky.close();
    }

    private Got sweep(int most, String command, String seeds) throws Exception {
        Got got = sky.api.post(
                "/api/sweeps",
                "{\"name\":\"S\",\"max_parallel\":" + most + ",\"experiment\":{\"desired_state\":\"RUNNING\",\"name\":"
                        + "\"s${seed}\",\"base_command\":\"" + command + "\"},\"axes\":{\"seed\":" + seeds + "}}");
        assertThat(got.status()).as(got.text()).isEqualTo(200);
        return got;
    }

    private List<String> states() throws Exception {
        List<String> states = new ArrayList<>();
        for (JsonNode one : sky.api.get("/api/experiments").at("/experiments")) {
            states.add(one.path("current_state").asText());
        }
        return states;
    }

    private JsonNode named(String name) throws Exception {
        for (JsonNode one : sky.api.get("/api/experiments").at("/experiments")) {
            if (one.path("name").asText().equals(name)) {
                return one;
            }
        }
        throw new AssertionError("there is no " + name);
    }

    @Test
    void shouldRunAllOfASweepOneAfterTheOther() throws Exception {
        // Each writes when it begins and ends.
        Path log = folder.resolve("order");
        sweep(1, "echo begin >> " + log + "; sleep 0.2; echo end >> " + log + "; :", "[1,2,3]");

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(states()).containsExactly("SUCCEEDED", "SUCCEEDED", "SUCCEEDED"));

        assertThat(Files.readAllLines(log)).containsExactly("begin", "end", "begin", "end", "begin", "end");
    }

    @Test
    void shouldSayOfThoseThatWaitWhatTheyWaitFor() throws Exception {
        sweep(1, "sleep 600; :", "[1,2]");

        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            assertThat(named("s1").path("current_state").asText()).isEqualTo("RUNNING");
            assertThat(named("s2").path("conditions").toString())
                    .contains("BudgetHold")
                    .contains("the sweep S runs at most 1 at once");
        });
        JsonNode explanation = sky.api
                .get("/api/experiments/" + named("s2").path("id").asText() + "/explain")
                .at("/explanation");
        assertThat(explanation.path("rows").toString()).isEqualTo("[\"15\"]");
        assertThat(explanation.path("actions")).isEmpty();
    }
}
