package dev.skydeck.benchmarks;

import dev.skydeck.gateway.GatewayOptions;
import dev.skydeck.gateway.GatewayVerticle;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.store.StoreOptions;
import dev.skydeck.store.StoreVerticle;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Suggestions over a tool with many flags: store and gateway in this process, asked over HTTP on one connection. Arguments: an empty
 * folder, and how many flags and experiments.
 */
public final class MeasureFlags {
    private static final List<String> TYPED = List.of("", "tr", "trainer.opt", "lr", "momentum", "tlr42", "zzz");
    private static final int WARM_UP = 2_000;
    private static final int TIMES = 2_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final GatewayVerticle gateway = new GatewayVerticle(GatewayOptions.at("127.0.0.1", 0, "measure"));

    private MeasureFlags() {}

    /** Runs the measurements one after the other; nothing is asserted. */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
        Vertx vertx = Vertx.vertx();
        try {
            VertxBus.prepare(vertx);
            vertx.deployVerticle(new StoreVerticle(StoreOptions.at(folder.resolve("skydeck.db"))))
                    .await(20, TimeUnit.SECONDS);
            MeasureFlags measure = new MeasureFlags();
            vertx.deployVerticle(measure.gateway).await(20, TimeUnit.SECONDS);
            measure.run(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        } finally {
            vertx.close().await(60, TimeUnit.SECONDS);
        }
    }

    private void run(int flags, int experiments) throws Exception {
        String schema = schema(flags);
        long began = System.nanoTime();
        send("POST", "/api/flag-definitions/tools.Train", schema);
        say("import of %,d flags, %,d bytes: %.0f ms", flags, schema.length(), (System.nanoTime() - began) / 1e6);
        for (int i = 0; i < experiments; i++) {
            send("POST", "/api/experiments", """
                    {"name": "e%d", "tool_path": "tools.Train", "flags": {"trainer.part%d.lr%d": 0.1}}
                    """.formatted(i, i % 50, i % 50));
        }
        for (String typed : TYPED) {
            measure(typed);
        }
    }

    private void measure(String typed) throws IOException, InterruptedException {
        String path = "/api/flags/suggest?tool=tools.Train&q=" + typed;
        for (int i = 0; i < WARM_UP; i++) {
            send("GET", path, null);
        }
        long[] nanos = new long[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long began = System.nanoTime();
            send("GET", path, null);
            nanos[i] = System.nanoTime() - began;
        }
        Arrays.sort(nanos);
        say("\"%s\": p50 %.2f ms, p99 %.2f ms", typed, nanos[TIMES / 2] / 1e6, nanos[TIMES * 99 / 100] / 1e6);
    }

    /** Names of three parts, half of them with a description. */
    private static String schema(int flags) {
        String models = IntStream.range(0, flags / 100)
                .mapToObj(part -> "\"part" + part + "\": {\"type\": \"object\", \"properties\": {"
                        + IntStream.range(0, 100)
                                .mapToObj(i -> "\""
                                        + List.of("lr", "momentum", "hidden_size", "clip")
                                                .get(i % 4) + i
                                        + "\": {\"type\": \"number\", \"minimum\": 0, \"default\": 1e-4, \"description\": \""
                                        + (i % 2 == 0 ? "What it does, in a sentence or two. ".repeat(2) : "") + "\"}")
                                .collect(Collectors.joining(","))
                        + "}}")
                .collect(Collectors.joining(","));
        return "{\"properties\": {\"trainer\": {\"type\": \"object\", \"properties\": {" + models + "}}}}";
    }

    private void send(String method, String path, @Nullable String body) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.actualPort() + path));
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.method(method, BodyPublishers.ofString(body)).header("Content-Type", "application/json");
        }
        var response = client.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
    }

    private static void say(String form, Object... values) {
        System.out.println(String.format(Locale.ROOT, form, values));
    }
}
