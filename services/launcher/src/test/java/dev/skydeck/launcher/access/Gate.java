package dev.skydeck.launcher.access;

import dev.skydeck.gateway.Exposure;
import dev.skydeck.gateway.GatewayOptions;
import dev.skydeck.gateway.GatewayVerticle;
import dev.skydeck.messages.TokenRequest.CreateToken;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.Token;
import dev.skydeck.messages.model.TokenScope;
import dev.skydeck.store.StoreOptions;
import dev.skydeck.store.StoreVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A store on a file, tokens in it, and a gateway that is reached as a test says. Close it. */
final class Gate implements AutoCloseable {
    private static final long PATIENCE = 20;

    final Vertx vertx = Vertx.vertx();
    final Bus bus = new VertxBus(vertx);
    final Path database;
    private final HttpClient client;
    private @Nullable GatewayVerticle gateway;
    private String host = "127.0.0.1";
    private boolean tls;

    private Gate(Path database, HttpClientOptions client) throws Exception {
        this.database = database;
        this.client = vertx.createHttpClient(client, new PoolOptions().setHttp1MaxSize(200));
        VertxBus.prepare(vertx);
        deploy(new StoreVerticle(StoreOptions.at(database)));
    }

    static Gate on(Path database) throws Exception {
        return on(database, new HttpClientOptions());
    }

    static Gate on(Path database, HttpClientOptions client) throws Exception {
        return new Gate(database, client);
    }

    /** The status, headers whatever the case of their names, and the text; of a stream the text is empty. */
    record Got(int status, Map<String, String> headers, String text) {}

    Gate listen(String address, Exposure exposure) throws Exception {
        host = address;
        tls = exposure.tls().isPresent();
        gateway = new GatewayVerticle(GatewayOptions.at(address, 0, "1.2.3").exposed(exposure));
        deploy(gateway);
        return this;
    }

    private void deploy(Deployable verticle) throws Exception {
        vertx.deployVerticle(verticle).await(PATIENCE, TimeUnit.SECONDS);
    }

    /** Makes a token whose secret is its name. */
    Token token(String name, TokenScope scope) throws Exception {
        return bus.request(new CreateToken(Command.by("test"), name, scope, sha256(name), Optional.empty()))
                .await(PATIENCE, TimeUnit.SECONDS)
                .value();
    }

    int port() {
        return gateway == null ? 0 : gateway.actualPort();
    }

    String authority() {
        return host + ":" + port();
    }

    Got ask(String method, String path, @Nullable String body, Map<String, String> headers) throws Exception {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(method))
                .setHost(host)
                .setPort(port())
                .setSsl(tls)
                .setURI(path);
        HttpClientRequest request = client.request(options).await(PATIENCE, TimeUnit.SECONDS);
        headers.forEach(request::putHeader);
        if (body != null) {
            request.putHeader("Content-Type", "application/json");
        }
        return request.send(Buffer.buffer(body == null ? "" : body))
                .compose(response -> got(response))
                .await(PATIENCE, TimeUnit.SECONDS);
    }

    /** Opens an event stream; completes when it is closed. */
    Future<Void> stream(Map<String, String> headers) throws Exception {
        Promise<Void> closed = Promise.promise();
        HttpClientRequest request =
                client.request(HttpMethod.GET, port(), host, "/api/events").await(PATIENCE, TimeUnit.SECONDS);
        headers.forEach(request::putHeader);
        int status = request.send()
                .map(response -> {
                    response.handler(bytes -> {})
                            .exceptionHandler(cut -> closed.tryComplete())
                            .endHandler(end -> closed.tryComplete());
                    return response.statusCode();
                })
                .await(PATIENCE, TimeUnit.SECONDS);
        if (status != 200) {
            throw new AssertionError("the stream was answered with " + status);
        }
        return closed.future();
    }

    private static Future<Got> got(HttpClientResponse response) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
        if ("text/event-stream".equals(headers.get("Content-Type"))) {
            return response.request().connection().close().map(new Got(response.statusCode(), headers, ""));
        }
        return response.body().map(text -> new Got(response.statusCode(), headers, text.toString()));
    }

    static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() throws TimeoutException {
        for (String deployment : vertx.deploymentIDs()) {
            vertx.undeploy(deployment).await(PATIENCE, TimeUnit.SECONDS);
        }
        vertx.close().await(PATIENCE, TimeUnit.SECONDS);
    }
}
