package dev.skydeck.skypilot.logs;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Makes whole lines of what comes in pieces, wherever these are cut: between lines, or in the middle of a character. SkyPilot's
 * control lines are left out: spinner texts as {@code <sky-payload>}, and the heartbeat (seen on 0.11.1 and 0.14.1, resp. read
 * in the source). A retry, with which a server says that it shuts down, is noted. Carriage returns and ANSI sequences stay.
 */
final class LogLines {
    /** Nobody reads a longer one, and it must not grow in memory without end. */
    static final int MOST_LINE_BYTES = 64 << 10;

    private static final byte[] PAYLOAD = bytes("<sky-payload>");
    private static final byte[] EXIT = bytes("<sky-payload>\"<rich_exit>");
    private static final byte[] HEARTBEAT = bytes("<heartbeat></heartbeat>");
    private static final byte[] RETRY = bytes("<retry></retry>");

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean retry;
    private boolean afterExit;

    /** @param lines gets each whole line in UTF-8, with its line feed */
    void take(Buffer piece, List<byte[]> lines) {
        byte[] bytes = piece.getBytes();
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                line.write(bytes, from, at - from);
                from = at + 1;
                finish(lines);
            } else if (line.size() + at - from >= MOST_LINE_BYTES && isCharacterStart(bytes[at])) {
                line.write(bytes, from, at - from);
                from = at;
                finish(lines);
            }
        }
        line.write(bytes, from, bytes.length - from);
    }

    /** What is left when nothing comes any more. */
    void end(List<byte[]> lines) {
        if (line.size() > 0) {
            finish(lines);
        }
    }

    /** Whether the server asked to come again later. */
    boolean isRetry() {
        return retry;
    }

    private static boolean isCharacterStart(byte next) {
        return (next & 0xC0) != 0x80;
    }

    private void finish(List<byte[]> lines) {
        byte[] whole = line.toByteArray();
        line.reset();
        boolean wasAfterExit = afterExit;
        afterExit = startsWith(whole, EXIT);
        if (wasAfterExit && whole.length == 0) {
            // The last control line of a stream has an empty line after it, which is not the job's.
            return;
        }
        if (startsWith(whole, RETRY)) {
            retry = true;
        } else if (!startsWith(whole, PAYLOAD) && !startsWith(whole, HEARTBEAT)) {
            byte[] text = new String(whole, StandardCharsets.UTF_8).concat("\n").getBytes(StandardCharsets.UTF_8);
            lines.add(text);
        }
    }

    private static boolean startsWith(byte[] line, byte[] start) {
        if (line.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (line[i] != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
