package dev.skydeck.skypilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** SkyPilot's HTTP protocol, as recorded from servers 0.11.1 and 0.14.1. Never follows a redirect. */
final class SkyPilotClient implements AutoCloseable {
    /** The API this client was written against; servers from 24 on take it. */
    private static final String API_VERSION = "62";

    private static final String CLIENT_VERSION = "0.14.1";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SEND = Duration.ofSeconds(30);
    private static final Duration RESULT = Duration.ofMinutes(2);
    /** Larger answers are no queue that we can use. */
    private static final int MAX_ANSWER = 32 << 20;

    private final Vertx vertx;
    private final WebClient http;
    private final Endpoint endpoint;
    private final UserIdentity user;

    SkyPilotClient(Vertx vertx, Endpoint endpoint, UserIdentity user) {
        this.vertx = vertx;
        this.endpoint = endpoint;
        this.user = user;
        this.http = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setFollowRedirects(false)
                        .setConnectTimeout((int) CONNECT.toMillis())
                        .setUserAgent("skydeck"));
    }

    String url() {
        return endpoint.url();
    }

    /** Fails with {@link ReadFailed}. */
    Future<ServerHealth> health() {
        return get("/api/health", SEND).map(json -> {
            if (!json.path("status").isTextual()) {
                throw new ReadFailed(
                        "The server at " + url() + " is no SkyPilot API server: its health answer has no status.");
            }
            return ServerHealth.of(json);
        });
    }

    /** Sends a request; never fails. */
    Future<SendOutcome> send(String path, ObjectNode body) {
        return request(HttpMethod.POST, path, SEND)
                .putHeader("content-type", "application/json")
                .sendBuffer(Buffer.buffer(withIdentity(body).toString()))
                .map(this::outcome)
                .otherwise(this::unanswered);
    }

    /** Sends a request and waits for its result's value; fails with {@link ReadFailed}. */
    Future<JsonNode> read(String path, ObjectNode body) {
        return send(path, body).compose(outcome -> {
            if (outcome instanceof SendOutcome.Accepted accepted) {
                return result(accepted.requestId()).map(SkyPilotClient::valueOf);
            }
            String sentence = outcome instanceof SendOutcome.Refused refused
                    ? refused.sentence()
                    : outcome instanceof SendOutcome.NotSent notSent
                            ? notSent.sentence()
                            : ((SendOutcome.Unclear) outcome).sentence();
            return Future.failedFuture(new ReadFailed(sentence));
        });
    }

    /** Waits for a request's end; fails with {@link ReadFailed} when the server does not say. */
    Future<RequestResult> result(String requestId) {
        return request(HttpMethod.GET, "/api/get", RESULT)
                .addQueryParam("request_id", requestId)
                .send()
                .recover(failure -> Future.failedFuture(new ReadFailed(unreachable(failure))))
                .compose(response -> {
                    int status = response.statusCode();
                    if (status == 404 && Answer.json(response).has("detail")) {
                        return Future.succeededFuture(new RequestResult.Missing());
                    }
                    if (status != 200 && status != 500) {
                        return Future.failedFuture(new ReadFailed(Answer.sentence(url(), response)));
                    }
                    // Large queues take tens of milliseconds to parse: not on the event loop.
                    return vertx.executeBlocking(() -> parse(response), false);
                });
    }

    /** The requests that the server knows, with their bodies; fails with {@link ReadFailed}. */
    Future<JsonNode> requests() {
        return get(
                        "/api/status?all_status=true&fields=request_id&fields=name&fields=status&fields=created_at&fields=request_body",
                        SEND)
                .map(json -> {
                    if (!json.isArray()) {
                        throw new ReadFailed("The SkyPilot server at " + url() + " gave no list of requests.");
                    }
                    return json;
                });
    }

    private Future<JsonNode> get(String path, Duration timeout) {
        return request(HttpMethod.GET, path, timeout)
                .send()
                .recover(failure -> Future.failedFuture(new ReadFailed(unreachable(failure))))
                .map(response -> {
                    JsonNode json = Answer.json(response);
                    if (response.statusCode() != 200 || json.isMissingNode()) {
                        throw new ReadFailed(Answer.sentence(url(), response));
                    }
                    return json;
                });
    }

    private HttpRequest<Buffer> request(HttpMethod method, String path, Duration timeout) {
        HttpRequest<Buffer> request = http.requestAbs(method, url() + path)
                .timeout(timeout.toMillis())
                .putHeader("X-SkyPilot-API-Version", API_VERSION)
                .putHeader("X-SkyPilot-Version", CLIENT_VERSION);
        return endpoint.authorization() == null
                ? request
                : request.putHeader("Authorization", endpoint.authorization());
    }

    private ObjectNode withIdentity(ObjectNode body) {
        ObjectNode whole = body.deepCopy();
        whole.putObject("env_vars").put("SKYPILOT_USER_ID", user.hash()).put("SKYPILOT_USER", user.name());
        whole.put("entrypoint_command", "skydeck");
        return whole;
    }

    private SendOutcome outcome(HttpResponse<Buffer> response) {
        int status = response.statusCode();
        String id = response.getHeader("x-skypilot-request-id");
        String sentence = Answer.sentence(url(), response);
        if (status == 200 && id != null && !Answer.isHtml(response)) {
            return new SendOutcome.Accepted(id);
        }
        JsonNode json = Answer.json(response);
        boolean ours = json.has("detail") || json.has("error");
        if (status == 503 && ours) {
            return new SendOutcome.NotSent(sentence);
        }
        boolean refusal =
                status == 400 || status == 401 || status == 403 || status == 404 || status == 413 || status == 422;
        return refusal && ours ? new SendOutcome.Refused(sentence) : new SendOutcome.Unclear(sentence);
    }

    private SendOutcome unanswered(Throwable failure) {
        return isUnsent(failure)
                ? new SendOutcome.NotSent(unreachable(failure))
                : new SendOutcome.Unclear(unreachable(failure));
    }

    /** Whether the connection itself could not be made, so that nothing was written. */
    private static boolean isUnsent(Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof UnknownHostException
                || failure instanceof UnresolvedAddressException
                || failure instanceof SSLException;
    }

    private String unreachable(Throwable failure) {
        String why = failure.getMessage() == null ? failure.toString() : Answer.plain(failure.getMessage());
        return "The SkyPilot server at " + url() + " is not reachable: " + why;
    }

    private RequestResult parse(HttpResponse<Buffer> response) {
        Buffer body = response.body();
        if (body != null && body.length() > MAX_ANSWER) {
            throw new ReadFailed("The answer of the SkyPilot server at " + url() + " is larger than 32 MiB.");
        }
        JsonNode json = Answer.json(response);
        JsonNode payload = response.statusCode() == 500 ? json.path("detail") : json;
        return switch (payload.path("status").asText("")) {
            case "SUCCEEDED" -> succeeded(payload, response);
            case "CANCELLED" -> new RequestResult.Cancelled();
            case "FAILED" -> failed(Answer.json(payload.path("error").asText(null)));
            default -> throw new ReadFailed(Answer.sentence(url(), response));
        };
    }

    private RequestResult succeeded(JsonNode payload, HttpResponse<Buffer> response) {
        JsonNode value = Answer.json(payload.path("return_value").asText(null));
        if (value.isMissingNode()) {
            throw new ReadFailed(Answer.sentence(url(), response));
        }
        return new RequestResult.Succeeded(value);
    }

    private static RequestResult failed(JsonNode error) {
        String type = error.path("type").asText("an error");
        return new RequestResult.Failed(
                type, Answer.plain(type + ": " + error.path("message").asText("")));
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
