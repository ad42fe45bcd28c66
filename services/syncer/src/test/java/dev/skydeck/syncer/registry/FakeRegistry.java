package dev.skydeck.syncer.registry;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A registry that knows policies by name, and does otherwise for the names that it is told to. */
final class FakeRegistry extends VerticleBase {
    /** What was asked, as path and query. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    final List<@Nullable String> authorizations = new CopyOnWriteArrayList<>();
    final Map<String, Integer> versions = new ConcurrentHashMap<>();
    final Map<String, Handler<HttpServerRequest>> otherwise = new ConcurrentHashMap<>();
    volatile @Nullable Handler<HttpServerRequest> all;

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @Override
    public Future<?> start() {
        server = vertx.createHttpServer().requestHandler(this::answer);
        return server.listen(0, "127.0.0.1");
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    long asked(String name) {
        return asked.stream()
                .filter(uri -> uri.contains("name_exact=" + name + "&"))
                .count();
    }

    private void answer(HttpServerRequest request) {
        asked.add(String.valueOf(request.uri()));
        authorizations.add(request.getHeader("Authorization"));
        String name = String.valueOf(request.getParam("name_exact"));
        Handler<HttpServerRequest> everybody = all;
        (everybody == null ? otherwise.getOrDefault(name, one -> known(one, name)) : everybody).handle(request);
    }

    private void known(HttpServerRequest request, String name) {
        Integer version = versions.get(name);
        JsonArray data = version == null ? new JsonArray() : new JsonArray().add(policy(name, version));
        request.response().end(new JsonObject().put("data", data).encode());
    }

    static JsonObject policy(String name, int version) {
        return new JsonObject()
                .put("id", "v-" + version)
                .put("policy_id", "p-1")
                .put("version", version)
                .put("name", name);
    }

    /** Answers with that, whoever is asked for. */
    static Handler<HttpServerRequest> saying(int status, String body) {
        return request -> request.response().setStatusCode(status).end(body);
    }

    /** Never answers. */
    static void hang(HttpServerRequest request) {}
}
