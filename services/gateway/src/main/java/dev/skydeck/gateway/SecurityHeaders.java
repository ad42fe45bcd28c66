package dev.skydeck.gateway;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** The headers on every answer, errors included. */
final class SecurityHeaders {
    static final String CSP =
            "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    private SecurityHeaders() {}

    static void add(RoutingContext context) {
        HttpServerResponse response = put(context.response());
        if (Paths.isApi(context.normalizedPath())) {
            response.putHeader("Cache-Control", "no-store");
        }
        if (Visit.of(context).isSecure()) {
            response.putHeader("Strict-Transport-Security", "max-age=31536000");
        }
        context.next();
    }

    /** Those that any path has. */
    static HttpServerResponse put(HttpServerResponse response) {
        return response.putHeader("Content-Security-Policy", CSP)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    }
}
