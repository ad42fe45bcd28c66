package dev.skydeck.gateway;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Answers only under names that are this machine's or were allowed. A page of another site can make its own name resolve to
 * 127.0.0.1; the browser then holds that page for ours, and only the Host header tells. Counts for every method and every path.
 */
final class HostGuard {
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "[::]");

    private final Set<String> names = new TreeSet<>(LOOPBACK);
    private final List<String> allowed;

    /** @param listening the address that the server listens on, which is a name of it too */
    HostGuard(String listening, List<String> allowed) {
        String own = Loopback.bracketed(listening).toLowerCase(Locale.ROOT);
        if (!EVERYWHERE.contains(own)) {
            names.add(own);
        }
        this.allowed =
                allowed.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    }

    void check(RoutingContext context) {
        Visit visit = Visit.of(context);
        if (isOurs(
                visit.host(), visit.scheme(), context.request().localAddress().port())) {
            context.next();
        } else {
            Responder.problem(
                    context,
                    421,
                    "SkyDeck answers as localhost, 127.0.0.1 or [::1] with its own port or under a name that --allowed-host"
                            + " gives, not as the host that was asked.");
        }
    }

    /** A browser leaves the scheme's usual port out; an allowed name without a port is meant with that one or with ours. */
    boolean isOurs(String host, String scheme, int port) {
        String asked = host.toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        return names.stream().anyMatch(name -> asked.equals(name + ":" + port) || (port == usual && asked.equals(name)))
                || allowed.stream().anyMatch(name -> asked.equals(name) || asked.equals(name + ":" + port));
    }
}
