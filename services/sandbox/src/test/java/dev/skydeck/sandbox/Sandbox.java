package dev.skydeck.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A deployed sandbox and a client that knows nothing but HTTP and JSON. */
public final class Sandbox implements AutoCloseable {
    public static final JsonObject USER =
            new JsonObject().put("SKYPILOT_USER_ID", "ab12cd34").put("SKYPILOT_USER", "ana");
    private static final Duration DELAY = Duration.ofMillis(150);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Vertx vertx;
    private final SandboxVerticle verticle;

    private Sandbox(Vertx vertx, SandboxVerticle verticle) {
        this.vertx = vertx;
        this.verticle = verticle;
    }

    public static Sandbox start(Path folder) throws Exception {
        return start(SandboxOptions.at(folder).withDelays(DELAY).withKillAfter(Duration.ofMillis(500)));
    }

    public static Sandbox start(SandboxOptions options) throws Exception {
        Vertx vertx = Vertx.vertx();
        SandboxVerticle verticle = new SandboxVerticle(options);
        try {
            vertx.deployVerticle(verticle).await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            vertx.close().await(20, TimeUnit.SECONDS);
            throw e;
        }
        return new Sandbox(vertx, verticle);
    }

    public String endpoint() {
        return verticle.endpoint();
    }

    public String s3Endpoint() {
        return verticle.s3Endpoint();
    }

    public String registryEndpoint() {
        return verticle.registryEndpoint();
    }

    public HttpResponse<String> send(String method, String path, String body, Map<String, String> headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint() + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "", Map.of());
    }

    public HttpResponse<String> post(String path, JsonObject body) throws Exception {
        return send("POST", path, body.encode(), Map.of("Content-Type", "application/json"));
    }

    /** Asks for something and waits for it: the answer of {@code /api/get}. */
    public HttpResponse<String> cycle(String path, JsonObject body) throws Exception {
        JsonObject full = body.copy();
        if (!full.containsKey("env_vars")) {
            full.put("env_vars", USER);
        }
        String id =
                post(path, full).headers().firstValue("x-skypilot-request-id").orElseThrow();
        return get("/api/get?request_id=" + id);
    }

    public Object value(String path, JsonObject body) throws Exception {
        JsonObject payload = new JsonObject(cycle(path, body).body());
        return Json.decodeValue(payload.getString("return_value"));
    }

    /** The error that a request ends with. */
    public JsonObject error(String path, JsonObject body) throws Exception {
        HttpResponse<String> answer = cycle(path, body);
        if (answer.statusCode() != 500) {
            throw new AssertionError("no error: " + answer.body());
        }
        return new JsonObject(
                new JsonObject(answer.body()).getJsonObject("detail").getString("error"));
    }

    /** Null where the task has nothing to run. */
    public Integer launchOn(String cluster, String task) throws Exception {
        return ((JsonObject) value("/launch", on(cluster).put("task", task))).getInteger("job_id");
    }

    public Integer execOn(String cluster, String task) throws Exception {
        return ((JsonObject) value("/exec", on(cluster).put("task", task))).getInteger("job_id");
    }

    public JsonArray clusters(JsonObject body) throws Exception {
        return (JsonArray) value("/status", body);
    }

    /** Its row. */
    public JsonObject cluster(String name) throws Exception {
        return clusters(new JsonObject().put("cluster_names", new JsonArray().add(name)))
                .getJsonObject(0);
    }

    public JsonArray queueOf(String cluster) throws Exception {
        return (JsonArray) value("/queue", on(cluster).put("all_users", true));
    }

    public JsonObject jobOf(String cluster, int job) throws Exception {
        return queueOf(cluster).stream()
                .map(JsonObject.class::cast)
                .filter(row -> row.getInteger("job_id") == job)
                .findFirst()
                .orElseThrow();
    }

    public JsonObject awaitJobOf(String cluster, int job, String status) throws Exception {
        return Eventually.get(
                () -> jobOf(cluster, job), row -> row.getString("status").equals(status));
    }

    public static JsonObject on(String cluster) {
        return new JsonObject().put("cluster_name", cluster);
    }

    public int launch(String task) throws Exception {
        JsonObject value = (JsonObject)
                value("/jobs/launch", new JsonObject().put("task", task).put("name", "j"));
        return value.getJsonArray("job_id").getInteger(0);
    }

    public void cancel(int job) throws Exception {
        cycle("/jobs/cancel", new JsonObject().put("job_ids", new JsonArray().add(job)));
    }

    public JsonObject queue(JsonObject body) throws Exception {
        return (JsonObject) value("/jobs/queue/v2", body);
    }

    public JsonObject row(int job) throws Exception {
        return queue(new JsonObject().put("job_ids", new JsonArray().add(job)))
                .getJsonArray("jobs")
                .getJsonObject(0);
    }

    public JsonObject awaitStatus(int job, String status) throws Exception {
        return Eventually.get(() -> row(job), row -> row.getString("status").equals(status));
    }

    /** Leaves no process behind. */
    public void closeWithoutJobs() throws Exception {
        cycle("/jobs/cancel", new JsonObject().put("all_users", true));
        for (Object row : clusters(new JsonObject())) {
            cycle("/down", on(((JsonObject) row).getString("name")));
        }
        JsonObject running = new JsonObject().put("skip_finished", true).put("all_users", true);
        Eventually.get(() -> queue(running), queue -> queue.getInteger("total") == 0);
        close();
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
