package dev.skydeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of one role after the other while experiments are launched. {@code -Dskydeck.kills=50} kills more. */
class RoleKillIT {
    private static final int KILLS = Integer.getInteger("skydeck.kills", 8);
    private static final int EXPERIMENTS = Integer.getInteger("skydeck.kill.experiments", 8);
    private static final long SEED = Long.getLong("skydeck.kill.seed", 20261126);
    private static final int MOMENT_MILLIS = 900;

    private static final List<String> ROLES = List.of("store", "skypilot,syncer", "reconciler");
    private static final Pattern SANDBOX = Pattern.compile("ready at (http://\\S+) with S3 at (http://[^/]+)/(\\w+)");

    private final Map<String, SkyDeckProcess> processes = new HashMap<>();

    @TempDir
    private Path folder;

    @Test
    void shouldRunEachExperimentOnceWhicheverRolesAreKilled() throws Exception {
        Random random = new Random(SEED);
        Path log = folder.resolve("log");
        SkyDeckProcess sandbox = SkyDeckProcess.start(
                "sandbox", "--dir", folder.resolve("sandbox").toString());
        try {
            Matcher at = SANDBOX.matcher(sandbox.awaitReady());
            assertThat(at.find()).isTrue();
            for (String role : ROLES) {
                processes.put(role, role(at, role));
            }
            SkyDeckProcess gateway = role(at, "gateway");
            processes.put("gateway", gateway);
            for (SkyDeckProcess process : processes.values()) {
                process.awaitReady();
            }

            int made = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                while (made * KILLS < (kill + 1) * EXPERIMENTS && made < EXPERIMENTS) {
                    create(gateway, "e" + made++, log);
                }
                // The moment is what is tried, so there is nothing to wait for.
                Thread.sleep(random.nextInt(MOMENT_MILLIS));
                String role = ROLES.get(random.nextInt(ROLES.size()));
                Objects.requireNonNull(processes.get(role)).kill();
                SkyDeckProcess next = role(at, role);
                processes.put(role, next);
                next.awaitReady();
            }

            await().atMost(Duration.ofMinutes(3))
                    .untilAsserted(() ->
                            assertThat(states(gateway)).hasSize(EXPERIMENTS).allMatch("SUCCEEDED"::equals));
            assertThat(begun(log))
                    .hasSize(EXPERIMENTS)
                    .allSatisfy((name, times) -> assertThat(times).as(name).isEqualTo(1));
            // A role that was just killed is not heard of at once.
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                JsonObject doctor = gateway.get("/api/doctor");
                assertThat(doctor.getBoolean("passed")).as(doctor.encode()).isTrue();
            });
            System.out.println("kill -9 of roles: " + KILLS + " kills during " + EXPERIMENTS
                    + " launches, each ran once (seed " + SEED + ")");
        } finally {
            for (SkyDeckProcess process : processes.values()) {
                process.close();
            }
            sandbox.close();
        }
    }

    private SkyDeckProcess role(Matcher sandbox, String roles) throws Exception {
        List<String> arguments = new ArrayList<>(Arrays.asList("serve", "--role", roles, "--port", "0"));
        arguments.addAll(List.of("--db-path", folder.resolve("skydeck.db").toString()));
        arguments.addAll(List.of("--endpoint", sandbox.group(1)));
        arguments.addAll(List.of("--s3-endpoint", sandbox.group(2), "--s3-bucket", sandbox.group(3)));
        return SkyDeckProcess.start(arguments.toArray(String[]::new));
    }

    /** Until it is there: the store may be killed over it. */
    private static void create(SkyDeckProcess gateway, String name, Path log) {
        String command = "echo " + name + " >> " + log + "; sleep 2; :";
        JsonObject body =
                new JsonObject().put("name", name).put("base_command", command).put("desired_state", "RUNNING");
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().untilAsserted(() -> {
            if (gateway.experiment(name).isEmpty()) {
                gateway.post("/api/experiments", body);
            }
        });
    }

    private static List<String> states(SkyDeckProcess gateway) throws Exception {
        return gateway.get("/api/experiments").getJsonArray("experiments").stream()
                .map(one -> ((JsonObject) one).getString("current_state"))
                .toList();
    }

    private static Map<String, Long> begun(Path log) throws Exception {
        return Files.readAllLines(log).stream().collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    }
}
