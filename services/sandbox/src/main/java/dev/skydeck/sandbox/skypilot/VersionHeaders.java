package dev.skydeck.sandbox.skypilot;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/**
 * Gives every answer its request id, and compares versions with a client that sends both of its version headers, as a
 * real server does.
 */
final class VersionHeaders implements Handler<RoutingContext> {
    static final String REQUEST_ID = "x-skypilot-request-id";
    private static final String API_VERSION = "X-SkyPilot-API-Version";
    private static final String VERSION = "X-SkyPilot-Version";

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        String number = request.getHeader(API_VERSION);
        String text = request.getHeader(VERSION);
        if (number != null && text != null) {
            int version;
            try {
                version = Integer.parseInt(number.trim());
            } catch (NumberFormatException e) {
                Answers.plainError(response, "ValueError: invalid literal for int() with base 10: '" + number + "'\n");
                return;
            }
            response.putHeader("x-skypilot-api-version", String.valueOf(ServerFacts.API_VERSION));
            response.putHeader("x-skypilot-version", ServerFacts.VERSION);
            if (version < ServerFacts.LOWEST_API_VERSION) {
                response.putHeader(REQUEST_ID, UUID.randomUUID().toString());
                Answers.json(response, 400, ServerFacts.tooOld(text));
                return;
            }
        }
        response.putHeader(REQUEST_ID, UUID.randomUUID().toString());
        response.putHeader("x-content-type-options", "nosniff");
        context.next();
    }
}
