package dev.skydeck.skypilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skydeck.skypilot.Transport.Reply;
import dev.skydeck.skypilot.logs.LogSource;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SkyPilot's HTTP protocol, as recorded from servers 0.11.1 and 0.14.1. Never follows a redirect. */
final class SkyPilotClient implements AutoCloseable {
    /** The API this client was written against; servers from 24 on take it. */
    private static final String API_VERSION = "62";

    private static final int OLDEST_API = 24;
    private static final String CLIENT_VERSION = "0.14.1";
    private static final Logger LOG = LoggerFactory.getLogger(SkyPilotClient.class);
    /** Larger answers are no queue that we can use. */
    static final int MAX_ANSWER = 32 << 20;
    /** Larger answers take an event loop too long to parse. */
    private static final int SMALL = 64 << 10;

    private final Transport http;
    private final Offload offload;
    private final Endpoint endpoint;
    private final UserIdentity user;
    private final @Nullable String workspace;
    private final @Nullable Cookies cookies;
    private final Patience patience;

    /** A client that sends no cookies. */
    SkyPilotClient(Vertx vertx, Endpoint endpoint, UserIdentity user) {
        this(vertx, endpoint, user, null, null, Patience.DEFAULT);
    }

    /** A client over HTTP. */
    SkyPilotClient(
            Vertx vertx,
            Endpoint endpoint,
            UserIdentity user,
            @Nullable String workspace,
            @Nullable Cookies cookies,
            Patience patience) {
        this(
                new HttpTransport(vertx, MAX_ANSWER),
                new Offload() {
                    @Override
                    public <T> Future<T> run(Callable<T> work) {
                        return vertx.executeBlocking(work, false);
                    }
                },
                endpoint,
                user,
                workspace,
                cookies,
                patience);
    }

    /**
     * @param workspace the one that requests are for; null to let the server choose
     * @param cookies sent when the endpoint has no credentials of its own; null for none
     */
    SkyPilotClient(
            Transport http,
            Offload offload,
            Endpoint endpoint,
            UserIdentity user,
            @Nullable String workspace,
            @Nullable Cookies cookies,
            Patience patience) {
        this.http = http;
        this.offload = offload;
        this.endpoint = endpoint;
        this.user = user;
        this.workspace = workspace;
        this.cookies = cookies;
        this.patience = patience;
    }

    /** Where work is done that would hold an event loop. */
    interface Offload {
        /** Runs the work elsewhere; fails with what it throws. */
        <T> Future<T> run(Callable<T> work);
    }

    String url() {
        return endpoint.url();
    }

    /** Takes over a new login, if there was one since; never fails. */
    Future<Void> refreshLogin() {
        Cookies file = cookies;
        return file == null
                ? Future.succeededFuture()
                : offload.<Void>run(() -> {
                    file.refresh();
                    return null;
                });
    }

    /** Fails with {@link ReadFailed}. */
    Future<ServerHealth> health() {
        return get("/api/health", patience.answer()).map(json -> {
            if (!json.path("status").isTextual()) {
                throw new ReadFailed(
                        "The server at " + url() + " is no SkyPilot API server: its health answer has no status.");
            }
            if (json.path("status").asText().equals("needs_auth")) {
                throw new ReadFailed(Answer.loginNeeded(url(), endpoint.authorization() != null), true);
            }
            ServerHealth health = ServerHealth.of(json);
            if (health.apiVersion() > 0 && health.apiVersion() < OLDEST_API) {
                throw new ReadFailed("The SkyPilot server at " + url() + " is too old (" + health.version() + ", API "
                        + health.apiVersion() + "): SkyDeck works with 0.11.1 (API " + OLDEST_API + ") and later.");
            }
            return health;
        });
    }

    /** Sends a request; never fails. */
    Future<SendOutcome> send(String path, ObjectNode body) {
        return send(path, body, patience.write());
    }

    /** Sends a request, unless it could not be written within that time; never fails. */
    Future<SendOutcome> send(String path, ObjectNode body, Duration writeWithin) {
        return posted(path, body, writeWithin).map(this::outcome).otherwise(this::unanswered);
    }

    /** Posts to a route that answers at once; fails with {@link ReadFailed} when there is no whole answer. */
    Future<Reply> post(String path, ObjectNode body) {
        return posted(path, body, patience.write())
                .recover(failure -> Future.failedFuture(new ReadFailed(unreachable(failure))));
    }

    private Future<Reply> posted(String path, ObjectNode body, Duration writeWithin) {
        MultiMap headers = headers().add("content-type", "application/json");
        Buffer content = Buffer.buffer(withIdentity(body).toString());
        return http.exchange(HttpMethod.POST, url() + path, headers, content, writeWithin, patience.answer());
    }

    /**
     * Begins to stream a job's log: {@code POST /jobs/logs}, or {@code /logs} for one on a cluster. Its HTTP status is 200 whatever the job; how it went is the
     * request's result. Fails with {@link ReadFailed} when it was not begun.
     */
    Future<LogSource.Stream> logs(@Nullable String cluster, long jobId, boolean follow) {
        MultiMap headers = headers().add("content-type", "application/json");
        ObjectNode body = withIdentity(
                cluster == null
                        ? body().put("job_id", jobId).put("follow", follow)
                        : body().put("cluster_name", cluster)
                                .put("job_id", jobId)
                                .put("follow", follow));
        return http.stream(
                        url() + (cluster == null ? "/jobs/logs" : "/logs"),
                        headers,
                        Buffer.buffer(body.toString()),
                        patience.write(),
                        patience.answer())
                .recover(failure -> Future.failedFuture(new ReadFailed(unreachable(failure))))
                .compose(response -> {
                    String id = response.getHeader("x-skypilot-request-id");
                    if (response.statusCode() == 200 && id != null) {
                        return Future.succeededFuture(new LogSource.Stream(id, response));
                    }
                    response.request().reset();
                    Reply reply = new Reply(response.statusCode(), response.headers(), Buffer.buffer());
                    return Future.failedFuture(failed(reply));
                });
    }

    /**
     * Sends a request and waits for its result's value; fails with {@link ReadFailed}.
     *
     * @param reader makes of the value what is wanted; runs off the event loop where the value is large
     */
    <T> Future<T> read(String path, ObjectNode body, Function<JsonNode, T> reader) {
        return post(path, body).compose(reply -> value(reply, reader));
    }

    /** Waits for the value of a request that was answered so; see {@link #read}. */
    <T> Future<T> value(Reply reply, Function<JsonNode, T> reader) {
        return outcome(reply) instanceof SendOutcome.Accepted accepted
                ? read(accepted.requestId(), result -> reader.apply(valueOf(result)))
                : Future.failedFuture(failed(reply));
    }

    /** Sends a reading and waits for its end, good or bad; fails with {@link ReadFailed} when the server does not say. */
    Future<RequestResult> run(String path, ObjectNode body) {
        return post(path, body)
                .compose(reply -> outcome(reply) instanceof SendOutcome.Accepted accepted
                        ? read(accepted.requestId(), Function.identity())
                        : Future.failedFuture(failed(reply)));
    }

    /** Nobody waits any longer for a reading that took too long: the server need not go on with it. */
    private <T> Future<T> read(String requestId, Function<RequestResult, T> reader) {
        return result(requestId, reader).onFailure(failure -> {
            if (failure instanceof Unanswered) {
                ObjectNode body = body();
                body.putArray("request_ids").add(requestId);
                send("/api/cancel", body)
                        .onSuccess(outcome -> LOG.atInfo()
                                .addKeyValue("request", requestId)
                                .addKeyValue("outcome", outcome.getClass().getSimpleName())
                                .log("a reading that took too long was called off"));
            }
        });
    }

    /** Waits for a request's end; fails with {@link ReadFailed} when the server does not say. */
    Future<RequestResult> result(String requestId) {
        return result(requestId, Function.identity());
    }

    private <T> Future<T> result(String requestId, Function<RequestResult, T> reader) {
        String id = URLEncoder.encode(requestId, StandardCharsets.UTF_8);
        return ask("/api/get?request_id=" + id, patience.result()).compose(response -> {
            int status = response.status();
            if (status == 404 && Answer.json(response).has("detail")) {
                return Future.succeededFuture(new RequestResult.Missing()).map(reader);
            }
            if (status != 200 && status != 500) {
                return Future.failedFuture(failed(response));
            }
            return parsed(response, () -> reader.apply(parse(response)));
        });
    }

    /** The requests that the server knows, with their bodies; fails with {@link ReadFailed}. */
    Future<JsonNode> requests() {
        return get(
                        "/api/status?all_status=true&fields=request_id&fields=name&fields=status&fields=created_at&fields=request_body",
                        patience.answer())
                .map(json -> {
                    if (!json.isArray()) {
                        throw new ReadFailed("The SkyPilot server at " + url() + " gave no list of requests.");
                    }
                    return json;
                });
    }

    private Future<JsonNode> get(String path, Duration timeout) {
        return ask(path, timeout)
                .compose(response -> parsed(response, () -> {
                    JsonNode json = Answer.json(response);
                    if (response.status() != 200 || json.isMissingNode()) {
                        throw failed(response);
                    }
                    return json;
                }));
    }

    private Future<Reply> ask(String path, Duration timeout) {
        return http.exchange(HttpMethod.GET, url() + path, headers(), null, patience.write(), timeout)
                .recover(failure -> Future.failedFuture(
                        failure instanceof Transport.Unsent
                                ? new ReadFailed(unreachable(failure))
                                : new Unanswered(broken(failure))));
    }

    /** The question was sent, and no whole answer came. */
    private static final class Unanswered extends ReadFailed {
        private static final long serialVersionUID = 1L;

        Unanswered(String sentence) {
            super(sentence);
        }
    }

    /** What an answer that is not what was asked for fails with. */
    ReadFailed failed(Reply reply) {
        return new ReadFailed(sentence(reply), Answer.isLogin(reply));
    }

    private String sentence(Reply reply) {
        return Answer.sentence(url(), reply, endpoint.authorization() != null);
    }

    /** Large answers take tens of milliseconds to parse: not on the event loop. */
    private <T> Future<T> parsed(Reply response, Callable<T> parser) {
        return response.body().length() > SMALL
                ? offload.run(parser)
                : Future.succeededFuture().map(nothing -> call(parser));
    }

    private static <T> T call(Callable<T> parser) {
        try {
            return parser.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private MultiMap headers() {
        MultiMap headers = addVersions(MultiMap.caseInsensitiveMultiMap());
        if (endpoint.authorization() != null) {
            return headers.add("Authorization", endpoint.authorization());
        }
        String login = cookies == null ? null : cookies.header(URI.create(url() + "/"), Instant.now());
        return login == null ? headers : headers.add("Cookie", login);
    }

    /** Without both versions a server answers as to a client from before them, and tells none of its own. */
    static MultiMap addVersions(MultiMap headers) {
        return headers.add("User-Agent", "skydeck")
                .add("X-SkyPilot-API-Version", API_VERSION)
                .add("X-SkyPilot-Version", CLIENT_VERSION);
    }

    private ObjectNode withIdentity(ObjectNode body) {
        ObjectNode whole = body.deepCopy();
        whole.putObject("env_vars").put("SKYPILOT_USER_ID", user.hash()).put("SKYPILOT_USER", user.name());
        whole.put("entrypoint_command", "skydeck");
        if (workspace != null) {
            // A cancel acts in this one only, and passes over other jobs without a word.
            whole.putObject("override_skypilot_config").put("active_workspace", workspace);
        }
        return whole;
    }

    private SendOutcome outcome(Reply response) {
        int status = response.status();
        String id = response.header("x-skypilot-request-id");
        String sentence = sentence(response);
        if (status == 200 && id != null && !Answer.isHtml(response)) {
            return new SendOutcome.Accepted(id);
        }
        JsonNode json = Answer.json(response);
        boolean ours = json.has("detail") || json.has("error");
        if ((status == 503 || status == 401) && ours) {
            // Before anything was done; it will do once the server is up again, or our login is renewed.
            return new SendOutcome.NotSent(sentence);
        }
        boolean refusal = status == 400 || status == 403 || status == 404 || status == 413 || status == 422;
        return refusal && ours ? new SendOutcome.Refused(sentence) : new SendOutcome.Unclear(sentence);
    }

    private SendOutcome unanswered(Throwable failure) {
        return failure instanceof Transport.Unsent
                ? new SendOutcome.NotSent(unreachable(failure))
                : new SendOutcome.Unclear(broken(failure));
    }

    private String unreachable(Throwable failure) {
        return failure instanceof Transport.Unsent
                ? "The SkyPilot server at " + url() + " is not reachable: " + why(failure)
                : broken(failure);
    }

    private String broken(Throwable failure) {
        return "The SkyPilot server at " + url() + " gave no whole answer: " + why(failure);
    }

    private static String why(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : Answer.plain(message);
    }

    private RequestResult parse(Reply response) {
        JsonNode json = Answer.json(response);
        JsonNode payload = response.status() == 500 ? json.path("detail") : json;
        return switch (payload.path("status").asText("")) {
            case "SUCCEEDED" -> succeeded(payload, response);
            case "CANCELLED" -> new RequestResult.Cancelled();
            case "FAILED" -> failed(Answer.json(payload.path("error").asText(null)));
            default -> throw failed(response);
        };
    }

    private RequestResult succeeded(JsonNode payload, Reply response) {
        JsonNode value = Answer.json(payload.path("return_value").asText(null));
        if (value.isMissingNode()) {
            throw failed(response);
        }
        return new RequestResult.Succeeded(value);
    }

    private static RequestResult failed(JsonNode error) {
        String type = error.path("type").asText("an error");
        String message = error.path("message").asText("");
        return new RequestResult.Failed(type, Answer.plain(type + ": " + withoutTraceback(message)));
    }

    /** The first line and the last, which names the cause; what is between is Python's traceback. */
    private static String withoutTraceback(String message) {
        if (!message.contains("Traceback (most recent call last)")) {
            return message;
        }
        List<String> lines = message.strip().lines().toList();
        return lines.size() < 2 ? message : lines.get(0) + " " + lines.get(lines.size() - 1);
    }

    private static JsonNode valueOf(RequestResult result) {
        if (result instanceof RequestResult.Succeeded succeeded) {
            return succeeded.value();
        }
        throw new ReadFailed(
                result instanceof RequestResult.Failed failed
                        ? "SkyPilot could not do it: " + failed.sentence()
                        : "SkyPilot lost the request: its server was restarted, or the request was cancelled.");
    }

    static ObjectNode body() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void close() {
        http.close();
    }
}
