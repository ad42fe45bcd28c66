package dev.skydeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    @TempDir
    Path folder = Path.of("replaced");

    @Test
    void shouldFindARunningJobAgainAndSeeItEnd() throws Exception {
        // Given
        int job;
        double startAt;
        try (Sandbox first = Sandbox.start(folder)) {
            job = first.launch("run: |\n  echo x >> starts\n  while [ ! -e go ]; do sleep 0.05; done\n  exit 5");
            startAt = first.awaitStatus(job, "RUNNING").getDouble("start_at");
        }

        // When
        try (Sandbox second = Sandbox.start(folder)) {
            JsonObject running = second.row(job);
            Files.createFile(workdir(job).resolve("go"));
            JsonObject ended = second.awaitStatus(job, "FAILED");

            // Then
            assertThat(running.getString("status")).isEqualTo("RUNNING");
            assertThat(ended.getString("failure_reason")).startsWith("Job exited with exit code 5 (");
            assertThat(ended.getDouble("start_at")).isEqualTo(startAt);
            assertThat(workdir(job).resolve("starts")).hasContent("x");
        }
    }

    @Test
    void shouldKnowWhenAJobEndedThatEndedWhileNobodyLooked() throws Exception {
        // Given
        int job;
        try (Sandbox first = Sandbox.start(folder)) {
            job = first.launch("run: |\n  while [ ! -e go ]; do sleep 0.05; done");
            first.awaitStatus(job, "RUNNING");
        }
        Files.createFile(workdir(job).resolve("go"));
        Path exit = folder.resolve("jobs/" + job + "/attempt-0/exit");
        Eventually.get(() -> Files.exists(exit), there -> there);
        double endedAt = Files.getLastModifiedTime(exit).toMillis() / 1e3;

        // When
        try (Sandbox second = Sandbox.start(folder)) {
            JsonObject row = second.row(job);

            // Then
            assertThat(row.getString("status")).isEqualTo("SUCCEEDED");
            assertThat(row.getDouble("end_at")).isCloseTo(endedAt, Offset.offset(0.002));
        }
    }

    @Test
    void shouldFindAJobAgainAfterItWasKilledItself() throws Exception {
        // Given
        String task = "run: |\n  echo x >> starts\n  while [ ! -e go ]; do sleep 0.05; done\n  exit 6";
        Process first = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SandboxMain.class.getName(),
                        folder.toString(),
                        task)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Eventually.get(() -> Files.exists(workdir(1).resolve("starts")), there -> there);

        // When
        first.destroyForcibly().waitFor();

        // Then
        try (Sandbox second = Sandbox.start(folder)) {
            second.awaitStatus(1, "RUNNING");
            Files.createFile(workdir(1).resolve("go"));
            assertThat(second.awaitStatus(1, "FAILED").getString("failure_reason"))
                    .startsWith("Job exited with exit code 6 (");
            assertThat(workdir(1).resolve("starts")).hasContent("x");
        }
    }

    @Test
    void shouldStartAJobOnceThatWasPendingWhenItStopped() throws Exception {
        // Given
        int job;
        try (Sandbox first = Sandbox.start(folder)) {
            job = first.launch("run: echo x >> starts");
        }

        // When
        try (Sandbox second = Sandbox.start(folder)) {
            second.awaitStatus(job, "SUCCEEDED");

            // Then
            assertThat(workdir(job).resolve("starts")).hasContent("x");
            assertThat(second.launch("run: 'true'")).isEqualTo(job + 1);
        }
    }

    @Test
    void shouldNotTakeAReusedProcessIdForTheJob() throws Exception {
        // Given
        int job;
        try (Sandbox first = Sandbox.start(folder)) {
            job = first.launch("run: '[ -e once ] || { touch once; sleep 300; }'");
            first.awaitStatus(job, "RUNNING");
            Eventually.get(() -> Files.exists(workdir(job).resolve("once")), there -> there);
        }
        Path mark = folder.resolve("jobs/" + job + "/attempt-0/process");
        String[] words = Files.readString(mark).trim().split(" ", 3);
        Processes.kill("-" + words[0]);
        Files.writeString(mark, ProcessHandle.current().pid() + " 1 " + words[2]);

        // When
        try (Sandbox second = Sandbox.start(folder)) {

            // Then
            assertThat(second.awaitStatus(job, "SUCCEEDED").getInteger("recovery_count"))
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldFindClustersAndTheirJobsAgain() throws Exception {
        // Given
        String hash;
        try (Sandbox first = Sandbox.start(folder)) {
            first.launchOn("up", "{resources: {accelerators: 'H100:8'}, run: 'sleep 300'}");
            first.awaitJobOf("up", 1, "RUNNING");
            first.launchOn("stopped", "run: 'true'");
            first.cycle("/stop", Sandbox.on("stopped"));
            first.launch("{resources: {accelerators: 'H100:1'}, run: 'sleep 300'}");
            hash = first.cluster("up").getString("cluster_hash");
        }

        // When
        Sandbox second = Sandbox.start(folder);

        // Then
        assertThat(second.cluster("up").getString("cluster_hash")).isEqualTo(hash);
        assertThat(second.cluster("stopped").getString("status")).isEqualTo("STOPPED");
        assertThat(second.jobOf("up", 1).getString("status")).isEqualTo("RUNNING");
        assertThat(second.execOn("up", "run: 'true'")).isEqualTo(2);
        assertThat(second.row(1).getString("status"))
                .as("the cluster has all GPUs")
                .isEqualTo("PENDING");
        second.closeWithoutJobs();
    }

    @Test
    void shouldForgetRequestsAndKeepItsPorts() throws Exception {
        // Given
        String endpoint;
        String s3Endpoint;
        String id;
        try (Sandbox first = Sandbox.start(folder)) {
            endpoint = first.endpoint();
            s3Endpoint = first.s3Endpoint();
            id = first.post("/jobs/queue/v2", new JsonObject())
                    .headers()
                    .firstValue("x-skypilot-request-id")
                    .orElseThrow();
        }

        // When
        try (Sandbox second = Sandbox.start(folder)) {

            // Then
            assertThat(second.get("/api/get?request_id=" + id).statusCode()).isEqualTo(404);
            assertThat(second.endpoint()).isEqualTo(endpoint);
            assertThat(second.s3Endpoint()).isEqualTo(s3Endpoint);
        }
    }

    @Test
    void shouldRefuseAFolderThatIsInUse() throws Exception {
        // Given
        try (Sandbox first = Sandbox.start(folder)) {
            assertThat(first.get("/api/health").statusCode()).isEqualTo(200);

            // When, then
            assertThatThrownBy(() -> Sandbox.start(folder))
                    .isInstanceOf(SandboxRefused.class)
                    .hasMessageContaining("is in use by the sandbox of process "
                            + ProcessHandle.current().pid());
        }
    }

    @Test
    void shouldRefuseToMoveFromAPortThatIsTaken() throws Exception {
        // Given
        int port;
        try (Sandbox first = Sandbox.start(folder)) {
            port = URI.create(first.endpoint()).getPort();
        }
        try (ServerSocket taker = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(taker.isBound()).isTrue();

            // When, then
            assertThatThrownBy(() -> Sandbox.start(folder))
                    .isInstanceOf(SandboxRefused.class)
                    .hasMessageStartingWith("Port " + port + " is taken by another program.");
        }
    }

    private Path workdir(int job) {
        return folder.resolve("jobs/" + job + "/workdir");
    }
}
