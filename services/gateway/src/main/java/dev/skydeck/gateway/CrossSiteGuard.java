package dev.skydeck.gateway;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other sites' pages from writing. Without tokens a browser on this machine has all rights by itself, so what a page
 * may not do is told from the headers that only the browser sets, and from a content type that no form can send.
 */
final class CrossSiteGuard {
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private CrossSiteGuard() {}

    static void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        @Nullable String site = request.getHeader("Sec-Fetch-Site");
        boolean read = READS.contains(request.method());
        if (read) {
            if ("cross-site".equals(site) && Paths.isApi(context.normalizedPath())) {
                refuse(context);
                return;
            }
        } else if (isForeign(context, site)) {
            refuse(context);
            return;
        } else if (hasBody(request) && !isJson(request)) {
            Responder.problem(context, 415, "The content type of a body must be application/json.");
            return;
        }
        context.next();
    }

    private static boolean isForeign(RoutingContext context, @Nullable String site) {
        if (site != null && !OWN_SITES.contains(site)) {
            return true;
        }
        @Nullable String origin = context.request().getHeader("Origin");
        return origin != null && !origin.equalsIgnoreCase(Visit.of(context).origin());
    }

    private static void refuse(RoutingContext context) {
        Responder.problem(context, 403, "Pages of other sites may not use SkyDeck.");
    }

    private static boolean hasBody(HttpServerRequest request) {
        @Nullable String length = request.getHeader("Content-Length");
        return request.getHeader("Transfer-Encoding") != null || (length != null && !length.equals("0"));
    }

    private static boolean isJson(HttpServerRequest request) {
        @Nullable String type = request.getHeader("Content-Type");
        return type != null
                && type.split(";", -1)[0].strip().toLowerCase(Locale.ROOT).equals("application/json");
    }
}
