package dev.skydeck.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One running {@code skydeck serve} on the database {@code skydeck.db} of a folder.
 *
 * @param startNanos from the start of the process to its first answer to {@code GET /api/health}
 */
record Product(Process process, URI address, long startNanos) implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** Against a SkyPilot server that is not there. */
    static Product start(Path executable, Path folder) throws IOException {
        return start(executable, folder, URI.create("http://127.0.0.1:9"));
    }

    /** @param options further ones of {@code skydeck serve} */
    static Product start(Path executable, Path folder, URI skyPilot, String... options) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(executable.toString(), "serve"));
        command.addAll(List.of("--port", String.valueOf(port)));
        command.addAll(List.of("--db-path", folder.resolve("skydeck.db").toString()));
        command.addAll(List.of("--endpoint", skyPilot.toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment()
                .put("SKYDECK_CACHE_DIR", folder.resolveSibling("cache").toString());
        long started = System.nanoTime();
        Process process = builder.start();
        URI address = URI.create("http://127.0.0.1:" + port);
        while (!answers(address)) {
            if (!process.isAlive() || System.nanoTime() - started > GIVE_UP_NANOS) {
                process.destroyForcibly();
                throw new IOException("it did not start: " + Files.readString(folder.resolve("log")));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        return new Product(process, address, System.nanoTime() - started);
    }

    String send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(method + " " + path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    /** The body of that path. */
    String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                HTTP.send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("GET " + path + " answered " + answer.statusCode());
        }
        return answer.body();
    }

    /** Resident memory in KiB, as Linux counts it. */
    long residentKib() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("Linux did not say how much memory the process has");
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .orTimeout(10, TimeUnit.SECONDS)
                .handle((ended, late) -> process.destroyForcibly())
                .join();
    }

    private static boolean answers(URI address) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address.resolve("/api/health")).build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
