package dev.skydeck.gateway.board;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * An answer encoded once for all who ask.
 *
 * @param gzipped the same as {@code plain} when it was not packed
 * @param brotli packed with Brotli; null where there is none, and when it was not packed
 * @param etag a weak validator, since it stands for all encodings
 */
public record Encoded(
        Buffer plain, Buffer gzipped, @Nullable Buffer brotli, String etag) {
    static Encoded of(byte[] plain, String tag) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 6 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return new Encoded(
                Buffer.buffer(plain), Buffer.buffer(out.toByteArray()), Brotli.packed(plain), "W/\"" + tag + '"');
    }

    /** One that is known by what it says: for answers that may change without a revision. */
    public static Encoded of(byte[] plain) {
        return of(plain, digest(plain));
    }

    /** The same, not packed. */
    public static Encoded plain(byte[] plain) {
        Buffer buffer = Buffer.buffer(plain);
        return new Encoded(buffer, buffer, null, "W/\"" + digest(plain) + '"');
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
