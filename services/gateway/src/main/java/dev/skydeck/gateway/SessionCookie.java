package dev.skydeck.gateway;

import dev.skydeck.gateway.access.Credential;
import dev.skydeck.gateway.access.Secret;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a request shows whose it is: the header {@code Authorization}, else the cookie of a browser's session. */
final class SessionCookie {
    private static final String BEARER = "bearer ";

    private SessionCookie() {}

    /** A header that is no single bearer token shows nothing, and the cookie beside it does not count. */
    static Optional<Credential> credential(RoutingContext context) {
        List<String> headers = context.request().headers().getAll("Authorization");
        if (headers.isEmpty()) {
            return session(context);
        }
        String header = headers.get(0);
        if (headers.size() > 1 || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        String token = header.substring(BEARER.length()).strip();
        return token.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Credential(Credential.Kind.BEARER, Secret.of(token).hash()));
    }

    static Optional<Credential> session(RoutingContext context) {
        @Nullable Cookie cookie = context.request().getCookie(name(context));
        return cookie == null
                ? Optional.empty()
                : Optional.of(new Credential(
                        Credential.Kind.SESSION, Secret.of(cookie.getValue()).hash()));
    }

    static Cookie of(RoutingContext context, Secret secret) {
        return Cookie.cookie(name(context), secret.reveal())
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(Visit.of(context).isSecure())
                .setSameSite(CookieSameSite.STRICT);
    }

    static Cookie cleared(RoutingContext context) {
        return of(context, Secret.of("")).setMaxAge(0);
    }

    /** Cookies do not know ports, so the name does: two servers on one machine would log each other out. */
    private static String name(RoutingContext context) {
        return Visit.of(context).isSecure()
                ? "__Host-skydeck"
                : "skydeck-" + context.request().localAddress().port();
    }
}
