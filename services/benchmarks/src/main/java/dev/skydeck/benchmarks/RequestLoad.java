package dev.skydeck.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Sends requests one after the other on each of some connections, as fast as the answers come. */
final class RequestLoad {
    private final URI address;
    private final IntFunction<String> requests;

    /** @param requests the n-th request of a connection, whole, as it goes over the wire */
    RequestLoad(URI address, IntFunction<String> requests) {
        this.address = address;
        this.requests = requests;
    }

    /** Reads that path, compressed, as a browser does. */
    static RequestLoad reading(URI address, String path) {
        String request =
                "GET " + path + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nAccept-Encoding: gzip\r\n\r\n";
        return new RequestLoad(address, n -> request);
    }

    /** @param bytes of the last answer's body */
    record Result(
            int clients, int answers, double perSecond, double p50Millis, double p99Millis, int bytes, int refused) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d clients: %.0f/s, p50 %.2f ms, p99 %.2f ms, %d answers, %d not 200, body %d bytes",
                    clients,
                    perSecond,
                    p50Millis,
                    p99Millis,
                    answers,
                    refused,
                    bytes);
        }
    }

    Result run(int clients, Duration duration) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            long end = System.nanoTime() + duration.toNanos();
            List<Callable<Client>> work = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                work.add(() -> new Client().until(end));
            }
            List<Long> times = new ArrayList<>();
            int bytes = 0;
            int refused = 0;
            for (Future<Client> done : threads.invokeAll(work)) {
                times.addAll(done.get().times);
                bytes = done.get().bytes;
                refused += done.get().refused;
            }
            Collections.sort(times);
            return new Result(
                    clients,
                    times.size(),
                    times.size() * 1e9 / duration.toNanos(),
                    times.get(times.size() / 2) / 1e6,
                    times.get(times.size() * 99 / 100) / 1e6,
                    bytes,
                    refused);
        } finally {
            threads.shutdownNow();
        }
    }

    private final class Client {
        private final List<Long> times = new ArrayList<>();
        private int bytes;
        private int refused;

        Client until(long end) throws IOException {
            try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                socket.setTcpNoDelay(true);
                InputStream in = new BufferedInputStream(socket.getInputStream(), 65_536);
                OutputStream out = socket.getOutputStream();
                for (int n = 0; System.nanoTime() < end; n++) {
                    byte[] request = requests.apply(n).getBytes(StandardCharsets.UTF_8);
                    long before = System.nanoTime();
                    out.write(request);
                    out.flush();
                    read(in);
                    times.add(System.nanoTime() - before);
                }
            }
            return this;
        }

        private void read(InputStream in) throws IOException {
            String status = line(in);
            int length = 0;
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(header.substring(15).strip());
                }
            }
            in.skipNBytes(length);
            bytes = length;
            if (!status.contains(" 200 ")) {
                refused++;
            }
        }

        private static String line(InputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("the server closed the connection");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }
    }
}
