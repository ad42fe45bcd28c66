package dev.skydeck.launcher.hostile;

import io.vertx.core.buffer.Buffer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A socket that sends any bytes and reads HTTP/1.1 answers; nothing is put right on the way, as a client library would. */
final class RawConnection implements AutoCloseable {
    /** A server that says nothing for so long hangs. */
    static final int PATIENCE_MILLIS = 5_000;

    private final Socket socket;
    private final InputStream in;

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    static RawConnection to(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new RawConnection(socket);
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Says that nothing more will come, and still reads. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /**
     * The next final answer; of one that streams only how it begins.
     *
     * @param head whether it answers a HEAD and so has no body
     * @throws EOFException if the server closed instead
     * @throws java.net.SocketTimeoutException if it hangs
     */
    RawAnswer answer(boolean head) throws IOException {
        RawAnswer answer = oneAnswer(head);
        while (answer.status() < 200) {
            answer = oneAnswer(head);
        }
        return answer;
    }

    private RawAnswer oneAnswer(boolean head) throws IOException {
        RawAnswer start = headOfAnswer();
        boolean endless = start.header("Content-Type").equals("text/event-stream");
        boolean empty = head || endless || start.status() < 200 || start.status() == 204 || start.status() == 304;
        return empty ? start : new RawAnswer(start.status(), start.headers(), Buffer.buffer(body(start)));
    }

    /** The status and headers only. */
    private RawAnswer headOfAnswer() throws IOException {
        String line = line();
        String[] parts = line.split(" ", 3);
        if (parts.length < 2 || !parts[0].matches("[A-Z]+/[0-9.]+") || !parts[1].matches("[1-5][0-9][0-9]")) {
            throw new AssertionError("no status line: " + line);
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw new AssertionError("no header: " + header);
            }
            headers.put(header.substring(0, colon), header.substring(colon + 1).strip());
        }
        return new RawAnswer(Integer.parseInt(parts[1]), headers, Buffer.buffer());
    }

    private byte[] body(RawAnswer start) throws IOException {
        if ("chunked".equals(start.header("Transfer-Encoding").toLowerCase(Locale.ROOT))) {
            return chunks();
        }
        String length = start.header("Content-Length");
        if (length.isEmpty()) {
            return in.readAllBytes();
        }
        return exactly(Integer.parseInt(length));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.write(exactly(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer ended after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    /** One line without its end. */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("closed");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** All that still comes until the server closes. */
    byte[] rest() throws IOException {
        return in.readAllBytes();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
