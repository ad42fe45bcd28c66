package dev.skydeck.gateway;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/**
 * Refuses a path or query that cannot be decoded. Stands before all else: every later handler decodes, and what that throws
 * would be answered as a fault of ours.
 */
final class TargetGuard {
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private TargetGuard() {}

    static void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.path() == null || BROKEN_ESCAPE.matcher(request.uri()).find()) {
            SecurityHeaders.put(context.response());
            ErrorForm.plain(
                    context.response(),
                    400,
                    "The address holds a % that two hexadecimal digits do not follow; a % itself is written %25.");
        } else {
            context.next();
        }
    }
}
