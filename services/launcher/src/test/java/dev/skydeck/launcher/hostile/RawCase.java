package dev.skydeck.launcher.hostile;

import io.vertx.core.buffer.Buffer;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes for a socket and what may come back.
 *
 * @param bytes as text, each character one byte; {@code {host}} stands for where the server listens
 * @param whole whether the server has all it needs to answer; if not, the client gives up after them
 */
record RawCase(String name, String bytes, boolean whole, Expected expected) {
    enum Expected {
        /** Only errors of the client, or a closed connection without a word. */
        REFUSED,
        /** Any answer but a fault of ours, or a closed connection without a word. */
        HANDLED,
        /** As refused, or 501: Vert.x knows no other word for a version that it does not speak. */
        UNKNOWN_VERSION,
        /** A success first. */
        TAKEN
    }

    static RawCase refused(String name, String bytes) {
        return new RawCase(name, bytes, true, Expected.REFUSED);
    }

    static RawCase handled(String name, String bytes) {
        return new RawCase(name, bytes, true, Expected.HANDLED);
    }

    static RawCase taken(String name, String bytes) {
        return new RawCase(name, bytes, true, Expected.TAKEN);
    }

    static RawCase unknownVersion(String name, String bytes) {
        return new RawCase(name, bytes, true, Expected.UNKNOWN_VERSION);
    }

    /** The client gives up before it has said all; no answer is owed, but the connection must end. */
    static RawCase cut(String name, String bytes) {
        return new RawCase(name, bytes, false, Expected.REFUSED);
    }

    /**
     * Sends the bytes and gives the statuses of all answers until the server closes, which it does as soon as the client
     * has said that nothing more comes.
     */
    List<Integer> statuses(HostileServer server) throws IOException {
        List<Integer> statuses = new ArrayList<>();
        try (RawConnection connection = server.connect()) {
            connection.send(Buffer.buffer(
                            bytes.replace("{host}", "127.0.0.1:" + server.port()), StandardCharsets.ISO_8859_1.name())
                    .getBytes());
            if (whole) {
                statuses.add(connection.answer(bytes.startsWith("HEAD")).status());
            }
            connection.endOutput();
            while (true) {
                statuses.add(connection.answer(false).status());
            }
        } catch (EOFException | SocketException closed) {
            return statuses;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
