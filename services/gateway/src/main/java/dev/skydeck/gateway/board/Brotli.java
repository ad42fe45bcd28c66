package dev.skydeck.gateway.board;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.aayushatharva.brotli4j.encoder.Encoder.Mode;
import com.aayushatharva.brotli4j.encoder.Encoder.Parameters;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brotli, where there is a native library for this machine. */
final class Brotli {
    private static final Logger LOG = LoggerFactory.getLogger(Brotli.class);
    /** As quick as gzip's usual level, and smaller. */
    private static final Parameters PARAMETERS = Parameters.create(4, -1, Mode.TEXT);

    private static final boolean AVAILABLE = load();

    private Brotli() {}

    private static boolean load() {
        if (Brotli4jLoader.isAvailable()) {
            return true;
        }
        Throwable cause = Brotli4jLoader.getUnavailabilityCause();
        LOG.atInfo()
                .addKeyValue("reason", String.valueOf(cause == null ? null : cause.getMessage()))
                .log("there is no Brotli for this machine: answers are packed with gzip only");
        return false;
    }

    /** Null where there is none. */
    static @Nullable Buffer packed(byte[] plain) {
        if (!AVAILABLE) {
            return null;
        }
        try {
            return Buffer.buffer(Encoder.compress(plain, PARAMETERS));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be packed", e);
        }
    }
}
