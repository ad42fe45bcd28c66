package dev.skydeck.launcher.hostile;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/** One exchange after the other, on one connection as long as the server keeps it. */
final class KeptConnection implements AutoCloseable {
    private final HostileServer server;
    private @Nullable RawConnection connection;

    KeptConnection(HostileServer server) {
        this.server = server;
    }

    /**
     * @param head whether the answer has no body
     * @throws EOFException if the server closes a new connection without a word
     * @throws java.net.SocketTimeoutException if it hangs
     */
    RawAnswer exchange(byte[] request, boolean head) throws IOException {
        @Nullable RawConnection kept = connection;
        if (kept != null) {
            try {
                return sent(kept, request, head);
            } catch (EOFException | SocketException closedMeanwhile) {
                close();
            }
        }
        RawConnection fresh = server.connect();
        connection = fresh;
        return sent(fresh, request, head);
    }

    private RawAnswer sent(RawConnection over, byte[] request, boolean head) throws IOException {
        try {
            over.send(request);
        } catch (SocketException refusedInTheMiddle) {
            // The answer to a body that is too large may come before its end.
        }
        RawAnswer answer = over.answer(head);
        // A stream never ends, so nothing can follow it: /api/jobs/%2e%2e/events is one.
        boolean endless = answer.header("Content-Type").equals("text/event-stream");
        if (answer.saysClose() || answer.status() == 413 || endless) {
            close();
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        @Nullable RawConnection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }
}
