package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.job.Clock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One request of the cycle that SkyPilot's POSTs start: asked for, running, then over with a value or an error. */
final class ServerRequest {
    private final String id = UUID.randomUUID().toString();
    private final double createdAt = Clock.now();
    private final Promise<Void> over = Promise.promise();
    private final RouteName name;
    private final JsonObject body;
    private final Caller caller;
    private final Console console = new Console();
    private String status = "RUNNING";
    private String value = "null";
    private String error = "null";
    private @Nullable Double finishedAt;

    ServerRequest(RouteName name, JsonObject body, Caller caller) {
        this.name = name;
        this.body = body;
        this.caller = caller;
    }

    String id() {
        return id;
    }

    double createdAt() {
        return createdAt;
    }

    JsonObject body() {
        return body;
    }

    Caller caller() {
        return caller;
    }

    /** Who asked, as events and details say it. */
    String actor() {
        return caller.name() + " (request ID: " + id + ")";
    }

    String name() {
        return name.request();
    }

    Console console() {
        return console;
    }

    /** Size of its result. */
    int valueChars() {
        return value.length();
    }

    boolean active() {
        return finishedAt == null;
    }

    boolean failed() {
        return status.equals("FAILED");
    }

    /** Completes when it is over, whatever the end. */
    Future<Void> over() {
        return over.future();
    }

    void succeed(@Nullable Object result) {
        succeedWith(Json.encode(result));
    }

    /** @param result JSON text */
    void succeedWith(String result) {
        value = result;
        end("SUCCEEDED");
    }

    void fail(Throwable failure) {
        error = PythonError.of(failure).json().encode();
        end("FAILED");
    }

    void cancel() {
        end("CANCELLED");
    }

    private void end(String how) {
        if (active()) {
            status = how;
            finishedAt = Clock.now();
            over.complete();
        }
    }

    /** As {@code /api/get} answers it. Pickles say nothing here, and no client that minds its safety reads them. */
    JsonObject payload() {
        return payload(
                Pickle.none(),
                Pickle.none(),
                value,
                error,
                ProcessHandle.current().pid(),
                null);
    }

    /** As {@code /api/status} lists it: readable, without its result. */
    JsonObject listed() {
        return payload(name.function(), readableBody(), "null", "null", null, caller.name());
    }

    private JsonObject payload(
            String entrypoint,
            String requestBody,
            String returnValue,
            String errorText,
            @Nullable Long pid,
            @Nullable String userName) {
        return new JsonObject()
                .put("request_id", id)
                .put("name", name.request())
                .put("entrypoint", entrypoint)
                .put("request_body", requestBody)
                .put("status", status)
                .put("created_at", createdAt)
                .put("user_id", caller.id())
                .put("return_value", returnValue)
                .put("error", errorText)
                .put("pid", pid)
                .put("schedule_type", name.lengthy() ? "long" : "short")
                .put("user_name", userName)
                .put("cluster_name", clusterName())
                .putNull("status_msg")
                .put("should_retry", false)
                .put("finished_at", finishedAt)
                .putNull("file_mounts_blob_id");
    }

    private @Nullable String clusterName() {
        return switch (name.subject()) {
            case JOBS_CONTROLLER -> "sky-jobs-controller-" + Caller.own().id();
            case SERVE_CONTROLLER -> "sky-serve-controller-" + Caller.own().id();
            case CLUSTER -> body.getString("cluster_name");
            case NONE -> null;
        };
    }

    private String readableBody() {
        JsonObject readable = body.copy().put("client_api_version", ServerFacts.API_VERSION);
        return readable.put("env_vars", caller.variables()).encode();
    }
}
