package dev.skydeck.gateway;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of the page.
 *
 * @param gzipped as the build packed it; null when it did not
 * @param etag a weak validator, since it stands for both encodings
 */
record WebFile(
        String type,
        String cacheControl,
        String etag,
        Buffer plain,
        @Nullable Buffer gzipped) {
    private static final String TEXT = "; charset=utf-8";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html" + TEXT),
            Map.entry("js", "text/javascript" + TEXT),
            Map.entry("css", "text/css" + TEXT),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("txt", "text/plain" + TEXT),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"));

    static WebFile of(String path, String type, byte[] plain, byte @Nullable [] gzipped) {
        // Names below assets/ hold a hash of the content, so what they name can never change.
        String cache = path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
        return new WebFile(
                type,
                cache,
                "W/\"" + hash(plain) + '"',
                Buffer.buffer(plain),
                gzipped == null ? null : Buffer.buffer(gzipped));
    }

    /** The content type by the name's end; null for names that are no file of a page. */
    static @Nullable String type(String path) {
        return TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
