package dev.skydeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsTest {
    @TempDir
    static Path folder = Path.of("replaced");

    private static Sandbox sandbox = Unset.sandbox();

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        sandbox.closeWithoutJobs();
    }

    @Test
    void shouldAnswerForAnUnknownJobAsRecorded() throws Exception {
        // Given
        Recording recording = Recording.of("jobs_logs_unknown");

        // When
        HttpResponse<String> answer = recording.ask(sandbox);

        // Then
        assertThat(answer.body()).isEqualTo(recording.body());
        assertThat(code(answer)).isEqualTo("102");
    }

    @Test
    void shouldAnswerForAJobThatNeverStartedAsRecorded() throws Exception {
        // Given
        int job = sandbox.launch("run: 'true'");
        sandbox.cancel(job);
        sandbox.awaitStatus(job, "CANCELLED");

        // When
        HttpResponse<String> answer = logs(job, false, null);

        // Then
        String recorded = Recording.of("jobs_logs_cancelled").body();
        assertThat(answer.body())
                .isEqualTo(
                        recorded.replace("controller 10", "controller " + job).replace("Job 10", "Job " + job));
        assertThat(code(answer)).isEqualTo("103");
    }

    @Test
    void shouldGiveTheLastLinesOfARunningJobAsRecorded() throws Exception {
        // Given
        int job = sandbox.launch("name: long\nrun: |\n  seq 5\n  touch said\n  sleep 300");
        Eventually.get(() -> Files.exists(workdir(job).resolve("said")), there -> there);
        sandbox.awaitStatus(job, "RUNNING");

        // When
        HttpResponse<String> answer = logs(job, false, 3);

        // Then
        String[] recorded =
                Recording.of("jobs_logs_running_nofollow_tail3").body().split("\n", -1);
        String[] lines = answer.body().split("\n", -1);
        assertThat(lines).hasSameSizeAs(recorded);
        assertThat(lines[3]).isEqualTo(recorded[3]);
        assertThat(lines[4]).isEqualTo("\u001b[36m(long)\u001b[0m 3");
        assertThat(lines[7]).isEqualTo(recorded[7]);
        assertThat(code(answer)).isEqualTo("0");
    }

    @Test
    void shouldFollowAJobToItsEnd() throws Exception {
        // Given
        int job = sandbox.launch("setup: echo in setup\nrun: |\n"
                + "  while [ ! -e go ]; do sleep 0.05; done\n  printf 'a\\rb\\r\\nunicode 漢'\n  exit 7");
        CompletableFuture<HttpResponse<String>> following = CompletableFuture.supplyAsync(() -> follow(job));
        sandbox.awaitStatus(job, "RUNNING");

        // When
        Files.createFile(workdir(job).resolve("go"));

        // Then
        HttpResponse<String> answer = following.get();
        assertThat(answer.body())
                .containsSubsequence(
                        "Job started. Streaming logs...",
                        "(setup)\u001b[0m in setup\n",
                        " a\n",
                        " b\n",
                        " unicode 漢\n",
                        "ERROR: \u001b[31mJob 1 failed with return code list:\u001b[0m [7] \n",
                        "✓ Job finished (status: FAILED).",
                        "<rich_exit></rich_exit>");
        assertThat(code(answer)).isEqualTo("100");
    }

    private static HttpResponse<String> follow(int job) {
        try {
            return logs(job, true, null);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> logs(int job, boolean follow, @Nullable Integer tail) throws Exception {
        return sandbox.post(
                "/jobs/logs",
                new JsonObject()
                        .put("job_id", job)
                        .put("follow", follow)
                        .put("tail", tail)
                        .put("env_vars", Sandbox.USER));
    }

    private static String code(HttpResponse<String> answer) throws Exception {
        String id = answer.headers().firstValue("x-skypilot-request-id").orElseThrow();
        return new JsonObject(sandbox.get("/api/get?request_id=" + id).body()).getString("return_value");
    }

    private static Path workdir(int job) {
        return folder.resolve("jobs/" + job + "/workdir");
    }
}
