package dev.skydeck.sandbox;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An exchange with a real SkyPilot 0.14.1 server. Pickles in it are replaced by the pickle of None, SSH keys left out. */
record Recording(JsonObject request, JsonObject response) {

    static Recording of(String name) throws Exception {
        try (InputStream content = Recording.class.getResourceAsStream("/recordings/" + name + ".json")) {
            if (content == null) {
                throw new IllegalArgumentException("no recording " + name);
            }
            JsonObject all = new JsonObject(new String(content.readAllBytes(), StandardCharsets.UTF_8));
            return new Recording(all.getJsonObject("request"), all.getJsonObject("response"));
        }
    }

    /** What was asked for. */
    JsonObject asked() {
        return new JsonObject(request.getString("body"));
    }

    /** Asks the sandbox the same. */
    HttpResponse<String> ask(Sandbox sandbox) throws Exception {
        Map<String, String> headers = new LinkedHashMap<>();
        request.getJsonObject("headers").forEach(header -> headers.put(header.getKey(), (String) header.getValue()));
        String query = request.getString("query");
        String body = request.getString("body");
        return sandbox.send(
                request.getString("method"),
                request.getString("path") + (query.isEmpty() ? "" : "?" + query),
                body == null ? "" : body,
                headers);
    }

    int status() {
        return response.getInteger("status");
    }

    String body() {
        return response.getString("body");
    }

    JsonObject json() {
        return new JsonObject(body());
    }

    /** The payload of an {@code /api/get}, whether it succeeded or failed. */
    JsonObject payload() {
        JsonObject json = json();
        return json.containsKey("detail") ? json.getJsonObject("detail") : json;
    }

    Object value() {
        return Json.decodeValue(payload().getString("return_value"));
    }

    JsonObject error() {
        return new JsonObject(payload().getString("error"));
    }

    /** Headers that a SkyPilot client may go by. */
    Set<String> skyPilotHeaders() {
        return response.getJsonObject("headers").fieldNames().stream()
                .filter(name -> name.startsWith("x-skypilot-"))
                .collect(Collectors.toSet());
    }
}
