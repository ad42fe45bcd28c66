package dev.skydeck.skypilot;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A server's URL, with the credentials taken out of it.
 *
 * @param url without credentials and trailing slash: it may be shown and stored
 * @param authorization value of the Authorization header; null for none. Never logged.
 */
record Endpoint(String url, @Nullable String authorization) {

    static Endpoint of(SkyPilotOptions options) {
        URI uri = URI.create(options.endpoint().trim());
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
        String host = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        String url = uri.getScheme() + "://" + host + path;
        String token = options.environment().get("SKYPILOT_SERVICE_ACCOUNT_TOKEN");
        if (token != null && !token.isBlank()) {
            return new Endpoint(url, "Bearer " + token.trim());
        }
        String user = uri.getUserInfo();
        return new Endpoint(
                url,
                user == null
                        ? null
                        : "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return url;
    }
}
