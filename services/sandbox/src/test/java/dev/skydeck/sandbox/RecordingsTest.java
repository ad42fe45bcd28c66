package dev.skydeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sandbox beside what a real server answered to the same requests. */
class RecordingsTest {
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
    @ValueSource(
            strings = {
                "health_api_version_11",
                "launch_running_long",
                "error_bad_json_body",
                "error_empty_body",
                "error_get_without_id",
                "error_method",
                "error_unknown_request_id",
                "error_unknown_route",
                "empty_env_vars_queue",
                "no_env_vars_queue",
                "queue_v2_light_fields",
                "cancel_running_job",
                "validate_ok"
            })
    void shouldAnswerTheSame(String name) throws Exception {
        // Given
        Recording recording = Recording.of(name);

        // When
        HttpResponse<String> answer = recording.ask(sandbox);

        // Then
        assertThat(comparable(answer.body())).isEqualTo(comparable(recording.body()));
        assertThat(answer.statusCode()).isEqualTo(recording.status());
        assertThat(skyPilotHeaders(answer)).isEqualTo(recording.skyPilotHeaders());
        assertThat(answer.headers().firstValue("content-type"))
                .hasValue(recording.response().getJsonObject("headers").getString("content-type"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "validate_error_bad_yaml",
                "validate_error_yaml_bad_name",
                "validate_error_yaml_env_null",
                "validate_error_yaml_not_map",
                "validate_error_yaml_unknown_key"
            })
    void shouldSayWhyATaskIsNotValid(String name) throws Exception {
        // Given
        Recording recording = Recording.of(name);

        // When
        HttpResponse<String> answer = recording.ask(sandbox);

        // Then
        JsonObject expected = recording.json().getJsonObject("detail");
        JsonObject given = new JsonObject(answer.body()).getJsonObject("detail");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(given.fieldNames()).isEqualTo(expected.fieldNames());
        assertThat(given.getString("type")).isEqualTo(expected.getString("type"));
        // Two YAML parsers do not use the same words.
        String words = expected.getString("message");
        assertThat(given.getString("message"))
                .startsWith(words.contains("yaml error") ? "yaml error (ParserError): " : words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"health_plain", "health_with_version_headers"})
    void shouldSayThatItIsHealthyAndThatItIsASandbox(String name) throws Exception {
        // Given
        Recording recording = Recording.of(name);

        // When
        HttpResponse<String> answer = recording.ask(sandbox);

        // Then
        JsonObject expected = recording.json().put("sandbox", new JsonObject().put("settle_seconds", 3));
        assertThat(new JsonObject(answer.body())).isEqualTo(expected);
        assertThat(skyPilotHeaders(answer)).isEqualTo(recording.skyPilotHeaders());
    }

    @ParameterizedTest
    @ValueSource(strings = {"error_launch_missing_name", "error_launch_missing_task"})
    void shouldEchoABodyThatLacksAKey(String name) throws Exception {
        // Given
        Recording recording = Recording.of(name);

        // When
        HttpResponse<String> answer = recording.ask(sandbox);

        // Then
        JsonObject expected = recording.json().getJsonArray("detail").getJsonObject(0);
        JsonObject problem =
                new JsonObject(answer.body()).getJsonArray("detail").getJsonObject(0);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(problem.getJsonObject("input").fieldNames())
                .isEqualTo(expected.getJsonObject("input").fieldNames());
        expected.remove("input");
        problem.remove("input");
        assertThat(problem).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "|name: \"a b\"\nrun: echo|, launch_error_yaml_bad_name--get",
                "|run: echo\nenvs: {X: }|, launch_error_yaml_env_null--get",
                "|- a|, launch_error_yaml_not_map--get",
                "|name: a\nfoo: 1\nrun: echo|, launch_error_yaml_unknown_key--get"
            })
    void shouldRefuseATaskInTheSameWords(String task, String name) throws Exception {
        // Given
        Recording recording = Recording.of(name);

        // When
        HttpResponse<String> answer =
                sandbox.cycle("/jobs/launch", new JsonObject().put("task", task).put("name", "a"));

        // Then
        JsonObject payload = new JsonObject(answer.body()).getJsonObject("detail");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(payload.fieldNames()).isEqualTo(recording.payload().fieldNames());
        assertThat(payload.getString("status")).isEqualTo("FAILED");
        JsonObject error = new JsonObject(payload.getString("error"));
        assertThat(error.getString("type")).isEqualTo(recording.error().getString("type"));
        assertThat(error.getString("message")).isEqualTo(recording.error().getString("message"));
    }

    @Test
    void shouldCallAYamlErrorByItsPythonName() throws Exception {
        // Given
        Recording recording = Recording.of("launch_error_bad_yaml--get");

        // When
        HttpResponse<String> answer = sandbox.cycle(
                "/jobs/launch", new JsonObject().put("task", "name: [").put("name", "a"));

        // Then
        JsonObject payload = new JsonObject(answer.body()).getJsonObject("detail");
        assertThat(new JsonObject(payload.getString("error")).getString("type"))
                .isEqualTo(recording.error().getString("type"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "|{}|, cancel_no_selector--get",
                "|{\"job_ids\": []}|, cancel_empty_ids--get",
                "|{\"job_ids\": [8], \"name\": \"long\"}|, cancel_two_selectors--get"
            })
    void shouldRefuseACancelInTheSameWords(String body, String name) throws Exception {
        // When
        HttpResponse<String> answer = sandbox.cycle("/jobs/cancel", new JsonObject(body));

        // Then
        JsonObject payload = new JsonObject(answer.body()).getJsonObject("detail");
        assertThat(new JsonObject(payload.getString("error")).getString("message"))
                .isEqualTo(Recording.of(name).error().getString("message"));
    }

    @Test
    void shouldGiveALaunchTheSameShape() throws Exception {
        // Given
        Recording recording = Recording.of("launch_running_long--get");

        // When
        HttpResponse<String> answer = sandbox.cycle(
                "/jobs/launch", new JsonObject().put("task", "run: 'true'").put("name", "a"));

        // Then
        JsonObject payload = new JsonObject(answer.body());
        JsonObject value = new JsonObject(payload.getString("return_value"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(payload.fieldNames()).isEqualTo(recording.payload().fieldNames());
        assertThat(payload.getString("error")).isEqualTo("null");
        assertThat(value.fieldNames()).isEqualTo(((JsonObject) recording.value()).fieldNames());
        assertThat(value.getJsonArray("job_id")).hasSize(1);
    }

    /** Two documents, empty mounts, and the task as its author wrote it. */
    @Test
    void shouldTakeATaskAsSkyPilotsOwnClientSendsIt() throws Exception {
        // Given
        JsonObject asked = Recording.of("cli_jobs_launch_08_jobs_launch").asked();

        // When
        JsonObject value = (JsonObject) sandbox.value("/jobs/launch", asked);

        // Then
        int job = value.getJsonArray("job_id").getInteger(0);
        JsonObject all = new JsonObject().put("all_users", true).put("job_ids", new JsonArray().add(job));
        JsonObject row = sandbox.queue(all).getJsonArray("jobs").getJsonObject(0);
        assertThat(row.getString("job_name")).isEqualTo("cli-named");
        assertThat(row.getString("user_name")).isEqualTo("root");
    }

    @Test
    void shouldAnswerACancelWithNullForJobsItDoesNotHave() throws Exception {
        // Given
        Recording recording = Recording.of("cancel_running_job--get");

        // When
        HttpResponse<String> answer =
                sandbox.cycle("/jobs/cancel", new JsonObject().put("job_ids", new JsonArray().add(9999)));

        // Then
        JsonObject payload = new JsonObject(answer.body());
        assertThat(payload.fieldNames()).isEqualTo(recording.payload().fieldNames());
        assertThat(payload.getString("return_value")).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource({"RUNNING, 8", "SUCCEEDED, 3", "FAILED, 4", "FAILED_SETUP, 5"})
    void shouldGiveARowTheSameKeysAndTypes(String status, int recordedJob) throws Exception {
        // Given
        JsonObject recorded = jobs((JsonObject)
                        Recording.of("queue_v2_all_kinds--get").value())
                .filter(row -> row.getInteger("job_id") == recordedJob)
                .findFirst()
                .orElseThrow();
        String run = status.equals("RUNNING") ? "sleep 60" : status.equals("FAILED") ? "exit 7" : "true";
        String setup = status.equals("FAILED_SETUP") ? "exit 3" : "true";
        int job = sandbox.launch("{resources: {infra: slurm}, setup: '" + setup + "', run: '" + run + "'}");

        // When
        JsonObject row = sandbox.awaitStatus(job, status);

        // Then
        sandbox.cancel(job);
        assertThat(List.copyOf(row.fieldNames())).containsExactlyInAnyOrderElementsOf(recorded.fieldNames());
        for (String key : recorded.fieldNames()) {
            Object expected = recorded.getValue(key);
            Object actual = row.getValue(key);
            if (expected != null && actual != null) {
                assertThat(kind(actual)).as(key).isEqualTo(kind(expected));
            }
        }
        assertThat(row.getString("failure_reason") == null).isEqualTo(recorded.getString("failure_reason") == null);
    }

    @Test
    void shouldSendOnlyTheFieldsThatAreAskedFor() throws Exception {
        // Given
        Recording recording = Recording.of("queue_v2_light_fields--get");
        JsonObject asked =
                new JsonObject(Recording.of("queue_v2_light_fields").request().getString("body"));
        sandbox.launch("run: 'true'");

        // When
        JsonObject queue = sandbox.queue(asked);

        // Then
        assertThat(queue.fieldNames()).isEqualTo(((JsonObject) recording.value()).fieldNames());
        assertThat(queue.getJsonArray("jobs").getJsonObject(0).fieldNames())
                .isEqualTo(jobs((JsonObject) recording.value())
                        .findFirst()
                        .orElseThrow()
                        .fieldNames());
    }

    @Test
    void shouldListRequestsWithReadableBodies() throws Exception {
        // Given
        sandbox.launch("{\"run\": \"true\", \"_metadata\": {\"token\": \"find-me\"}}");
        Recording recording = Recording.of("api_status_recovery_look");
        Set<String> keys = new JsonArray(recording.body()).getJsonObject(0).fieldNames();

        // When
        String list = sandbox.get("/api/status?" + recording.request().getString("query"))
                .body();

        // Then
        JsonObject launch = new JsonArray(list)
                .stream()
                        .map(JsonObject.class::cast)
                        .filter(request -> request.getString("request_body").contains("find-me"))
                        .findFirst()
                        .orElseThrow();
        assertThat(launch.getString("name")).isEqualTo("sky.jobs.launch");
        assertThat(launch.fieldNames()).isEqualTo(keys);
        assertThat(new JsonObject(launch.getString("request_body")).getJsonObject("env_vars"))
                .isEqualTo(Sandbox.USER);
        assertThat(launch.getString("user_id")).as("not asked for").isEmpty();
    }

    @Test
    void shouldTellANameWithEachIdOfAPerson() throws Exception {
        // Given
        sandbox.launch("run: 'true'");
        Recording recording = Recording.of("cli_api_status_83_api_status");
        assertThat(new JsonArray(recording.body()).getJsonObject(0).getString("user_name"))
                .isNotNull();

        // When
        String list = sandbox.get("/api/status?" + recording.request().getString("query"))
                .body();

        // Then
        JsonObject newest = new JsonArray(list).getJsonObject(0);
        assertThat(newest.getString("user_id")).isEqualTo(Sandbox.USER.getString("SKYPILOT_USER_ID"));
        assertThat(newest.getString("user_name")).isEqualTo(Sandbox.USER.getString("SKYPILOT_USER"));
    }

    /** JSON has several ways to write one text. */
    private static String comparable(String body) {
        return body.startsWith("{") ? new JsonObject(body).encode() : body;
    }

    private static Stream<JsonObject> jobs(JsonObject queue) {
        return queue.getJsonArray("jobs").stream().map(JsonObject.class::cast);
    }

    private static String kind(Object value) {
        return value instanceof Double
                ? "float"
                : value instanceof Number
                        ? "int"
                        : Json.decodeValue(Json.encode(value)).getClass().getSimpleName();
    }

    private static Set<String> skyPilotHeaders(HttpResponse<String> answer) {
        return answer.headers().map().keySet().stream()
                .filter(name -> name.startsWith("x-skypilot-"))
                .collect(Collectors.toSet());
    }
}
