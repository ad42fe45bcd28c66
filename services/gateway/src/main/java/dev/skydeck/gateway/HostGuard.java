package dev.skydeck.gateway;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Answers only under names that are this machine's. A page of another site can make its own name resolve to 127.0.0.1; the
 * browser then holds that page for ours, and only the Host header tells. Counts for every method and every path.
 */
final class HostGuard {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private HostGuard() {}

    static void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        List<String> hosts = request.headers().getAll("Host");
        if (hosts.size() == 1 && isOurs(hosts.get(0), request.localAddress().port())) {
            context.next();
        } else {
            Responder.problem(
                    context,
                    421,
                    "SkyDeck answers as localhost, 127.0.0.1 or [::1] with its own port, not as the host that was asked.");
        }
    }

    static boolean isOurs(String host, int port) {
        String asked = host.toLowerCase(Locale.ROOT);
        return NAMES.stream().anyMatch(name -> asked.equals(name + ":" + port) || (port == 80 && asked.equals(name)));
    }
}
