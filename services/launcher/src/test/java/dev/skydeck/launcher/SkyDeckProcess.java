package dev.skydeck.launcher;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real jar as a process of its own, and its dashboard over real HTTP. */
final class SkyDeckProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("ready at (http://\\S+:\\d+)");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final Queue<String> output = new ConcurrentLinkedQueue<>();
    private final Thread reader;

    private SkyDeckProcess(Process process) {
        this.process = process;
        reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    static SkyDeckProcess start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", System.getProperty("skydeck.jar", "")));
        command.addAll(Arrays.asList(arguments));
        return new SkyDeckProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                // Nobody sits at its terminal.
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start());
    }

    /** The line that says it is ready. */
    String awaitReady() throws Exception {
        return ready.get(90, SECONDS);
    }

    /** The dashboard's address, once it is ready. */
    String address() throws Exception {
        Matcher line = ADDRESS.matcher(awaitReady());
        assertThat(line.find()).as(output()).isTrue();
        return line.group(1);
    }

    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(60, SECONDS))
                .as("it ended; it said: %s", output())
                .isTrue();
        // What it said last may not be read yet.
        reader.join(SECONDS.toMillis(10));
        return process.exitValue();
    }

    String output() {
        return String.join("", output);
    }

    long pid() {
        return process.pid();
    }

    void terminate() {
        process.destroy();
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    JsonObject get(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address() + path)).build();
        return new JsonObject(send(request, 200));
    }

    JsonObject post(String path, JsonObject body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                .build();
        return new JsonObject(send(request, 200));
    }

    /** The experiment of that name; null when there is none. */
    JsonObject experiment(String name) throws Exception {
        return get("/api/experiments").getJsonArray("experiments").stream()
                .map(JsonObject.class::cast)
                .filter(experiment -> name.equals(experiment.getString("name")))
                .findFirst()
                .orElse(new JsonObject());
    }

    private static String send(HttpRequest request, int status) throws Exception {
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }

    private void read() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                output.add(line + "\n");
                if (line.contains(" is ready")) {
                    ready.complete(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ready.completeExceptionally(new IllegalStateException("it ended before it was ready: " + output()));
        }
    }

    @Override
    public void close() {
        kill();
    }
}
