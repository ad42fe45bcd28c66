package dev.skydeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process a role, started in an order that helps nobody, passes the same browser test as one process. */
class SplitRolesIT {
    private static final Pattern SANDBOX = Pattern.compile("ready at (http://\\S+) with S3 at (http://[^/]+)/(\\w+)");

    @TempDir
    Path folder;

    @Test
    void shouldPassTheBrowserTestSpreadOverFourProcesses() throws Exception {
        List<SkyDeckProcess> processes = new ArrayList<>();
        try {
            // Given
            SkyDeckProcess sandbox = SkyDeckProcess.start(
                    "sandbox", "--dir", folder.resolve("sandbox").toString());
            processes.add(sandbox);
            Matcher at = SANDBOX.matcher(sandbox.awaitReady());
            assertThat(at.find()).isTrue();
            SkyDeckProcess gateway = role(at, "gateway");
            processes.add(gateway);
            processes.add(role(at, "reconciler"));
            processes.add(role(at, "skypilot,syncer"));
            processes.add(role(at, "store"));
            for (SkyDeckProcess process : processes) {
                process.awaitReady();
            }

            // The board that the browser test expects is not empty, and has this name.
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> gateway.post(
                            "/api/experiments",
                            new JsonObject().put("name", "demo.baseline").put("base_command", "demo-train")));

            // When
            ProcessBuilder browser = new ProcessBuilder("node", "scripts/browser-tests.mjs", "run.spec.ts")
                    .directory(Path.of(System.getProperty("skydeck.webui", "")).toFile())
                    .redirectErrorStream(true);
            browser.environment().put("SKYDECK_URL", gateway.address());
            browser.environment()
                    .put("SKYDECK_TEST_DIR", folder.resolve("browser").toString());
            Process tests = browser.start();
            String said = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            // Then
            assertThat(tests.waitFor()).as(said).isZero();
        } finally {
            for (SkyDeckProcess process : processes) {
                process.close();
            }
        }
    }

    private SkyDeckProcess role(Matcher sandbox, String roles) throws Exception {
        List<String> arguments = new ArrayList<>(Arrays.asList("serve", "--role", roles, "--port", "0"));
        arguments.addAll(List.of("--db-path", folder.resolve("skydeck.db").toString()));
        arguments.addAll(List.of("--endpoint", sandbox.group(1)));
        arguments.addAll(List.of("--s3-endpoint", sandbox.group(2), "--s3-bucket", sandbox.group(3)));
        return SkyDeckProcess.start(arguments.toArray(String[]::new));
    }
}
