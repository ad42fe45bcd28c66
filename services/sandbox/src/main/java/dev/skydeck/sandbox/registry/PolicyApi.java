package dev.skydeck.sandbox.registry;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Answers {@code GET /stats/policy-versions?name_exact=NAME}: a policy is a folder of checkpoints, and each of its checkpoints one
 * more version.
 */
public final class PolicyApi implements Handler<HttpServerRequest> {
    private final Vertx vertx;
    private final Path policies;

    /** @param policies the folder in which every policy has one of its own name; need not be there */
    public PolicyApi(Vertx vertx, Path policies) {
        this.vertx = vertx;
        this.policies = policies;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String name = request.getParam("name_exact");
        if (!request.method().equals(HttpMethod.GET)
                || !"/stats/policy-versions".equals(request.path())
                || name == null) {
            request.response().setStatusCode(404).end();
            return;
        }
        vertx.executeBlocking(() -> answer(name), false)
                .onSuccess(answer -> request.response()
                        .putHeader("content-type", "application/json")
                        .end(answer.toBuffer()))
                .onFailure(cause -> request.response().setStatusCode(500).end());
    }

    private JsonObject answer(String name) throws IOException {
        long version = versions(name);
        JsonArray data = new JsonArray();
        if (version > 0) {
            data.add(new JsonObject()
                    .put("id", id(name + "\n" + version))
                    .put("policy_id", id(name))
                    .put("version", version)
                    .put("name", name));
        }
        return new JsonObject().put("data", data);
    }

    /** A name is only compared, so that none leads out of the folder. */
    private long versions(String name) throws IOException {
        String[] folders = policies.toFile().list();
        if (folders == null || !Arrays.asList(folders).contains(name)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(policies.resolve(name))) {
            return files.filter(file -> file.toString().endsWith(".mpt")).count();
        }
    }

    private static String id(String of) {
        return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
