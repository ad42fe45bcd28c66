package dev.skydeck.skypilot;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
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

    /** @throws IllegalArgumentException if the endpoint is no URL with a host, with a sentence */
    static Endpoint of(SkyPilotOptions options) {
        URI uri = parse(options.endpoint().trim());
        // Not getHost(): it knows no host whose name holds an underscore, as names of containers may.
        String authority = uri.getRawAuthority();
        if (authority == null) {
            throw new IllegalArgumentException("The SkyPilot server's address must be a URL with a host.");
        }
        int at = authority.lastIndexOf('@');
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
        String url = uri.getScheme() + "://" + authority.substring(at + 1) + path;
        String token = options.environment().get("SKYPILOT_SERVICE_ACCOUNT_TOKEN");
        if (token != null && !token.isBlank()) {
            return new Endpoint(url, "Bearer " + token.trim());
        }
        if (at < 0) {
            return new Endpoint(url, null);
        }
        String user = URLDecoder.decode(authority.substring(0, at).replace("+", "%2B"), StandardCharsets.UTF_8);
        return new Endpoint(url, "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    private static URI parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("No SkyPilot server is set: name its address with --endpoint or"
                    + " SKYPILOT_API_SERVER_ENDPOINT.");
        }
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme();
            if ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme)) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Its message repeats the address, and with it a password.
        }
        throw new IllegalArgumentException("The SkyPilot server's address must be an http or https URL with a host.");
    }

    @Override
    public String toString() {
        return url;
    }
}
