package dev.skydeck.skypilot.logs;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Lends the parser of logs to tests of other packages. */
public final class LogLinesAccess {
    private LogLinesAccess() {}

    public static void read(Buffer log, List<byte[]> lines) {
        LogLines parser = new LogLines();
        parser.take(log, lines);
        parser.end(lines);
    }
}
