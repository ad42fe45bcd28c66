package dev.skydeck.launcher.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skydeck.launcher.ApiFixture.Got;
import dev.skydeck.launcher.SandboxFixture;
import dev.skydeck.skypilot.TaskOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs of jobs that really run, from the sandbox to HTTP. */
class JobLogTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Path folder = Path.of("replaced");

    @SuppressWarnings("NullAway.Init")
    private SandboxFixture sky;

    @BeforeEach
    void start(@TempDir Path temp) throws Exception {
        folder = temp;
        sky = SandboxFixture.in(temp, TaskOptions.NONE, Map.of("HOME", temp.toString()));
    }

    @AfterEach
    void stop() throws Exception {
        sky.close();
    }

    private Got log(long job, String query) throws Exception {
        return sky.api.get("/api/jobs/" + job + "/logs" + query);
    }

    private static List<String> own(Got log) {
        return log.text()
                .replaceAll("\u001b\\[[0-9;]*m", "")
                .lines()
                .filter(line -> line.startsWith("(job"))
                .map(line -> line.replaceFirst("^\\(job[^)]*\\) ", ""))
                .toList();
    }

    @Test
    void shouldShowTheLogOfAJobThatEnded() throws Exception {
        // Given
        long job = sky.launched("echo one; echo two; printf 'ünï 漢字\\n'");
        sky.awaitStatus(job, "SUCCEEDED");
        // When
        Got log = log(job, "");
        // Then
        assertThat(log.status()).isEqualTo(200);
        assertThat(log.headers().get("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(own(log)).containsExactly("one", "two", "ünï 漢字");
        assertThat(log.text()).contains("\u001b[36m(job)\u001b[0m one").doesNotContain("sky-payload");
    }

    @Test
    void shouldTellWhatHappenedToAJob() throws Exception {
        // Given
        long job = sky.launched("exit 3");
        sky.awaitStatus(job, "FAILED");
        // When
        Got events = sky.api.get("/api/jobs/" + job + "/events");
        // Then
        assertThat(events.status()).isEqualTo(200);
        assertThat(events.at("/events").findValuesAsText("status"))
                .containsExactly("FAILED", "RUNNING", "STARTING", "PENDING");
        assertThat(events.at("/events/0/code").asText()).isEqualTo("USER_JOB_FAILURE");
    }

    @Test
    void shouldTellNoEventsOfAJobOnACluster() throws Exception {
        assertThat(sky.api.get("/api/jobs/c3-1/events").status()).isEqualTo(404);
    }

    @Test
    void shouldFollowAJobToItsEnd() throws Exception {
        // Given
        long job = sky.launched("echo one; sleep 2; echo two");
        // When
        Got log = log(job, "?follow=true");
        // Then
        assertThat(own(log)).containsExactly("one", "two");
        assertThat(log.text()).contains("Job finished (status: SUCCEEDED)");
    }

    @Test
    void shouldShowWhatThereIsOfAJobThatRuns() throws Exception {
        // Given
        long job = sky.launched("echo one; echo two; sleep 60");
        sky.awaitStatus(job, "RUNNING");
        // When, then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(own(log(job, ""))).containsExactly("one", "two"));
    }

    @Test
    void shouldGoOnWhereASecondLookBegins() throws Exception {
        // Given
        long job = sky.launched("echo one; sleep 3; echo two");
        sky.awaitStatus(job, "RUNNING");
        await().atMost(PATIENCE).until(() -> own(log(job, "")).contains("one"));
        // When
        Got log = log(job, "?follow=true");
        // Then
        assertThat(own(log)).containsExactly("one", "two");
    }

    @Test
    void shouldBeginSoManyLinesBeforeTheEnd() throws Exception {
        // Given
        long job = sky.launched("seq 1 5000");
        sky.awaitStatus(job, "SUCCEEDED");
        // When
        Got log = log(job, "?tail=3");
        // Then
        assertThat(own(log)).containsExactly("4999", "5000");
        assertThat(log.text().lines().count()).isEqualTo(3);
    }

    @Test
    void shouldFindLinesByTheirText() throws Exception {
        // Given
        long job = sky.launched("seq 1 20000");
        sky.awaitStatus(job, "SUCCEEDED");
        // When
        Got log = log(job, "?grep=1999");
        // Then
        assertThat(own(log))
                .containsExactly(Stream.concat(
                                Stream.of("1999", "11999"),
                                java.util.stream.IntStream.range(0, 10).mapToObj(i -> "1999" + i))
                        .toArray(String[]::new));
    }

    @Test
    void shouldShowOneRankOfSeveral() throws Exception {
        // Given
        long job = sky.launched(
                "name: job\nnum_nodes: 3\nrun: echo rank $SKYPILOT_NODE_RANK\n", "_metadata: {skydeck: 'x'}\n");
        sky.awaitStatus(job, "SUCCEEDED");
        // When
        Got log = log(job, "?rank=1");
        // Then
        assertThat(log.text()).contains("rank 1").doesNotContain("rank 0").doesNotContain("rank 2");
    }

    @Test
    void shouldKeepTheLogWhenSkyPilotIsGone() throws Exception {
        // Given
        long job = sky.launched("echo kept; sleep 2");
        sky.awaitStatus(job, "SUCCEEDED");
        await().atMost(PATIENCE).until(() -> keptFiles().stream().anyMatch(path -> path.endsWith("complete")));
        sky.stopSandbox();
        // When
        Got log = log(job, "?grep=kept");
        // Then
        assertThat(own(log)).containsExactly("kept");
        assertThat(keptFiles())
                .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
    }

    private List<Path> keptFiles() throws Exception {
        Path logs = folder.resolve("logs");
        if (!Files.isDirectory(logs)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(logs)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void shouldSendEventsThatCanBeResumed() throws Exception {
        // Given
        long job = sky.launched("echo one; printf '10%%\\r20%%\\n'; echo three");
        sky.awaitStatus(job, "SUCCEEDED");
        Got whole = sky.api.raw("GET", "/api/jobs/" + job + "/logs", null, Map.of("Accept", "text/event-stream"));
        String id = whole.text()
                .lines()
                .filter(line -> line.startsWith("id: "))
                .findFirst()
                .orElseThrow()
                .substring(4);
        // When
        Got rest = sky.api.raw(
                "GET", "/api/jobs/" + job + "/logs", null, Map.of("Accept", "text/event-stream", "Last-Event-ID", id));
        // Then
        assertThat(whole.headers().get("content-type")).isEqualTo("text/event-stream");
        assertThat(whole.text())
                .contains("event: hello\ndata: {\"job\":" + job + ",\"attempt\":1}")
                .contains("event: lines")
                .endsWith("event: end\ndata: {\"sentence\":null}\n\n");
        assertThat(rest.text()).doesNotContain("event: lines").contains("event: end");
    }

    @Test
    void shouldNameADownload() throws Exception {
        // Given
        long job = sky.launched("echo one");
        sky.awaitStatus(job, "SUCCEEDED");
        // When
        Got log = log(job, "?download=true");
        // Then
        assertThat(log.headers().get("content-disposition"))
                .isEqualTo("attachment; filename=\"job-" + job + "-attempt-1.log\"");
    }

    @Test
    void shouldSayThatThereIsNoSuchJobOrAttempt() throws Exception {
        // Given
        long job = sky.launched("echo one");
        sky.awaitStatus(job, "SUCCEEDED");
        // When, then
        assertThat(log(9_999, "").status()).isEqualTo(404);
        assertThat(log(job, "?attempt=7").status()).isEqualTo(404);
        assertThat(log(job, "?attempt=7").detail()).isEqualTo("No log of attempt 7 of job " + job + " is kept.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tail=0", "tail=x", "rank=-1", "attempt=0", "follow=maybe", "download=perhaps"})
    void shouldNameAParameterThatIsWrong(String query) throws Exception {
        // When
        Got log = log(1, "?" + query);
        // Then
        assertThat(log.status()).isEqualTo(422);
        assertThat(log.at("/errors/0/field").asText()).isEqualTo("query." + query.split("=", -1)[0]);
    }
}
