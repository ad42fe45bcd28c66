package dev.skydeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's whole way: real jar, real jobs, real HTTP, and a crash in the middle. */
class DemoIT {
    @TempDir
    Path folder;

    @Test
    void shouldRunTheSeededExperimentsToTheirEnds() throws Exception {
        try (SkyDeckProcess demo = demo()) {
            // When
            demo.awaitReady();

            // Then
            awaitState(demo, "demo.baseline", "SUCCEEDED");
            awaitState(demo, "demo.oom", "FAILED");
            assertThat(newestJob(demo, "demo.oom").getInteger("exit_code")).isEqualTo(137);
            assertThat(demo.experiment("demo.long").getString("current_state")).isEqualTo("RUNNING");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> demo.experiment("demo.baseline").getLong("latest_epoch") != null);
            await().atMost(Duration.ofSeconds(20))
                    .until(
                            () -> demo.experiment("demo.baseline")
                                    .getJsonObject("progress")
                                    .getDouble("fraction"),
                            fraction -> fraction == 1);
            stop(demo, "demo.long");
            awaitState(demo, "demo.long", "CANCELLED");
        }
    }

    @Test
    void shouldFindAJobAgainAfterACrashAndNotStartItTwice() throws Exception {
        // Given
        try (SkyDeckProcess demo = demo()) {
            create(demo, "crash", new JsonObject().put("seconds", 12).put("epochs", 3));
            awaitState(demo, "crash", "RUNNING");

            // When
            demo.kill();
        }

        // Then
        try (SkyDeckProcess again = demo()) {
            awaitState(again, "crash", "SUCCEEDED");
            JsonArray jobs = jobs(again, "crash");
            assertThat(jobs).hasSize(1);
            assertThat(jobs.getJsonObject(0).getInteger("exit_code")).isZero();
            stop(again, "demo.long");
            awaitState(again, "demo.long", "CANCELLED");
        }
    }

    @Test
    void shouldLaunchOnceWhenItIsKilledRightAfterRun() throws Exception {
        // Given
        try (SkyDeckProcess demo = demo()) {
            awaitState(demo, "demo.baseline", "SUCCEEDED");
            create(demo, "at-once", new JsonObject().put("seconds", 3).put("epochs", 1));

            // When
            demo.kill();
        }

        // Then
        try (SkyDeckProcess again = demo()) {
            awaitState(again, "at-once", "SUCCEEDED");
            assertThat(jobs(again, "at-once")).hasSize(1);
            stop(again, "demo.long");
            awaitState(again, "demo.long", "CANCELLED");
        }
    }

    private SkyDeckProcess demo() throws Exception {
        return SkyDeckProcess.start("demo", "--port", "0", "--dir", folder.toString());
    }

    private static void create(SkyDeckProcess demo, String name, JsonObject flags) throws Exception {
        demo.post(
                "/api/experiments",
                new JsonObject()
                        .put("name", name)
                        .put("base_command", "demo-train")
                        .put("flags", flags)
                        .put("nodes", 1)
                        .put("gpus", 0)
                        .put("desired_state", "RUNNING"));
    }

    private static void stop(SkyDeckProcess demo, String name) throws Exception {
        long id = demo.experiment(name).getLong("id");
        demo.post("/api/experiments/" + id + "/state", new JsonObject().put("desired_state", "STOPPED"));
    }

    private static void awaitState(SkyDeckProcess demo, String name, String state) {
        await(name + " is " + state)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> state.equals(demo.experiment(name).getString("current_state")));
    }

    private static JsonObject newestJob(SkyDeckProcess demo, String name) throws Exception {
        return jobs(demo, name).getJsonObject(0);
    }

    private static JsonArray jobs(SkyDeckProcess demo, String name) throws Exception {
        return demo.get("/api/experiments/" + demo.experiment(name).getLong("id") + "/jobs?limit=10")
                .getJsonArray("jobs");
    }
}
