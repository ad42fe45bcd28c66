package dev.skydeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People, workspaces, infrastructure and requests, beside what a real server answered. */
class ServerRoutesTest {
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
    @CsvSource({"users_role", "cli_status_39_users_me_workspace", "workspaces", "cli_status_38_enabled_clouds"})
    void shouldAnswerTheSame(String name) throws Exception {
        // Given
        Recording recording = Recording.of(name);

        // When
        HttpResponse<String> answer = recording.ask(sandbox);

        // Then
        assertThat(answer.statusCode()).isEqualTo(recording.status());
        assertThat(answer.body()).isEqualTo(recording.body());
        assertThat(answer.headers().firstValue("x-skypilot-request-id")).isPresent();
    }

    @Test
    void shouldKnowOneWorkspace() throws Exception {
        // When
        JsonObject payload = payload(sandbox.get("/workspaces"));

        // Then
        JsonObject recorded = Recording.of("workspaces--get").payload();
        assertThat(payload.getString("name")).isEqualTo(recorded.getString("name"));
        assertThat(new JsonObject(payload.getString("return_value")))
                .isEqualTo(new JsonObject(recorded.getString("return_value")));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ';',
            value = {"/enabled_clouds; [\"sandbox\"]", "/enabled_clouds?expand=True; [\"sandbox/local\"]"})
    void shouldHaveOneCloud(String path, String clouds) throws Exception {
        // When
        JsonObject payload = payload(sandbox.get(path));

        // Then
        assertThat(payload.getString("return_value")).isEqualTo(clouds);
    }

    @Test
    void shouldSayWhichCloudsAreThere() throws Exception {
        // When
        JsonObject payload =
                new JsonObject(sandbox.cycle("/check", new JsonObject()).body());

        // Then
        JsonObject recorded = Recording.of("check--get").payload();
        assertThat(payload.getString("name")).isEqualTo(recorded.getString("name"));
        assertThat(payload.getString("return_value")).isEqualTo("{\"default\":{\"Sandbox\":[\"compute\"]}}");
    }

    @Test
    void shouldListWhoeverAskedForSomething() throws Exception {
        // Given
        JsonObject recorded = new JsonArray(Recording.of("users").body()).getJsonObject(3);
        sandbox.launch("run: 'true'");

        // When
        JsonArray users = new JsonArray(sandbox.get("/users").body());

        // Then
        JsonObject ana = users.stream()
                .map(JsonObject.class::cast)
                .filter(user -> user.getString("name").equals("ana"))
                .findFirst()
                .orElseThrow();
        assertThat(List.copyOf(ana.fieldNames())).containsExactlyElementsOf(recorded.fieldNames());
        ana.remove("created_at");
        recorded.remove("created_at");
        assertThat(ana).isEqualTo(recorded);
    }

    @Test
    void shouldHaveNoPools() throws Exception {
        // When
        JsonObject payload = new JsonObject(sandbox.cycle("/jobs/pool_status", new JsonObject().putNull("pool_names"))
                .body());

        // Then
        JsonObject recorded = Recording.of("cli_status_48_api_get").payload();
        assertThat(payload.getString("name")).isEqualTo(recorded.getString("name"));
        assertThat(payload.getString("return_value")).isEqualTo(recorded.getString("return_value"));
    }

    @Test
    void shouldHaveNoServicesInTheSameWords() throws Exception {
        // When
        JsonObject error = sandbox.error("/serve/status", new JsonObject().putNull("service_names"));

        // Then
        JsonObject recorded = Recording.of("cli_status_50_api_get").error();
        assertThat(error.getString("type")).isEqualTo(recorded.getString("type"));
        assertThat(error.getString("message")).isEqualTo(recorded.getString("message"));
    }

    @Test
    void shouldTellWhatACancelCameTo() throws Exception {
        // Given
        Recording recording = Recording.of("cancel_unknown_job--stream");
        String id = begun("/jobs/cancel", new JsonObject().put("job_ids", new JsonArray().add(9999)));

        // When
        HttpResponse<String> answer = sandbox.get("/api/stream?format=plain&request_id=" + id);

        // Then
        assertThat(answer.body()).isEqualTo(recording.body().replace("\r", ""));
        assertThat(answer.headers().firstValue("x-skypilot-stream-request-id")).hasValue(id);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValue(recording.response().getJsonObject("headers").getString("content-type"));
    }

    @Test
    void shouldStreamUntilTheRequestIsOver() throws Exception {
        // Given
        String id = begun("/launch", Sandbox.on("streamed").put("task", "run: 'true'"));

        // When
        String text = sandbox.get("/api/stream?format=console&follow=True&request_id=" + id)
                .body();

        // Then
        assertThat(text).containsSubsequence("Launching on Sandbox", "Cluster launched", "Job submitted, ID: 1");
    }

    @Test
    void shouldNotKnowAStreamOfAnUnknownRequest() throws Exception {
        // When
        HttpResponse<String> answer = sandbox.get("/api/stream?request_id=nope");

        // Then
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"Request 'nope' not found\"}");
    }

    @Test
    void shouldOpenNoFileForAStream() throws Exception {
        assertThat(sandbox.get("/api/stream?log_path=/etc/passwd").statusCode()).isEqualTo(403);
    }

    @Test
    void shouldCancelALaunchBeforeItsJobIsSubmitted() throws Exception {
        // Given
        String id = begun("/launch", Sandbox.on("withdrawn").put("task", "run: 'true'"));

        // When
        Object cancelled = sandbox.value(
                "/api/cancel", new JsonObject().put("request_ids", new JsonArray().add(id.substring(0, 13))));

        // Then
        assertThat(cancelled).isEqualTo(new JsonArray().add(id));
        assertThat(new JsonObject(sandbox.get("/api/get?request_id=" + id).body()).getString("status"))
                .isEqualTo("CANCELLED");
        Eventually.get(
                () -> sandbox.cluster("withdrawn"),
                row -> row.getString("status").equals("UP"));
        sandbox.cycle("/autostop", Sandbox.on("withdrawn").put("idle_minutes", -1));
        assertThat(sandbox.queueOf("withdrawn")).isEmpty();
    }

    @Test
    void shouldEndTheStreamOfALogWhoseRequestIsCancelled() throws Exception {
        // Given
        int job = sandbox.launch("run: sleep 300");
        sandbox.awaitStatus(job, "RUNNING");
        CompletableFuture<String> following = CompletableFuture.supplyAsync(() -> follow(job));
        String id = Eventually.get(
                        () -> new JsonArray(sandbox.get("/api/status").body()),
                        rows -> rows.encode().contains("sky.jobs.logs")
                                || rows.encode().contains("tail_logs"))
                .getJsonObject(0)
                .getString("request_id");

        // When
        sandbox.cycle("/api/cancel", new JsonObject().put("request_ids", new JsonArray().add(id)));

        // Then
        assertThat(following.get()).contains("Job started.").doesNotContain("Job finished");
    }

    private static String follow(int job) {
        try {
            return sandbox.post(
                            "/jobs/logs", new JsonObject().put("job_id", job).put("env_vars", Sandbox.USER))
                    .body();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String begun(String path, JsonObject body) throws Exception {
        return sandbox.post(path, body.put("env_vars", Sandbox.USER))
                .headers()
                .firstValue("x-skypilot-request-id")
                .orElseThrow();
    }

    private static JsonObject payload(HttpResponse<String> begun) throws Exception {
        String id = begun.headers().firstValue("x-skypilot-request-id").orElseThrow();
        return new JsonObject(sandbox.get("/api/get?request_id=" + id).body());
    }
}
