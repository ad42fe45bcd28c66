package dev.skydeck.launcher.hostile;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * One answer as it came.
 *
 * @param headers by name, in any case
 */
record RawAnswer(int status, Map<String, String> headers, Buffer body) {
    /** Empty if it is not there. */
    String header(String name) {
        return Objects.requireNonNullElse(headers.get(name), "");
    }

    /** The body as text, unpacked; fails when it is no UTF-8. */
    String text() {
        try {
            byte[] plain = header("Content-Encoding").equals("gzip")
                    ? new GZIPInputStream(new ByteArrayInputStream(body.getBytes())).readAllBytes()
                    : body.getBytes();
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(plain))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("the answer is no UTF-8", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean saysClose() {
        return header("Connection").equalsIgnoreCase("close");
    }
}
