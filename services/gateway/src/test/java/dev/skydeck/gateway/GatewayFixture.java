package dev.skydeck.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skydeck.gateway.stream.StreamOptions;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.VertxBus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A gateway on a free port before a store in memory. What goes in and out is held against the contract. */
abstract class GatewayFixture {
    static final ObjectMapper MAPPER = new ObjectMapper();
    static final ContractCheck CONTRACT = new ContractCheck();

    final Vertx vertx = Vertx.vertx();
    final Bus bus = new VertxBus(vertx);
    final FakeStore store = new FakeStore();
    final GatewayVerticle gateway = new GatewayVerticle(options());
    final WebClient web = WebClient.create(
            vertx, new WebClientOptions().setFollowRedirects(false).setDecompressionSupported(false));
    final HttpClient http = vertx.createHttpClient();

    /** One answer. */
    record Got(int status, Map<String, String> headers, String text, Buffer bytes) {
        JsonNode json() {
            try {
                return MAPPER.readTree(text);
            } catch (JsonProcessingException e) {
                throw new AssertionError("no JSON: " + text, e);
            }
        }

        /** The sentence of an error. */
        String detail() {
            return json().path("detail").asText();
        }

        String header(String name) {
            return String.valueOf(headers.get(name));
        }
    }

    GatewayOptions options() {
        return options(Duration.ofSeconds(5), StreamOptions.DEFAULT);
    }

    static GatewayOptions options(Duration storeLook, StreamOptions streams) {
        return new GatewayOptions("127.0.0.1", 0, "1.2.3", "build-7", Duration.ofSeconds(60), storeLook, streams);
    }

    boolean withStore() {
        return true;
    }

    @BeforeEach
    void start() throws Exception {
        VertxBus.prepare(vertx);
        if (withStore()) {
            await(vertx.deployVerticle(store));
        }
        await(vertx.deployVerticle(gateway));
    }

    @AfterEach
    void stop() throws Exception {
        // As the launcher does: first the verticles, then what is below them.
        for (String deployment : vertx.deploymentIDs()) {
            await(vertx.undeploy(deployment));
        }
        await(vertx.close());
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.await(10, TimeUnit.SECONDS);
    }

    int port() {
        return gateway.actualPort();
    }

    Got get(String path) throws Exception {
        return send("GET", path, null, Map.of());
    }

    Got delete(String path) throws Exception {
        return send("DELETE", path, null, Map.of());
    }

    Got post(String path) throws Exception {
        return send("POST", path, null, Map.of());
    }

    Got post(String path, String body) throws Exception {
        return strict("POST", path, body);
    }

    Got patch(String path, String body) throws Exception {
        return strict("PATCH", path, body);
    }

    /** A request that must be as the contract has it when it is taken. */
    private Got strict(String method, String path, String body) throws Exception {
        Got got = lenient(method, path, body);
        if (got.status() == 200) {
            CONTRACT.request(method, path, body);
        }
        return got;
    }

    /** A request that the contract does not have and the gateway takes all the same. */
    Got lenient(String method, String path, String body) throws Exception {
        return send(method, path, Buffer.buffer(body), Map.of("Content-Type", "application/json"));
    }

    Got send(String method, String path, @Nullable Buffer body, Map<String, String> headers) throws Exception {
        HttpRequest<Buffer> request = web.request(HttpMethod.valueOf(method), port(), "127.0.0.1", path);
        headers.forEach(request::putHeader);
        HttpResponse<Buffer> response = await(body == null ? request.send() : request.sendBuffer(body));
        Map<String, String> got = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers().forEach(header -> got.put(header.getKey(), header.getValue()));
        Buffer bytes = response.body() == null ? Buffer.buffer() : response.body();
        Got answer = new Got(response.statusCode(), got, bytes.toString(), bytes);
        if (!got.containsKey("Content-Encoding")) {
            CONTRACT.answer(method, path, answer.status(), got, answer.text());
        }
        return answer;
    }

    /** Creates an experiment of that name and gives its id. */
    long created(String name) throws Exception {
        return post("/api/experiments", "{\"name\":" + MAPPER.writeValueAsString(name) + "}")
                .json()
                .at("/experiment/id")
                .asLong();
    }

    static Map<String, String> headers(String... pairs) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            headers.put(pairs[i], pairs[i + 1]);
        }
        return headers;
    }
}
