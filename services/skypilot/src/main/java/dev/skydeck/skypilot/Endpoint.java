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

    /** SkyPilot's own default. */
    private static final String LOCAL = "http://127.0.0.1:46580";

    /**
     * From the options, else from SkyPilot's own configuration, else the server of this machine. A service account's token
     * goes before a name and password in the URL.
     *
     * @throws IllegalArgumentException if the endpoint is no URL with a host, or the token cannot be one; with a sentence
     *     that shows neither
     */
    static Endpoint of(SkyPilotOptions options, ClientConfig config) {
        URI uri = parse(address(options, config).trim());
        // Not getHost(): it knows no host whose name holds an underscore, as names of containers may.
        String authority = uri.getRawAuthority();
        if (authority == null) {
            throw new IllegalArgumentException("The SkyPilot server's address must be a URL with a host.");
        }
        int at = authority.lastIndexOf('@');
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
        String url = uri.getScheme() + "://" + authority.substring(at + 1) + path;
        String token = token(options, config);
        if (token != null) {
            return new Endpoint(url, "Bearer " + token);
        }
        if (at < 0) {
            return new Endpoint(url, null);
        }
        String user = URLDecoder.decode(authority.substring(0, at).replace("+", "%2B"), StandardCharsets.UTF_8);
        return new Endpoint(url, "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    private static String address(SkyPilotOptions options, ClientConfig config) {
        String asked = options.endpoint();
        if (asked != null) {
            return asked;
        }
        return config.endpoint() == null ? LOCAL : config.endpoint();
    }

    private static @Nullable String token(SkyPilotOptions options, ClientConfig config) {
        String set = options.environment().get("SKYPILOT_SERVICE_ACCOUNT_TOKEN");
        String token = set == null || set.isBlank() ? config.token() : set.trim();
        if (token != null && !token.matches("sky_[!-~]+")) {
            throw new IllegalArgumentException("The SkyPilot service account's token is none: it begins with sky_.");
        }
        return token;
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
