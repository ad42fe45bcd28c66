package dev.skydeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happened to managed jobs, beside what a real server told. */
class JobEventsTest {
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

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ';',
            value = {
                "|run: 'true'|; SUCCEEDED; jobs_events_success--get",
                "|run: exit 7|; FAILED; jobs_events_failure--get",
                "|{setup: exit 3, run: 'true'}|; FAILED_SETUP; jobs_events_setup--get"
            })
    void shouldTellTheSame(String task, String status, String name) throws Exception {
        // Given
        int job = sandbox.launch(task);
        sandbox.awaitStatus(job, status);

        // When
        JsonArray events = events(new JsonObject().put("job_id", job).put("limit", 50));

        // Then
        JsonArray recorded = (JsonArray) Recording.of(name).value();
        assertThat(withoutTimes(events, job)).isEqualTo(withoutTimes(recorded, job));
        assertThat(events.getJsonObject(0).getString("timestamp"))
                .hasSameSizeAs(recorded.getJsonObject(0).getString("timestamp"));
    }

    @Test
    void shouldTellWhoCancelled() throws Exception {
        // Given
        int job = sandbox.launch("run: sleep 300");
        sandbox.awaitStatus(job, "RUNNING");
        sandbox.cancel(job);
        sandbox.awaitStatus(job, "CANCELLED");

        // When
        JsonArray events = events(new JsonObject().put("job_id", job));

        // Then
        JsonObject whole = events.getJsonObject(1);
        assertThat(events.getJsonObject(0).getString("new_status")).isEqualTo("CANCELLED");
        assertThat(whole.getString("new_status")).isEqualTo("CANCELLING");
        assertThat(whole.getValue("task_id")).isNull();
        assertThat(whole.getString("reason")).startsWith("Cancellation requested by user ana (request ID: ");
    }

    @Test
    void shouldTellTheNewestWhereFewAreAskedFor() throws Exception {
        // Given
        int job = sandbox.launch("run: 'true'");
        sandbox.awaitStatus(job, "SUCCEEDED");

        // When
        JsonArray events = events(new JsonObject().put("job_id", job).put("limit", 1));

        // Then
        assertThat(events).hasSize(1);
        assertThat(events.getJsonObject(0).getString("new_status")).isEqualTo("SUCCEEDED");
    }

    @Test
    void shouldTellNothingOfAJobThatIsNotThere() throws Exception {
        assertThat(events(new JsonObject().put("job_id", 9999))).isEmpty();
    }

    @Test
    void shouldFollowTheControllersLogUntilTheJobIsDone() throws Exception {
        // Given
        List<String> recorded =
                Recording.of("jobs_logs_controller").body().lines().toList();
        int job = sandbox.launch("{name: fails, run: 'echo about to fail; exit 7'}");
        JsonObject asked =
                new JsonObject().put("job_id", job).put("controller", true).put("env_vars", Sandbox.USER);

        // When
        String log = sandbox.post("/jobs/logs", asked).body();

        // Then
        assertThat(log.lines())
                .containsSubsequence(
                        recorded.get(0),
                        "The user job failed (JobStatus.FAILED). Please check the logs below.",
                        "== Logs of the user job (ID: " + job + ") ==",
                        "\u001b[36m(fails)\u001b[0m about to fail",
                        "== End of logs (ID: " + job + ") ==",
                        "Task 0 failed and will not be retried",
                        "Cluster of managed job " + job + " has been cleaned up.");
        assertThat(log).contains("PENDING: Job submitted to queue\n").contains("RUNNING: Job has started\n");
    }

    private static JsonArray events(JsonObject body) throws Exception {
        return (JsonArray) sandbox.value("/jobs/events", body);
    }

    private static List<JsonObject> withoutTimes(JsonArray events, int job) {
        return events.stream()
                .map(JsonObject.class::cast)
                .map(event -> event.copy()
                        .put("timestamp", "")
                        .put("spot_job_id", job)
                        .put("reason", event.getString("reason").replaceAll("[0-9]+$", String.valueOf(job))))
                .toList();
    }
}
