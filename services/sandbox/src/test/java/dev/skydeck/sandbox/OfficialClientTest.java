package dev.skydeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.sandbox.SkyCommandLine.Ended;
import dev.skydeck.sandbox.SkyCommandLine.Started;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SkyPilot's own command line, which {@code skydeck.test.sky} names, makes of the sandbox. */
@Tag("real")
class OfficialClientTest {
    private static final String GREETS = "run: echo hello from $SKYPILOT_NODE_RANK";
    private static final String FAILS = "run: |\n  echo oh no\n  exit 3";
    private static final String WAITS =
            "run: |\n  echo begun\n  while [ ! -e \"$GATE\" ]; do sleep 0.05; done\n  echo ended";

    @TempDir
    static Path folder = Path.of("replaced");

    private static Sandbox sandbox = Unset.sandbox();
    private static SkyCommandLine sky = Unset.sky();

    @BeforeAll
    static void start() throws Exception {
        String program = Objects.requireNonNull(System.getProperty("skydeck.test.sky"), "run it with -Preal");
        sandbox = Sandbox.start(folder.resolve("sandbox"));
        sky = new SkyCommandLine(program, sandbox.endpoint(), folder.resolve("home"));
    }

    @AfterAll
    static void stop() throws Exception {
        sky.close();
        sandbox.closeWithoutJobs();
        assertThat(sky.processes()).isEmpty();
        assertThat(folder.resolve("home/.sky")).as("where it keeps its things").isDirectory();
    }

    @Test
    void shouldTellWhichServerItTalksTo() throws Exception {
        // When
        Ended info = sky.run("api", "info");

        // Then
        assertThat(info.text()).contains(sandbox.endpoint(), "HEALTHY", "version: 0.14.1");
        assertThat(info.code()).isZero();
    }

    @Test
    void shouldLaunchAJobAndShowItsOutputUntilItEnds() throws Exception {
        // When
        Ended launch = sky.run("jobs", "launch", "-y", "-n", "greets", task(GREETS));

        // Then
        assertThat(launch.text()).contains("(greets) hello from 0", "Job finished (status: SUCCEEDED)");
        assertThat(launch.code()).isZero();
    }

    @Test
    void shouldLaunchAJobThatFailsAndEndWithItsCode() throws Exception {
        // When
        Ended launch = sky.run("jobs", "launch", "-y", "-n", "fails", task(FAILS));

        // Then
        assertThat(launch.text()).contains("(fails) oh no", "Job finished (status: FAILED)");
        assertThat(launch.code()).isEqualTo(100);
    }

    @Test
    void shouldLaunchAJobWithoutWaitingForIt() throws Exception {
        // When
        Ended launch = sky.run("jobs", "launch", "-y", "-d", "-n", "detached", task(WAITS));

        // Then
        int job = jobNamed("detached");
        assertThat(launch.text()).contains("Managed Job ID: " + job).doesNotContain("begun");
        assertThat(launch.code()).isZero();
    }

    @Test
    void shouldNotLaunchWhatTheSandboxCannotRun() throws Exception {
        // Given
        Files.createDirectories(folder.resolve("home/code"));

        // When
        Ended launch = sky.run("jobs", "launch", "-y", "-n", "refused", task("workdir: code\nrun: pwd"));

        // Then
        assertThat(launch.text()).contains("NotSupportedError", "no workdir");
        assertThat(launch.code()).isEqualTo(1);
    }

    @Test
    void shouldListJobsWithTheirNamesAndStates() throws Exception {
        // Given
        int running = sandbox.launch("name: listed-running\n" + WAITS);
        int failed = sandbox.launch("name: listed-failed\n" + FAILS);
        sandbox.awaitStatus(running, "RUNNING");
        sandbox.awaitStatus(failed, "FAILED");

        // When
        Ended queue = sky.run("jobs", "queue");

        // Then
        assertThat(queue.row("listed-running")).contains(String.valueOf(running), "RUNNING");
        assertThat(queue.row("listed-failed")).contains(String.valueOf(failed), "FAILED");
        assertThat(queue.code()).isZero();
    }

    @Test
    void shouldFollowTheLogOfAJobUntilItEnds() throws Exception {
        // Given
        Path gate = folder.resolve("gate");
        int job = sandbox.launch("name: followed\nenvs: {GATE: '" + gate + "'}\n" + WAITS);
        sandbox.awaitStatus(job, "RUNNING");

        // When
        Started logs = sky.start("jobs", "logs", String.valueOf(job));
        Eventually.get(logs::text, text -> text.contains("begun"));
        Files.createFile(gate);

        // Then
        Ended followed = logs.ended();
        assertThat(followed.text()).contains("(followed) ended", "Job finished (status: SUCCEEDED)");
        assertThat(followed.code()).isZero();
    }

    @Test
    void shouldShowTheLogOfAJobThatFailedAndEndWithItsCode() throws Exception {
        // Given
        int job = sandbox.launch("name: failed\n" + FAILS);
        sandbox.awaitStatus(job, "FAILED");

        // When
        Ended logs = sky.run("jobs", "logs", String.valueOf(job));

        // Then
        assertThat(logs.text()).contains("(failed) oh no", "Job finished (status: FAILED)");
        assertThat(logs.code()).isEqualTo(100);
    }

    @Test
    void shouldKnowNoLogOfAJobThatIsNotThere() throws Exception {
        // When
        Ended logs = sky.run("jobs", "logs", "9999");

        // Then
        assertThat(logs.text()).contains("Job 9999 not found");
        assertThat(logs.code()).isEqualTo(102);
    }

    @Test
    void shouldCancelAJob() throws Exception {
        // Given
        int job = sandbox.launch("name: cancelled\n" + WAITS);
        sandbox.awaitStatus(job, "RUNNING");

        // When
        Ended cancel = sky.run("jobs", "cancel", "-y", String.valueOf(job));

        // Then
        assertThat(cancel.text()).contains("Job with ID " + job + " is scheduled to be cancelled");
        assertThat(cancel.code()).isZero();
        sandbox.awaitStatus(job, "CANCELLED");
        assertThat(sky.run("jobs", "queue").row("cancelled")).contains(String.valueOf(job), "CANCELLED");
        assertThat(sky.run("jobs", "logs", String.valueOf(job)).code()).isEqualTo(103);
    }

    @Test
    void shouldLaunchAClusterAndShowTheOutputOfItsJob() throws Exception {
        // When
        Ended launch = sky.run("launch", "-y", "-c", "launched", task("num_nodes: 2\n" + GREETS));

        // Then
        assertThat(launch.text())
                .contains("Cluster launched: launched", "hello from 0", "hello from 1", "status: SUCCEEDED")
                .contains("sky down launched");
        assertThat(launch.code()).isZero();
    }

    @Test
    void shouldListClustersWithWhatTheyHave() throws Exception {
        // Given
        sandbox.launchOn("listed", "{num_nodes: 2, resources: {accelerators: 'H100:1'}, run: 'true'}");

        // When
        Ended status = sky.run("status");

        // Then
        assertThat(status.row("listed"))
                .contains("Sandbox (local)", "UP")
                .anyMatch(cell -> cell.startsWith("2x(gpus=H100:1"));
        assertThat(status.code()).isZero();
    }

    @Test
    void shouldRunATaskOnAClusterAndEndWithItsCode() throws Exception {
        // Given
        sandbox.launchOn("executes", GREETS);

        // When
        Ended exec = sky.run("exec", "executes", task(FAILS));

        // Then
        assertThat(exec.text()).contains("Job submitted, ID: 2", "oh no", "Job finished (status: FAILED)");
        assertThat(exec.code()).isEqualTo(100);
    }

    @Test
    void shouldListTheJobsOfACluster() throws Exception {
        // Given
        sandbox.launchOn("queues", "name: first\n" + GREETS);
        sandbox.execOn("queues", "name: second\n" + WAITS);
        sandbox.awaitJobOf("queues", 1, "SUCCEEDED");
        sandbox.awaitJobOf("queues", 2, "RUNNING");

        // When
        Ended queue = sky.run("queue", "queues");

        // Then
        assertThat(queue.row("first")).contains("1", "ana", "SUCCEEDED");
        assertThat(queue.row("second")).contains("2", "ana", "RUNNING");
        assertThat(queue.code()).isZero();
    }

    @Test
    void shouldShowTheLogOfAJobOfACluster() throws Exception {
        // Given
        sandbox.launchOn("logs", "name: logged\n" + FAILS);
        sandbox.awaitJobOf("logs", 1, "FAILED");

        // When
        Ended logs = sky.run("logs", "logs", "1");

        // Then
        assertThat(logs.text()).contains("(logged) oh no", "Job finished (status: FAILED)");
        assertThat(logs.code()).isEqualTo(100);
    }

    @Test
    void shouldCancelAJobOfACluster() throws Exception {
        // Given
        sandbox.launchOn("cancels", WAITS);
        sandbox.awaitJobOf("cancels", 1, "RUNNING");

        // When
        Ended cancel = sky.run("cancel", "-y", "cancels", "1");

        // Then
        assertThat(cancel.text()).contains("Cancelled job ID(s): 1");
        assertThat(cancel.code()).isZero();
        assertThat(sandbox.jobOf("cancels", 1).getString("status")).isEqualTo("CANCELLED");
    }

    @Test
    void shouldStopAClusterAfterSomeIdleMinutes() throws Exception {
        // Given
        sandbox.launchOn("idles", GREETS);

        // When
        Ended autostop = sky.run("autostop", "-y", "idles", "-i", "7");

        // Then
        assertThat(autostop.text()).contains("will be autostopped after 7 minutes");
        assertThat(autostop.code()).isZero();
        assertThat(sky.run("status", "idles").row("idles")).contains("7m");
    }

    @Test
    void shouldStopACluster() throws Exception {
        // Given
        sandbox.launchOn("stops", WAITS);

        // When
        Ended stop = sky.run("stop", "-y", "stops");

        // Then
        assertThat(stop.text()).contains("Stopping cluster stops...done");
        assertThat(stop.code()).isZero();
        assertThat(sky.run("status", "stops").row("stops")).contains("STOPPED");
        assertThat(sky.run("logs", "stops", "1").code()).isEqualTo(1);
    }

    @Test
    void shouldStartAClusterThatWasStopped() throws Exception {
        // Given
        sandbox.launchOn("starts", GREETS);
        sandbox.value("/stop", Sandbox.on("starts"));

        // When
        Ended start = sky.run("start", "-y", "starts");

        // Then
        assertThat(start.text()).contains("Cluster starts started");
        assertThat(start.code()).isZero();
        assertThat(sky.run("status", "starts").row("starts")).contains("UP");
    }

    @Test
    void shouldTakeAClusterDown() throws Exception {
        // Given
        sandbox.launchOn("goes", WAITS);

        // When
        Ended down = sky.run("down", "-y", "goes");

        // Then
        assertThat(down.text()).contains("Terminating cluster goes...done");
        assertThat(down.code()).isZero();
        assertThat(sky.run("status", "goes").text()).contains("Cluster 'goes' not found");
    }

    @Test
    void shouldRunNothingOnAClusterThatIsNotThere() throws Exception {
        // When
        Ended exec = sky.run("exec", "nowhere", task(GREETS));

        // Then
        assertThat(exec.text()).contains("Cluster 'nowhere' does not exist");
        assertThat(exec.code()).isEqualTo(1);
    }

    @Test
    void shouldReportWhatClustersCost() throws Exception {
        // Given
        sandbox.launchOn("costs", "{resources: {accelerators: 'H100:1'}, run: 'true'}");

        // When
        Ended report = sky.run("cost-report", "--all");

        // Then
        assertThat(report.row("costs")).contains("UP").anyMatch(cell -> cell.contains("H100:1"));
        assertThat(report.code()).isZero();
    }

    private static String task(String yaml) throws Exception {
        return Files.writeString(Files.createTempFile(folder.resolve("home"), "task-", ".yaml"), yaml)
                .toString();
    }

    private static int jobNamed(String name) throws Exception {
        List<Integer> ids = sandbox.queue(new JsonObject()).getJsonArray("jobs").stream()
                .map(JsonObject.class::cast)
                .filter(row -> row.getString("job_name").equals(name))
                .map(row -> row.getInteger("job_id"))
                .toList();
        assertThat(ids).hasSize(1);
        return ids.get(0);
    }
}
