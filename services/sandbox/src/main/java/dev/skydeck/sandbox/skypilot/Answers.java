package dev.skydeck.sandbox.skypilot;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The forms of answer that a SkyPilot server has. */
final class Answers {
    private Answers() {}

    static void json(HttpServerResponse response, int status, @Nullable Object body) {
        response.setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(Json.encode(body));
    }

    static void detail(HttpServerResponse response, int status, Object detail) {
        json(response, status, new JsonObject().put("detail", detail));
    }

    /** The body is not of the route's shape. */
    static void invalid(HttpServerResponse response, BodyShape.Invalid invalid) {
        JsonArray problems = invalid.problems();
        if (problems == null) {
            plainError(response, String.valueOf(invalid.getMessage()));
        } else {
            detail(response, invalid.status(), problems);
        }
    }

    /** What a real server answers where it broke: the end of Python's traceback, and none of its usual headers. */
    static void plainError(HttpServerResponse response, String traceback) {
        response.headers().clear();
        response.setStatusCode(500)
                .putHeader("content-type", "text/plain; charset=utf-8")
                .end(traceback);
    }
}
