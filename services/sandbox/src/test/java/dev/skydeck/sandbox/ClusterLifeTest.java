package dev.skydeck.sandbox;

import static dev.skydeck.sandbox.Sandbox.on;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterLifeTest {
    private static final JsonObject EVERYTHING = new JsonObject();

    @TempDir
    Path folder = Path.of("replaced");

    private Sandbox sandbox = Unset.sandbox();

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(folder);
    }

    @AfterEach
    void stop() throws Exception {
        sandbox.closeWithoutJobs();
    }

    @Test
    void shouldBeInitAndThenUp() throws Exception {
        // When
        sandbox.post("/launch", on("c").put("task", "run: 'true'").put("env_vars", Sandbox.USER));

        // Then
        JsonObject first = Eventually.get(() -> sandbox.clusters(EVERYTHING), rows -> !rows.isEmpty())
                .getJsonObject(0);
        assertThat(first.getString("status")).isEqualTo("INIT");
        assertThat(first.getBoolean("cluster_ever_up")).isFalse();
        JsonObject then = Eventually.get(
                () -> sandbox.cluster("c"), row -> !row.getString("status").equals("INIT"));
        assertThat(then.getString("status")).isEqualTo("UP");
        assertThat(then.getBoolean("cluster_ever_up")).isTrue();
    }

    @Test
    void shouldRunTheJobsOfAClusterInOneFolderAndNumberThem() throws Exception {
        // Given
        int first = sandbox.launchOn("c", "{setup: echo prepared > kept, run: 'true'}");
        sandbox.awaitJobOf("c", first, "SUCCEEDED");

        // When
        int second = sandbox.execOn("c", "{setup: rm kept, run: 'grep prepared kept'}");

        // Then
        assertThat(first).isEqualTo(1);
        assertThat(second).isEqualTo(2);
        sandbox.awaitJobOf("c", second, "SUCCEEDED");
    }

    @Test
    void shouldTellEachRankWhichItIsAndOnWhichCluster() throws Exception {
        // Given
        String task = "{name: ranks, num_nodes: 2, resources: {accelerators: 'H100:2'}, _metadata: {token: abc}, run: "
                + "'echo $SKYPILOT_NODE_RANK/$SKYPILOT_NUM_NODES $SKYPILOT_NUM_GPUS_PER_NODE $SKYPILOT_TASK_ID"
                + " $SKYPILOT_MANAGED_JOB_ID > rank-$SKYPILOT_NODE_RANK'}";

        // When
        sandbox.launchOn("c", task);

        // Then
        JsonObject row = sandbox.awaitJobOf("c", 1, "SUCCEEDED");
        assertThat(row.getString("job_name")).isEqualTo("ranks");
        assertThat(row.getString("resources")).isEqualTo("2x[H100:2]");
        assertThat(row.getJsonObject("metadata")).isEqualTo(new JsonObject().put("token", "abc"));
        assertThat(Files.readString(workdir().resolve("rank-1"))).matches("1/2 2 sky-[-0-9]+_c_1\n");
        assertThat(sandbox.cluster("c").getString("accelerators")).isEqualTo("{'H100': 2}");
    }

    @Test
    void shouldSetUpBeforeItRuns() throws Exception {
        // Given
        sandbox.launchOn("c", "{setup: 'while [ ! -e go ]; do sleep 0.05; done', run: sleep 300}");

        // When
        JsonObject settingUp = sandbox.awaitJobOf("c", 1, "SETTING_UP");
        Files.createFile(workdir().resolve("go"));
        JsonObject running = sandbox.awaitJobOf("c", 1, "RUNNING");

        // Then
        assertThat(settingUp.getValue("start_at")).isNull();
        assertThat(running.getDouble("start_at")).isGreaterThan(running.getDouble("submitted_at"));
    }

    @Test
    void shouldSayHowAJobFailed() throws Exception {
        // Given
        sandbox.launchOn("c", "run: exit 7");

        // When
        sandbox.launchOn("c", "{setup: exit 3, run: 'true'}");

        // Then
        sandbox.awaitJobOf("c", 1, "FAILED");
        assertThat(sandbox.awaitJobOf("c", 2, "FAILED_SETUP").getValue("start_at"))
                .isNull();
    }

    @Test
    void shouldNotRunAJobAgainWhoseProcessIsGone() throws Exception {
        // Given
        sandbox.launchOn("c", "run: 'echo x >> starts; sleep 300'");
        sandbox.awaitJobOf("c", 1, "RUNNING");
        Path mark = workdir().resolveSibling("jobs/1/attempt-0/process");

        // When
        Processes.kill("-" + Files.readString(mark).split(" ", 2)[0]);

        // Then
        sandbox.awaitJobOf("c", 1, "FAILED_DRIVER");
        assertThat(workdir().resolve("starts")).hasContent("x");
    }

    @Test
    void shouldLetAJobWaitForTheGpusOfItsCluster() throws Exception {
        // Given
        sandbox.launchOn("c", "{resources: {accelerators: 'H100:4'}, run: sleep 300}");
        sandbox.awaitJobOf("c", 1, "RUNNING");
        sandbox.execOn("c", "{resources: {accelerators: 'H100:1'}, run: 'true'}");
        sandbox.execOn("c", "run: 'true'");
        sandbox.awaitJobOf("c", 3, "SUCCEEDED");
        assertThat(sandbox.jobOf("c", 2).getString("status")).isEqualTo("PENDING");

        // When
        sandbox.cycle("/cancel", on("c").put("job_ids", new JsonArray().add(1)));

        // Then
        sandbox.awaitJobOf("c", 2, "SUCCEEDED");
    }

    @Test
    void shouldHaveCancelledAJobWhenTheRequestIsOver() throws Exception {
        // Given
        sandbox.launchOn("c", "run: sleep 300");
        sandbox.awaitJobOf("c", 1, "RUNNING");

        // When
        sandbox.cycle("/cancel", on("c").putNull("job_ids"));

        // Then
        assertThat(sandbox.jobOf("c", 1).getString("status")).isEqualTo("CANCELLED");
    }

    @Test
    void shouldRefuseATaskThatDoesNotFitOnTheCluster() throws Exception {
        // Given
        sandbox.launchOn("c", "{resources: {accelerators: 'H100:1'}}");

        // When
        JsonObject error =
                sandbox.error("/exec", on("c").put("task", "{resources: {accelerators: 'H100:2'}, run: 'true'}"));

        // Then
        assertThat(error.getString("type")).isEqualTo("ResourcesMismatchError");
    }

    @Test
    void shouldRefuseMoreGpusThanThereAre() throws Exception {
        // When
        JsonObject error = sandbox.error("/launch", on("c").put("task", "{resources: {accelerators: 'H100:16'}}"));

        // Then
        assertThat(error.getString("type")).isEqualTo("ResourcesUnavailableError");
        assertThat(sandbox.clusters(EVERYTHING)).isEmpty();
    }

    @Test
    void shouldHoldItsGpusUntilItIsStopped() throws Exception {
        // Given
        sandbox.launchOn("c", "{resources: {accelerators: 'H100:8'}}");
        int job = sandbox.launch("{resources: {accelerators: 'H100:1'}, run: sleep 300}");
        JsonObject error = sandbox.error("/launch", on("d").put("task", "{resources: {accelerators: 'H100:1'}}"));
        assertThat(error.getString("message")).contains("0.0 GPUs free");
        assertThat(sandbox.row(job).getString("status")).isEqualTo("PENDING");

        // When
        sandbox.cycle("/stop", on("c"));

        // Then
        sandbox.awaitStatus(job, "RUNNING");
    }

    @Test
    void shouldEndJobsWhenItIsStoppedAndKeepItsDiskAndHash() throws Exception {
        // Given
        sandbox.launchOn("c", "run: 'touch kept; sleep 300'");
        sandbox.awaitJobOf("c", 1, "RUNNING");
        String hash = sandbox.cluster("c").getString("cluster_hash");

        // When
        sandbox.cycle("/stop", on("c"));

        // Then
        assertThat(sandbox.cluster("c").getString("status")).isEqualTo("STOPPED");
        sandbox.cycle("/start", on("c"));
        assertThat(sandbox.cluster("c").getString("status")).isEqualTo("UP");
        assertThat(sandbox.jobOf("c", 1).getString("status")).isEqualTo("CANCELLED");
        assertThat(sandbox.launchOn("c", "run: ls kept")).isEqualTo(2);
        sandbox.awaitJobOf("c", 2, "SUCCEEDED");
        assertThat(sandbox.cluster("c").getString("cluster_hash")).isEqualTo(hash);
    }

    @Test
    void shouldSayThatAStoppedClusterIsNotUp() throws Exception {
        // Given
        sandbox.launchOn("c", "run: 'true'");
        sandbox.cycle("/stop", on("c"));

        // When
        JsonObject error = sandbox.error("/queue", on("c"));

        // Then
        assertThat(error.getString("type")).isEqualTo("ClusterNotUpError");
        assertThat(error.getString("message"))
                .contains("Getting the job queue: skipped for cluster 'c' (status: STOPPED).");
    }

    @Test
    void shouldStartAStoppedClusterByALaunch() throws Exception {
        // Given
        sandbox.launchOn("c", "run: 'true'");
        sandbox.cycle("/stop", on("c"));

        // When
        int job = sandbox.launchOn("c", "run: 'true'");

        // Then
        assertThat(job).isEqualTo(2);
        assertThat(sandbox.cluster("c").getString("status")).isEqualTo("UP");
    }

    @Test
    void shouldBeAnotherClusterWhenItIsMadeAgain() throws Exception {
        // Given
        sandbox.launchOn("c", "run: 'touch kept; sleep 300'");
        sandbox.awaitJobOf("c", 1, "RUNNING");
        JsonObject before = sandbox.cluster("c");
        String pid = Files.readString(workdir().resolveSibling("jobs/1/attempt-0/process"))
                .split(" ", 2)[0];

        // When
        sandbox.cycle("/down", on("c"));

        // Then
        assertThat(Processes.runs(pid)).isFalse();
        assertThat(sandbox.clusters(EVERYTHING)).isEmpty();
        assertThat(sandbox.launchOn("c", "run: '! ls kept'")).isEqualTo(1);
        sandbox.awaitJobOf("c", 1, "SUCCEEDED");
        assertThat(sandbox.cluster("c").getString("cluster_hash")).isNotEqualTo(before.getString("cluster_hash"));
    }

    @Test
    void shouldReportWhatClustersCostAlsoWhenTheyAreDown() throws Exception {
        // Given
        sandbox.launchOn("c", "{num_nodes: 2, resources: {accelerators: 'H100:4'}}");
        sandbox.cycle("/down", on("c"));

        // When
        JsonArray report = (JsonArray) sandbox.value("/cost_report", EVERYTHING);

        // Then
        JsonObject row = report.getJsonObject(0);
        JsonArray interval = row.getJsonArray("usage_intervals").getJsonArray(0);
        assertThat(row.getValue("status")).isNull();
        assertThat(row.getInteger("num_nodes")).isEqualTo(2);
        assertThat(row.getDouble("total_cost")).isBetween(0.0001, 0.1);
        assertThat(interval.getLong(1)).isGreaterThanOrEqualTo(interval.getLong(0));
    }

    @Test
    void shouldStopByItselfAfterItsLastJob() throws Exception {
        // Given
        sandbox.launchOn("c", "run: 'while [ ! -e go ]; do sleep 0.05; done'");
        sandbox.awaitJobOf("c", 1, "RUNNING");
        sandbox.cycle("/autostop", on("c").put("idle_minutes", 0));
        assertThat(sandbox.cluster("c").getInteger("autostop")).isZero();

        // When
        Files.createFile(workdir().resolve("go"));

        // Then
        Eventually.get(
                () -> sandbox.cluster("c"), row -> row.getString("status").equals("STOPPED"));
    }

    @Test
    void shouldGoDownByItselfWhereTheTaskWishesIt() throws Exception {
        // When
        sandbox.launchOn("c", "{resources: {autostop: {idle_minutes: 0, down: true}}, run: 'true'}");

        // Then
        Eventually.get(() -> sandbox.clusters(EVERYTHING), JsonArray::isEmpty);
    }

    @Test
    void shouldFindClustersByGlobsAndUser() throws Exception {
        // Given
        sandbox.launchOn("dev-1", "num_nodes: 1");
        sandbox.launchOn("dev-2", "num_nodes: 1");
        JsonObject other = new JsonObject().put("SKYPILOT_USER_ID", "00000000").put("SKYPILOT_USER", "eve");

        // When
        JsonArray globbed = sandbox.clusters(new JsonObject()
                .put("cluster_names", new JsonArray().add("dev-[2-9]").add("x*")));
        JsonArray ofOther =
                sandbox.clusters(new JsonObject().put("all_users", false).put("env_vars", other));

        // Then
        assertThat(globbed).hasSize(1);
        assertThat(globbed.getJsonObject(0).getString("name")).isEqualTo("dev-2");
        assertThat(ofOther).isEmpty();
    }

    @Test
    void shouldAnswerToAStatusRequestWithoutABody() throws Exception {
        // When
        int status = sandbox.send("POST", "/status", "", Map.of("Content-Type", "application/json"))
                .statusCode();

        // Then
        assertThat(status).isEqualTo(200);
    }

    @Test
    void shouldFollowAJobsLogToItsEnd() throws Exception {
        // Given
        sandbox.launchOn("c", "{name: said, run: 'while [ ! -e go ]; do sleep 0.05; done; echo done; exit 4'}");
        CompletableFuture<String> following = CompletableFuture.supplyAsync(() -> follow(1));
        sandbox.awaitJobOf("c", 1, "RUNNING");

        // When
        Files.createFile(workdir().resolve("go"));

        // Then
        assertThat(following.get())
                .containsSubsequence(
                        "(said)\u001b[0m done\n", "Job 1 failed with return code list", "(status: FAILED).");
    }

    private String follow(int job) {
        try {
            return sandbox.post("/logs", on("c").put("job_id", job).put("env_vars", Sandbox.USER))
                    .body();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Path workdir() throws Exception {
        return folder.resolve("clusters/" + sandbox.cluster("c").getString("cluster_hash") + "/workdir");
    }
}
