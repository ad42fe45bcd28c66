package dev.skydeck.sandbox.guard;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages out. The ports run shell commands and listen on loopback, where a page in the user's browser can
 * reach them too: by its own requests, which carry {@code Origin} or {@code Sec-Fetch-Site}, or by a name of its own
 * that it points at 127.0.0.1, which the Host header shows.
 */
public final class LoopbackGuard implements Handler<HttpServerRequest> {
    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> SITES = Set.of("same-origin", "none");

    private final Handler<HttpServerRequest> next;
    private final boolean links;

    private LoopbackGuard(Handler<HttpServerRequest> next, boolean links) {
        this.next = next;
        this.links = links;
    }

    /** Answers no page at all. */
    public static LoopbackGuard closed(Handler<HttpServerRequest> next) {
        return new LoopbackGuard(next, false);
    }

    /**
     * Lets a person follow a link of a page on this machine too, as the dashboard's to a checkpoint: such a page gets nothing
     * of the answer into its hands, and a link reads only.
     */
    public static LoopbackGuard withLinks(Handler<HttpServerRequest> next) {
        return new LoopbackGuard(next, true);
    }

    @Override
    public void handle(HttpServerRequest request) {
        Refusal refusal = refusal(request);
        if (refusal == null) {
            next.handle(request);
            return;
        }
        request.response()
                .setStatusCode(refusal.status())
                .putHeader("content-type", "text/plain; charset=utf-8")
                // The body was not read and is not wanted.
                .putHeader("connection", "close")
                .end(refusal.sentence());
    }

    private @Nullable Refusal refusal(HttpServerRequest request) {
        if (!local(request)) {
            return new Refusal(421, "The sandbox answers only to localhost, 127.0.0.1 and [::1] with its own port.");
        }
        if (request.headers().contains("Origin")) {
            return new Refusal(403, "The sandbox answers no request of a web page (it carries Origin).");
        }
        for (String site : request.headers().getAll("Sec-Fetch-Site")) {
            if (!SITES.contains(site) && !(links && isFollowedLink(request, site))) {
                return new Refusal(403, "The sandbox answers no request of a web page (Sec-Fetch-Site: " + site + ").");
            }
        }
        return null;
    }

    private static boolean isFollowedLink(HttpServerRequest request, String site) {
        return site.equals("same-site")
                && request.method().equals(HttpMethod.GET)
                && request.headers().getAll("Sec-Fetch-Mode").equals(List.of("navigate"));
    }

    private static boolean local(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll("Host");
        if (hosts.size() != 1) {
            return false;
        }
        String host = hosts.get(0).toLowerCase(Locale.ROOT);
        String port = ":" + request.localAddress().port();
        return host.endsWith(port) && HOSTS.contains(host.substring(0, host.length() - port.length()));
    }

    private record Refusal(int status, String sentence) {}
}
