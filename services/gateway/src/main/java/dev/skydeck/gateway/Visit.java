package dev.skydeck.gateway;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a request came here: from the connection, or as the one trusted proxy tells it.
 *
 * @param scheme of the address in the browser: http or https
 * @param host of the address in the browser, with its port; empty when the request says none or several
 * @param address of who sent it
 */
record Visit(String scheme, String host, String address) {
    private static final String VISIT = "skydeck.visit";

    static Visit of(RoutingContext context) {
        @Nullable Visit visit = context.get(VISIT);
        return visit == null ? direct(context.request()) : visit;
    }

    /** Anybody can write these headers, so they count from that address only. */
    static void note(RoutingContext context, Optional<String> trustedProxy) {
        Visit direct = direct(context.request());
        boolean proxied =
                trustedProxy.filter(proxy -> isSame(proxy, direct.address())).isPresent();
        context.put(VISIT, proxied ? forwarded(context.request(), direct) : direct);
        context.next();
    }

    boolean isSecure() {
        return scheme.equals("https");
    }

    String origin() {
        return scheme + "://" + host;
    }

    private static Visit direct(HttpServerRequest request) {
        return new Visit(
                request.isSSL() ? "https" : "http",
                single(request, "Host").orElse(""),
                request.remoteAddress().hostAddress());
    }

    private static Visit forwarded(HttpServerRequest request, Visit direct) {
        String scheme = single(request, "X-Forwarded-Proto")
                .filter(proto -> proto.equals("http") || proto.equals("https"))
                .orElse(direct.scheme());
        boolean named = request.headers().contains("X-Forwarded-Host");
        String host = named ? single(request, "X-Forwarded-Host").orElse("") : direct.host();
        return new Visit(scheme, host, lastForwarded(request).orElse(direct.address()));
    }

    /** The last is what the proxy saw; those before it are what the client says. */
    private static Optional<String> lastForwarded(HttpServerRequest request) {
        List<String> headers = request.headers().getAll("X-Forwarded-For");
        if (headers.isEmpty()) {
            return Optional.empty();
        }
        String[] addresses = headers.get(headers.size() - 1).split(",", -1);
        String last = addresses[addresses.length - 1].strip();
        return NetUtil.createByteArrayFromIpAddressString(last) == null ? Optional.empty() : Optional.of(last);
    }

    private static Optional<String> single(HttpServerRequest request, String header) {
        List<String> values = request.headers().getAll(header);
        return values.size() == 1 ? Optional.of(values.get(0).strip()) : Optional.empty();
    }

    private static boolean isSame(String one, String other) {
        byte[] first = NetUtil.createByteArrayFromIpAddressString(one);
        byte[] second = NetUtil.createByteArrayFromIpAddressString(other);
        return first != null && second != null && Arrays.equals(first, second);
    }
}
