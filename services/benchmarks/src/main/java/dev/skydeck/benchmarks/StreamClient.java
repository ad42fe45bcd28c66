package dev.skydeck.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;

/** A browser's event stream in small: notes when change frames arrive. */
final class StreamClient implements AutoCloseable {
    private final Socket socket;

    /** @param arrivals gets the time ({@link System#nanoTime}) of each change frame */
    StreamClient(URI address, BlockingQueue<Long> arrivals) throws IOException {
        socket = new Socket(address.getHost(), address.getPort());
        socket.setTcpNoDelay(true);
        OutputStream out = socket.getOutputStream();
        String request =
                "GET /api/events HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nAccept: text/event-stream\r\n\r\n";
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        Thread reader = new Thread(() -> read(arrivals), "stream client");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(BlockingQueue<Long> arrivals) {
        byte[] buffer = new byte[65_536];
        try (InputStream in = socket.getInputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (new String(buffer, 0, n, StandardCharsets.UTF_8).contains("event: change")) {
                    arrivals.add(System.nanoTime());
                }
            }
        } catch (IOException e) {
            // The stream was closed under the reader: the measurement is over.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
