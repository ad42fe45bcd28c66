package dev.skydeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobLifeTest {
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
    void shouldRunATaskToItsEnd() throws Exception {
        // Given
        double before = System.currentTimeMillis() / 1e3;

        // When
        int job = sandbox.launch("{\"name\": \"fine\", \"run\": \"true\", \"_metadata\": {\"token\": \"t1\"}}");

        // Then
        JsonObject row = sandbox.awaitStatus(job, "SUCCEEDED");
        assertThat(row.getDouble("submitted_at")).isGreaterThan(before);
        assertThat(row.getDouble("start_at")).isGreaterThanOrEqualTo(row.getDouble("submitted_at"));
        assertThat(row.getDouble("end_at")).isGreaterThanOrEqualTo(row.getDouble("start_at"));
        assertThat(row.getJsonObject("metadata")).isEqualTo(new JsonObject().put("token", "t1"));
        assertThat(row.getString("job_name")).isEqualTo("fine");
        assertThat(row.getString("user_hash")).isEqualTo("ab12cd34");
        assertThat(row.getValue("failure_reason")).isNull();
    }

    @Test
    void shouldShowEveryStateOnTheWay() throws Exception {
        // Given
        int job = sandbox.launch("run: sleep 0.3");
        Set<String> seen = new LinkedHashSet<>();

        // When
        Eventually.get(
                () -> {
                    JsonObject row = sandbox.row(job);
                    seen.add(row.getString("status") + " " + row.getString("schedule_state"));
                    return row;
                },
                row -> row.getString("schedule_state").equals("DONE"));

        // Then
        assertThat(seen)
                .containsExactly(
                        "PENDING WAITING", "STARTING LAUNCHING", "RUNNING ALIVE", "SUCCEEDED ALIVE", "SUCCEEDED DONE");
    }

    @Test
    void shouldSayWithWhichCodeAJobFailed() throws Exception {
        // When
        int job = sandbox.launch("run: exit 3");

        // Then
        String reason = "Job exited with exit code 3 (user program failure). To see the details, run: "
                + "sky jobs logs --controller " + job;
        JsonObject row = sandbox.awaitStatus(job, "FAILED");
        assertThat(row.getString("failure_reason")).isEqualTo(reason);
        assertThat(row.getString("details")).isEqualTo("Failure: " + reason);
    }

    @Test
    void shouldNotRunWhatFollowsAFailedSetup() throws Exception {
        // When
        int job = sandbox.launch("setup: exit 4\nrun: touch ran");

        // Then
        JsonObject row = sandbox.awaitStatus(job, "FAILED_SETUP");
        assertThat(row.getString("failure_reason"))
                .isEqualTo("Job failed (FAILED_SETUP) (user program failure). To see the details, run: "
                        + "sky jobs logs --controller " + job);
        assertThat(folder.resolve("jobs/" + job + "/workdir/ran")).doesNotExist();
    }

    @Test
    void shouldRunAFailedJobAgainAsOftenAsTheTaskSays() throws Exception {
        // When
        int job = sandbox.launch("resources: {job_recovery: {max_restarts_on_errors: 1}}\n"
                + "run: '[ -e once ] || { touch once; exit 1; }'");

        // Then
        assertThat(sandbox.awaitStatus(job, "SUCCEEDED").getInteger("recovery_count"))
                .isEqualTo(1);
    }

    @Test
    void shouldGiveEveryRankItsPlaceAndTheTasksVariables() throws Exception {
        // When
        int job = sandbox.launch("name: ranks\nnum_nodes: 2\nenvs: {GREET: hi, NUM: 3}\nsecrets: {TOKEN: abc}\n"
                + "run: |\n  echo \"$GREET $NUM ${#TOKEN} $SKYPILOT_NUM_NODES $(echo $SKYPILOT_NODE_IPS)"
                + " $SKYPILOT_TASK_ID\" > rank-$SKYPILOT_NODE_RANK");

        // Then
        JsonObject row = sandbox.awaitStatus(job, "SUCCEEDED");
        String taskId = row.getString("run_timestamp").replace("sky-", "sky-managed-") + "_ranks_" + job + "-0";
        for (int rank = 0; rank < 2; rank++) {
            assertThat(folder.resolve("jobs/" + job + "/workdir/rank-" + rank))
                    .hasContent("hi 3 3 2 127.0.0.1 127.0.0.1 " + taskId);
        }
        assertThat(row.getString("user_yaml")).contains("<redacted>").doesNotContain("abc");
    }

    @Test
    void shouldCancelAProcessGroupThatIgnoresTerm() throws Exception {
        // Given
        int job = sandbox.launch("run: |\n  trap '' TERM\n  sleep 300 & echo $! > child\n  wait\n  sleep 300");
        Path child = folder.resolve("jobs/" + job + "/workdir/child");
        String pid = Eventually.get(
                () -> Files.exists(child) ? Files.readString(child).trim() : "", text -> !text.isEmpty());

        // When
        sandbox.cancel(job);

        // Then
        JsonObject row = sandbox.awaitStatus(job, "CANCELLED");
        assertThat(row.getString("details")).startsWith("Cancellation requested by user ana (request ID: ");
        assertThat(row.getValue("end_at")).isNotNull();
        Eventually.get(() -> Processes.runs(pid), runs -> !runs);
    }

    @Test
    void shouldCancelAJobThatDidNotStart() throws Exception {
        // Given
        int job = sandbox.launch("run: touch ran");

        // When
        sandbox.cancel(job);

        // Then
        JsonObject row = sandbox.awaitStatus(job, "CANCELLED");
        assertThat(row.getValue("start_at")).isNull();
        assertThat(folder.resolve("jobs/" + job + "/workdir/ran")).doesNotExist();
    }

    @Test
    void shouldEndWhatAJobLeavesBehind() throws Exception {
        // When
        int job = sandbox.launch("run: sleep 300 & echo $! > left");

        // Then
        Eventually.get(
                () -> sandbox.row(job), row -> row.getString("schedule_state").equals("DONE"));
        String pid = Files.readString(folder.resolve("jobs/" + job + "/workdir/left"))
                .trim();
        Eventually.get(() -> Processes.runs(pid), runs -> !runs);
    }

    @Test
    void shouldRecoverAJobWhoseProcessWasKilled() throws Exception {
        // Given
        int job = sandbox.launch("run: '[ -e once ] || { touch once; sleep 300; }'");
        sandbox.awaitStatus(job, "RUNNING");
        Path workdir = folder.resolve("jobs/" + job + "/workdir");
        Eventually.get(() -> Files.exists(workdir.resolve("once")), there -> there);

        // When
        Processes.kill(Files.readString(folder.resolve("jobs/" + job + "/attempt-0/process"))
                .split(" ", 2)[0]);

        // Then
        assertThat(sandbox.awaitStatus(job, "SUCCEEDED").getInteger("recovery_count"))
                .isEqualTo(1);
    }

    @Test
    void shouldStayInEachEarlyStateForAsLongAsItIsTold() throws Exception {
        // Given
        sandbox.close();
        sandbox = Sandbox.start(SandboxOptions.at(folder).withDelays(Duration.ofSeconds(60)));
        JsonObject launch =
                new JsonObject().put("task", "run: 'true'").put("name", "j").put("env_vars", Sandbox.USER);

        // When
        sandbox.post("/jobs/launch", launch);

        // Then
        JsonObject answer =
                Eventually.get(() -> sandbox.queue(new JsonObject()), queue -> queue.getInteger("total") == 1);
        JsonArray jobs = answer.getJsonArray("jobs");
        assertThat(jobs.getJsonObject(0).getString("schedule_state")).isEqualTo("INACTIVE");
    }
}
