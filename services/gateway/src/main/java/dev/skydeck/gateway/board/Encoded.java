package dev.skydeck.gateway.board;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/**
 * An answer encoded once for all who ask.
 *
 * @param etag a weak validator, since it stands for both encodings
 */
public record Encoded(Buffer plain, Buffer gzipped, String etag) {
    static Encoded of(byte[] plain, String tag) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 6 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return new Encoded(Buffer.buffer(plain), Buffer.buffer(out.toByteArray()), "W/\"" + tag + '"');
    }
}
