package dev.skydeck.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.skydeck.gateway.ContractCheck;
import dev.skydeck.gateway.GatewayOptions;
import dev.skydeck.gateway.GatewayVerticle;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.store.StoreOptions;
import dev.skydeck.store.StoreVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The store on a file and the gateway before it, without SkyPilot. Every answer is held against the contract. Close it.
 */
public final class ApiFixture implements AutoCloseable {
    /** Keeps numbers as they are written, however long or small. */
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final ContractCheck CONTRACT = new ContractCheck();
    private static final long PATIENCE = 20;

    public final Vertx vertx = Vertx.vertx();
    /** To ask the store, or to say what a service would say. */
    public final Bus bus = new VertxBus(vertx);

    private final Path database;
    private final GatewayVerticle gateway = new GatewayVerticle(GatewayOptions.at("127.0.0.1", 0, "1.2.3"));
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(PATIENCE))
            .build();

    private ApiFixture(Path database) {
        this.database = database;
    }

    /** @param database made when it is not there */
    public static ApiFixture on(Path database) throws Exception {
        return on(StoreOptions.at(database));
    }

    static ApiFixture on(StoreOptions options) throws Exception {
        ApiFixture fixture = new ApiFixture(options.databasePath());
        VertxBus.prepare(fixture.vertx);
        fixture.deploy(new StoreVerticle(options));
        fixture.deploy(fixture.gateway);
        return fixture;
    }

    private void deploy(Deployable verticle) throws Exception {
        vertx.deployVerticle(verticle).await(PATIENCE, TimeUnit.SECONDS);
    }

    /** One answer; headers are found whatever the case of their names. */
    public record Got(int status, Map<String, String> headers, String text) {
        public JsonNode json() {
            try {
                return MAPPER.readTree(text);
            } catch (JsonProcessingException e) {
                throw new AssertionError("no JSON: " + text, e);
            }
        }

        public JsonNode at(String pointer) {
            return json().at(pointer);
        }

        /** The sentence of an error. */
        public String detail() {
            return at("/detail").asText();
        }
    }

    public int port() {
        return gateway.actualPort();
    }

    public Path database() {
        return database;
    }

    public Got get(String path) throws Exception {
        return raw("GET", path, null, Map.of());
    }

    public Got delete(String path) throws Exception {
        return raw("DELETE", path, null, Map.of());
    }

    public Got post(String path) throws Exception {
        return raw("POST", path, null, Map.of());
    }

    public Got post(String path, String body) throws Exception {
        return checked("POST", path, body);
    }

    public Got patch(String path, String body) throws Exception {
        return checked("PATCH", path, body);
    }

    /** What is done must be in the contract; the original's habits that are taken beyond it are sent as they are, by raw. */
    private Got checked(String method, String path, String body) throws Exception {
        Got got = raw(method, path, body, Map.of("Content-Type", "application/json"));
        if (got.status() == 200) {
            CONTRACT.request(method, path.split("\\?", -1)[0], body);
        }
        return got;
    }

    /** Any request; the client itself adds only what HTTP needs. */
    public Got raw(String method, String path, @Nullable String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(PATIENCE))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        Map<String, String> got = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> got.put(name, String.join(", ", values)));
        Got answer = new Got(response.statusCode(), got, response.body());
        CONTRACT.answer(method, path, answer.status(), got, answer.text());
        return answer;
    }

    /** Creates an experiment of that name and gives its id. */
    public long created(String name) throws Exception {
        return post("/api/experiments", "{\"name\":" + MAPPER.writeValueAsString(name) + "}")
                .at("/experiment/id")
                .asLong();
    }

    @Override
    public void close() throws TimeoutException {
        for (String deployment : vertx.deploymentIDs()) {
            vertx.undeploy(deployment).await(PATIENCE, TimeUnit.SECONDS);
        }
        vertx.close().await(PATIENCE, TimeUnit.SECONDS);
    }
}
