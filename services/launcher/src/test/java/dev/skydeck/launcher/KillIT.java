package dev.skydeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the jar while people write over HTTP. The store's own tests do this a hundred times. */
class KillIT {
    private static final int KILLS = 5;
    private static final int WRITERS = 4;
    private static final int LEAST_WRITES = 20;
    private static final int LOAD_MILLIS = 500;
    private static final long SEED = Long.getLong("skydeck.kill.seed", 20261101);

    private final Map<Long, String> acknowledged = new ConcurrentHashMap<>();
    private final Queue<Throwable> surprises = new ConcurrentLinkedQueue<>();

    @TempDir
    Path folder;

    @Test
    void shouldHaveEveryExperimentItAnsweredForAfterAKill() throws Exception {
        Random moments = new Random(SEED);
        for (int kill = 1; kill <= KILLS; kill++) {
            killUnderLoad(moments.nextInt(LOAD_MILLIS));

            try (SkyDeckProcess next = serve()) {
                for (Map.Entry<Long, String> made : acknowledged.entrySet()) {
                    assertThat(next.get("/api/experiments/" + made.getKey()).encode())
                            .as("kill %d of seed %d", kill, SEED)
                            .contains(made.getValue());
                }
            }
            assertThat(integrity()).isEqualTo("ok");
            assertThat(surprises).isEmpty();
        }
        System.out.println(
                "kill -9 over HTTP: " + KILLS + " kills under load, " + acknowledged.size() + " acknowledged, 0 lost");
    }

    @Test
    void shouldRefuseASecondProcessUntilTheFirstIsKilled() throws Exception {
        try (SkyDeckProcess first = serve()) {
            first.awaitReady();
            try (SkyDeckProcess second = serve()) {
                assertThat(second.awaitExit()).isEqualTo(1);
                assertThat(second.output()).contains("in use by process " + first.pid());
            }

            // When
            first.kill();

            // Then
            try (SkyDeckProcess third = serve()) {
                third.awaitReady();
            }
        }
    }

    private void killUnderLoad(int millis) throws Exception {
        int before = acknowledged.size();
        try (SkyDeckProcess skydeck = serve()) {
            skydeck.awaitReady();
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Thread writer = new Thread(() -> writeUntilItDies(skydeck));
                writer.start();
                writers.add(writer);
            }
            await().until(() -> acknowledged.size() >= before + LEAST_WRITES);
            // No wait for anything: it is the moment of the kill.
            Thread.sleep(millis);
            skydeck.kill();
            for (Thread writer : writers) {
                writer.join();
            }
        }
    }

    private void writeUntilItDies(SkyDeckProcess skydeck) {
        while (true) {
            String name = "x" + Thread.currentThread().getId() + "-" + System.nanoTime();
            try {
                JsonObject made = skydeck.post(
                        "/api/experiments",
                        new JsonObject()
                                .put("name", name)
                                .put("base_command", "true")
                                .put("desired_state", "STOPPED"));
                acknowledged.put(made.getJsonObject("experiment", made).getLong("id"), name);
            } catch (IOException e) {
                return;
            } catch (Exception | AssertionError e) {
                surprises.add(e);
                return;
            }
        }
    }

    private String integrity() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("skydeck.db"));
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("pragma integrity_check")) {
            return answer.getString(1);
        }
    }

    private SkyDeckProcess serve() throws Exception {
        return SkyDeckProcess.start(
                "serve",
                "--port",
                "0",
                "--db-path",
                folder.resolve("skydeck.db").toString(),
                "--endpoint",
                "http://127.0.0.1:9");
    }
}
