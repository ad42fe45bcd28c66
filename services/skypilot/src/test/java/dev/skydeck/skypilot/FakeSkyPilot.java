package dev.skydeck.skypilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skydeck.skypilot.Recordings.Recorded;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A SkyPilot server in memory, on a real socket. It keeps what it was asked, and answers paths as it is told to. */
final class FakeSkyPilot {
    static final String HEALTH = "/api/health";
    static final String RESULT = "/api/get";
    static final String REQUESTS = "/api/status";
    static final String QUEUE = "/jobs/queue/v2";
    static final String LAUNCH = "/jobs/launch";
    static final String CANCEL = "/jobs/cancel";

    /** How a path is answered instead of as usual. */
    record Reply(int status, Map<String, String> headers, String body) {
        /** Reads the request and closes the socket. */
        static final Reply CLOSED = new Reply(0, Map.of(), "");

        static Reply json(int status, String body) {
            return new Reply(status, Map.of("content-type", "application/json"), body);
        }

        static Reply html(int status) {
            return new Reply(status, Map.of("content-type", "text/html; charset=utf-8"), "<html>Log in</html>");
        }

        static Reply of(Recorded recorded) {
            Map<String, String> headers = recorded.requestId().isEmpty()
                    ? Map.of("content-type", recorded.contentType())
                    : Map.of("content-type", recorded.contentType(), "x-skypilot-request-id", recorded.requestId());
            return new Reply(recorded.status(), headers, recorded.body());
        }
    }

    record Asked(String path, String uri, MultiMap headers, JsonNode body) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    final Map<String, Reply> replies = new ConcurrentHashMap<>();
    final List<ObjectNode> jobs = new CopyOnWriteArrayList<>();
    final List<ObjectNode> requests = new CopyOnWriteArrayList<>();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    /** What a queue request that has this field is answered with, as the result's value. */
    final Map<String, String> values = new ConcurrentHashMap<>();

    /** The value of the result of a request to that path. */
    final Map<String, String> results = new ConcurrentHashMap<>(Map.of("/status", "[]", "/cost_report", "[]"));
    /** The whole result of a request to that path. */
    final Map<String, Recorded> failures = new ConcurrentHashMap<>();

    /** A field of the queue that it does not know. */
    volatile String unknownField = "";

    /** Runs before each answer of the queue. */
    volatile Runnable beforeQueue = () -> {};

    volatile @Nullable Integer totalNoFilter;
    volatile long queueMillis;

    private final Vertx vertx;
    private final HttpServer server;
    private final Map<String, Asked> open = new ConcurrentHashMap<>();
    private final Set<String> reading = ConcurrentHashMap.newKeySet();
    private final AtomicInteger ids = new AtomicInteger();

    FakeSkyPilot(Vertx vertx) {
        this.vertx = vertx;
        this.server = Await.result(
                vertx.createHttpServer().requestHandler(this::handle).listen(0, "127.0.0.1"));
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    void stop() {
        Await.result(server.close());
    }

    ObjectNode job(long id, String name, String status) {
        ObjectNode job = JsonNodeFactory.instance.objectNode();
        job.put("job_id", id).put("task_id", 0).put("job_name", name).put("status", status);
        job.put("submitted_at", 1_795_300_000.5 + id);
        job.putObject("metadata");
        jobs.add(job);
        return job;
    }

    ObjectNode job(long id, String name, String status, String token) {
        ObjectNode job = job(id, name, status);
        job.putObject("metadata").put("skydeck", token);
        return job;
    }

    List<Asked> asked(String path) {
        return asked.stream().filter(one -> one.path().equals(path)).toList();
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            String text = body.toString();
            asked.add(new Asked(
                    request.path(),
                    request.uri(),
                    request.headers(),
                    text.isEmpty() ? JsonNodeFactory.instance.nullNode() : Recordings.json(text)));
            Reply reply = replies.get(request.path());
            if (Reply.CLOSED.equals(reply)) {
                request.connection().close();
            } else if (reply != null) {
                request.response().setStatusCode(reply.status()).headers().addAll(reply.headers());
                request.response().end(Buffer.buffer(reply.body()));
            } else {
                usual(request);
            }
        });
    }

    private void usual(HttpServerRequest request) {
        String path = request.path();
        if (path.equals(HEALTH)) {
            json(request, "{\"status\":\"healthy\",\"api_version\":\"62\",\"version\":\"0.14.1\",\"sandbox\":{}}");
        } else if (path.equals(REQUESTS)) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            requests.forEach(all::add);
            json(request, all.toString());
        } else if (path.equals(RESULT)) {
            String id = request.getParam("request_id");
            Asked first = open.get(id);
            if (first == null) {
                request.response().setStatusCode(404);
                json(request, "{\"detail\":\"Request '" + id + "' not found\"}");
            } else if (first.path().equals(QUEUE) && queueMillis > 0) {
                vertx.setTimer(queueMillis, tick -> result(request, id, first));
            } else {
                result(request, id, first);
            }
        } else {
            String id = "request-" + ids.incrementAndGet();
            open.put(id, asked.get(asked.size() - 1));
            if (path.equals(QUEUE)) {
                reading.add(id);
                mostAtOnce.accumulateAndGet(reading.size(), Math::max);
            }
            request.response().putHeader("x-skypilot-request-id", id);
            json(request, "null");
        }
    }

    private void result(HttpServerRequest request, String id, Asked first) {
        reading.remove(id);
        for (JsonNode field : first.body().path("fields")) {
            if (field.asText().equals(unknownField)) {
                Recorded unknown = Recordings.of("0.11.1", "queue_v2_field_of_newer_server--get");
                request.response().setStatusCode(unknown.status());
                json(request, unknown.body().replace("root_job_id", unknownField));
                return;
            }
        }
        Recorded failure = failures.get(first.path());
        if (failure != null) {
            request.response().setStatusCode(failure.status());
            json(request, failure.body());
            return;
        }
        String value = first.path().equals(QUEUE)
                ? queue(first.body())
                : results.getOrDefault(
                        first.path(), first.path().equals(LAUNCH) ? "{\"job_id\":[41],\"handle\":null}" : "null");
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("request_id", id).put("status", "SUCCEEDED").put("return_value", value);
        result.put("error", "null");
        json(request, result.toString());
    }

    private String queue(JsonNode body) {
        beforeQueue.run();
        for (Map.Entry<String, String> entry : values.entrySet()) {
            if (body.has(entry.getKey())) {
                return entry.getValue();
            }
        }
        Set<Long> ids = new HashSet<>();
        body.path("job_ids").forEach(id -> ids.add(id.asLong()));
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (ObjectNode job : jobs) {
            boolean finished = Set.of("SUCCEEDED", "CANCELLED", "FAILED")
                    .contains(job.path("status").asText());
            if ((!body.has("job_ids") || ids.contains(job.path("job_id").asLong()))
                    && (!body.has("name_match")
                            || job.path("job_name")
                                    .asText()
                                    .contains(body.path("name_match").asText()))
                    && !(body.path("skip_finished").asBoolean() && finished)) {
                rows.add(job);
            }
        }
        int limit = body.path("limit").asInt(Integer.MAX_VALUE);
        int from = (body.path("page").asInt(1) - 1) * limit;
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        ArrayNode page = value.putArray("jobs");
        for (int i = from; i < rows.size() && i - from < limit; i++) {
            page.add(rows.get(i));
        }
        Integer all = totalNoFilter;
        value.put("total", rows.size()).put("total_no_filter", all == null ? jobs.size() : all);
        return value.toString();
    }

    private static void json(HttpServerRequest request, String body) {
        request.response().putHeader("content-type", "application/json").end(body);
    }
}
