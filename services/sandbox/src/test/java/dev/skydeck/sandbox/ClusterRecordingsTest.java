package dev.skydeck.sandbox;

import static dev.skydeck.sandbox.Sandbox.on;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sandbox's clusters beside those of a real server. */
class ClusterRecordingsTest {
    private static final String NO_HANDLE = "gAROLg==";

    @TempDir
    static Path folder = Path.of("replaced");

    private static Sandbox sandbox = Unset.sandbox();

    /** Cluster {@code dev-a1} as recorded: job 1 succeeded, job 2 runs. */
    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start(folder);
        JsonObject launch = Recording.of("cluster_launch").asked();
        sandbox.launchOn("dev-a1", launch.getString("task").replace("sleep 5", "true"));
        sandbox.execOn("dev-a1", "name: second\nrun: |\n  for i in $(seq 3); do echo tick $i; done\n  sleep 300");
        sandbox.awaitJobOf("dev-a1", 1, "SUCCEEDED");
        sandbox.awaitJobOf("dev-a1", 2, "RUNNING");
    }

    @AfterAll
    static void stop() throws Exception {
        sandbox.closeWithoutJobs();
    }

    @Test
    void shouldShowAClusterWithTheSameKeysAndTypes() throws Exception {
        // Given
        JsonObject recorded = ((JsonArray) Recording.of("cluster_status--get").value()).getJsonObject(0);

        // When
        JsonObject row =
                sandbox.clusters(new JsonObject().put("include_handle", false)).getJsonObject(0);

        // Then
        assertThat(List.copyOf(row.fieldNames())).containsExactlyElementsOf(recorded.fieldNames());
        for (String key : recorded.fieldNames()) {
            assertThat(row.getValue(key)).as(key).hasSameClassAs(recorded.getValue(key));
        }
        for (String key : List.of("name", "status", "autostop", "user_hash", "nodes", "labels", "last_creation_yaml")) {
            assertThat(kept(row, key)).as(key).isEqualTo(kept(recorded, key));
        }
    }

    @ParameterizedTest
    @CsvSource({"cluster_status_one_with_handle--get, false", "cli_launch_59_api_get, true"})
    void shouldShowAClusterToItsCommandLineWithTheSameKeysAndTypes(String name, boolean summary) throws Exception {
        // Given
        JsonObject recorded = ((JsonArray) Recording.of(name).value()).getJsonObject(0);

        // When
        JsonObject row = sandbox.clusters(new JsonObject().put("summary_response", summary))
                .getJsonObject(0);

        // Then
        assertThat(List.copyOf(row.fieldNames())).containsExactlyElementsOf(recorded.fieldNames());
        for (String key : recorded.fieldNames()) {
            assertThat(row.getValue(key)).as(key).hasSameClassAs(recorded.getValue(key));
        }
        assertThat(row.getString("handle")).isNotEqualTo(NO_HANDLE);
    }

    @ParameterizedTest
    @CsvSource({"/launch, false, true", "/exec, false, true", "/launch, true, false", "/start, false, true"})
    void shouldHandOutAHandleUnlessNothingWasDone(String path, boolean dryRun, boolean given) throws Exception {
        // Given
        JsonObject body = on("dev-a1").put("task", "run: 'true'").put("dryrun", dryRun);

        // When
        Object answer = sandbox.value(path, body);

        // Then
        Object handle = answer instanceof JsonObject launched ? launched.getValue("handle") : answer;
        assertThat(!NO_HANDLE.equals(handle)).isEqualTo(given);
    }

    @Test
    void shouldShowJobsWithTheSameKeysAndTypes() throws Exception {
        // Given
        JsonArray recorded =
                (JsonArray) Recording.of("cluster_queue_after_cancel--get").value();

        // When
        JsonArray queue = sandbox.queueOf("dev-a1");

        // Then
        JsonObject expected = recorded.getJsonObject(1);
        JsonObject first = queue.getJsonObject(queue.size() - 1);
        assertThat(List.copyOf(first.fieldNames())).containsExactlyElementsOf(expected.fieldNames());
        for (String key : expected.fieldNames()) {
            assertThat(first.getValue(key)).as(key).hasSameClassAs(expected.getValue(key));
        }
        for (String key : List.of("job_id", "job_name", "username", "resources", "status", "metadata")) {
            assertThat(first.getValue(key)).as(key).isEqualTo(expected.getValue(key));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/launch, a b!, cluster_launch_bad_name--get",
        "/exec, nope, cluster_exec_unknown--get",
        "/down, nope, cluster_down_unknown--get",
        "/queue, nope, cluster_queue_unknown--get"
    })
    void shouldRefuseInTheSameWords(String path, String cluster, String name) throws Exception {
        // Given
        Recording recording = Recording.of(name);

        // When
        JsonObject error = sandbox.error(path, on(cluster).put("task", "run: echo"));

        // Then
        assertThat(error.getString("type")).isEqualTo(recording.error().getString("type"));
        assertThat(error.getString("message")).isEqualTo(recording.error().getString("message"));
    }

    @ParameterizedTest
    @CsvSource({
        "/exec, cluster_exec--get",
        "/status, cluster_status--get",
        "/queue, cluster_queue--get",
        "/job_status, cluster_job_status--get",
        "/cancel, cluster_cancel_job--get",
        "/cluster_events, cluster_events--get",
        "/cost_report, cluster_cost_report--get"
    })
    void shouldNameARequestAsARealServerDoes(String path, String name) throws Exception {
        // Given
        JsonObject recorded = Recording.of(name).payload();
        JsonObject body = on("dev-a1")
                .put("task", "run: 'true'")
                .put("event_type", "STATUS_CHANGE")
                .put("job_ids", new JsonArray().add(999));

        // When
        JsonObject payload = new JsonObject(sandbox.cycle(path, body).body());

        // Then
        assertThat(payload.fieldNames()).isEqualTo(recorded.fieldNames());
        for (String key : List.of("name", "status", "cluster_name", "schedule_type")) {
            assertThat(payload.getValue(key)).as(key).isEqualTo(recorded.getValue(key));
        }
    }

    @Test
    void shouldKnowNoClusterThatIsNotThere() throws Exception {
        // When
        JsonArray rows = sandbox.clusters(new JsonObject().put("cluster_names", new JsonArray().add("nope")));

        // Then
        assertThat(rows).isEqualTo(Recording.of("cluster_status_unknown--get").value());
    }

    @Test
    void shouldTellOfTheLatestJobWhereNoneIsNamed() throws Exception {
        // Given
        int latest = sandbox.queueOf("dev-a1").getJsonObject(0).getInteger("job_id");

        // When
        JsonObject statuses =
                (JsonObject) sandbox.value("/job_status", on("dev-a1").putNull("job_ids"));

        // Then
        assertThat(statuses.fieldNames()).containsExactly(String.valueOf(latest));
    }

    @Test
    void shouldGiveTheLogOfAJobThatIsOverAsRecorded() throws Exception {
        // When
        HttpResponse<String> answer = Recording.of("cluster_logs_finished").ask(sandbox);

        // Then
        assertThat(answer.body()).isEqualTo(withoutPids(Recording.of("cluster_logs_finished")));
        assertThat(code(answer)).isEqualTo("0");
    }

    @Test
    void shouldGiveTheLogOfARunningJobAsRecorded() throws Exception {
        // When
        HttpResponse<String> answer = Recording.of("cluster_logs_running").ask(sandbox);

        // Then
        assertThat(answer.body()).isEqualTo(withoutPids(Recording.of("cluster_logs_running")));
        assertThat(code(answer)).isEqualTo("0");
    }

    @Test
    void shouldGiveAnEmptyLogForAnUnknownClusterAndTellWhyInTheRequest() throws Exception {
        // When
        HttpResponse<String> answer = Recording.of("cluster_logs_unknown").ask(sandbox);

        // Then
        String id = answer.headers().firstValue("x-skypilot-request-id").orElseThrow();
        JsonObject payload =
                new JsonObject(sandbox.get("/api/get?request_id=" + id).body()).getJsonObject("detail");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(new JsonObject(payload.getString("error")).getString("message"))
                .isEqualTo(Recording.of("cluster_logs_unknown--get").error().getString("message"));
    }

    @Test
    void shouldTellWhatHappenedWithTheSameKeys() throws Exception {
        // Given
        JsonObject asked = on("dev-a1").put("event_type", "STATUS_CHANGE").put("include_timestamps", true);
        JsonObject recorded = ((JsonArray) Recording.of("cluster_events--get").value()).getJsonObject(0);

        // When
        JsonArray events = (JsonArray) sandbox.value("/cluster_events", asked);

        // Then
        assertThat(events.getJsonObject(0).fieldNames()).isEqualTo(recorded.fieldNames());
        assertThat(events.getJsonObject(0).getValue("transitioned_at")).isInstanceOf(Integer.class);
        assertThat(events.getJsonObject(events.size() - 1).getString("reason"))
                .isEqualTo("Cluster successfully provisioned with 1 nodes");
    }

    @Test
    void shouldReportCostsWithTheSameKeys() throws Exception {
        // Given
        JsonObject recorded =
                ((JsonArray) Recording.of("cluster_cost_report--get").value()).getJsonObject(0);

        // When
        JsonArray report = (JsonArray) sandbox.value("/cost_report", new JsonObject().put("days", 1));

        // Then
        assertThat(List.copyOf(report.getJsonObject(0).fieldNames())).containsExactlyElementsOf(recorded.fieldNames());
        assertThat(report.getJsonObject(0).getString("status")).isEqualTo("UP");
    }

    /** A real server quotes some of a task's texts in another style. */
    private static Object kept(JsonObject row, String key) {
        return key.equals("last_creation_yaml")
                ? row.getString(key).lines().limit(8).toList()
                : row.getValue(key);
    }

    private static String withoutPids(Recording recording) {
        return recording.body().replaceAll("([,]) pid=[0-9]+", "").replaceAll(" pid=[0-9]+", "");
    }

    private static String code(HttpResponse<String> answer) throws Exception {
        String id = answer.headers().firstValue("x-skypilot-request-id").orElseThrow();
        return new JsonObject(sandbox.get("/api/get?request_id=" + id).body()).getString("return_value");
    }
}
