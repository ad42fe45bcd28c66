package dev.skydeck.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.skydeck.skypilot.Patience;
import dev.skydeck.skypilot.SkyPilotOptions;
import dev.skydeck.skypilot.TaskOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of a SkyPilot server as it takes to be read: many jobs, one long log, and no work of its own in between; and to be launched on. */
final class ManyJobs implements AutoCloseable {
    private static final Pattern PAGE = Pattern.compile("\"page\":(\\d+)");
    private static final Pattern LIMIT = Pattern.compile("\"limit\":(\\d+)");
    private static final Pattern TOKEN = Pattern.compile("(sd1:[a-z0-9]+:[0-9]+:[0-9]+:[a-z2-7]{13})");
    private static final Pattern NAME = Pattern.compile("\"name\":\"([^\"]+)\"");
    private static final byte[] LIST = succeeded("[]");
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final int jobs;
    private final int logMegabytes;
    private final HttpServer server;
    private final Map<String, byte[]> results = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();

    volatile int changed;
    /** When the last page of the queue was sent. */
    volatile long pageNanos;

    final AtomicLong answeredBytes = new AtomicLong();
    /** When the launch of each job arrived, by its name; what was launched is shown as running from then on. */
    final Map<String, Long> launchedNanos = new ConcurrentHashMap<>();

    private final List<String> launched = new CopyOnWriteArrayList<>();

    ManyJobs(int jobs, int logMegabytes) throws IOException {
        this.jobs = jobs;
        this.logMegabytes = logMegabytes;
        // Else each answer with a body waits 40 ms for the acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newCachedThreadPool(run -> {
            Thread thread = new Thread(run);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Of a SkyPilot service that reads it, with its files in that folder. */
    SkyPilotOptions options(Path folder) {
        return new SkyPilotOptions(
                address().toString(),
                null,
                TaskOptions.NONE,
                Duration.ofMinutes(5),
                folder,
                Map.of("HOME", folder.toString()),
                Patience.DEFAULT);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (path.equals("/api/health")) {
            answer(
                    exchange,
                    "{\"status\":\"healthy\",\"api_version\":\"62\",\"version\":\"0.14.1\"}"
                            .getBytes(StandardCharsets.UTF_8));
        } else if (path.equals("/api/get")) {
            String id = exchange.getRequestURI().getQuery().replace("request_id=", "");
            byte[] result = results.remove(id);
            answeredBytes.addAndGet(result.length);
            answer(exchange, result);
            if (result.length > 10_000) {
                pageNanos = System.nanoTime();
            }
        } else if (path.equals("/jobs/logs")) {
            log(exchange);
        } else {
            String id = "r" + ids.incrementAndGet();
            results.put(
                    id,
                    switch (path) {
                        case "/jobs/queue/v2" -> result(body);
                        case "/jobs/launch" -> launch(body);
                        default -> LIST;
                    });
            exchange.getResponseHeaders().add("x-skypilot-request-id", id);
            answer(exchange, NULL);
        }
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("content-type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private byte[] launch(String body) throws IOException {
        long now = System.nanoTime();
        String name = found(NAME, body);
        String token = found(TOKEN, body);
        launchedNanos.put(name, now);
        synchronized (launched) {
            int id = jobs + launched.size() + 1;
            launched.add("{\"job_id\":" + id + ",\"task_id\":0,\"job_name\":\"" + name
                    + "\",\"status\":\"RUNNING\",\"schedule_state\":\"ALIVE\",\"submitted_at\":1.7953e9,\"start_at\":1.7953e9,"
                    + "\"end_at\":null,\"job_duration\":1,\"recovery_count\":0,\"user_hash\":\"ab12cd34\",\"metadata\":{\"skydeck\":\""
                    + token + "\"}}");
            return succeeded("[[" + id + "],null]");
        }
    }

    private static String found(Pattern pattern, String body) throws IOException {
        Matcher found = pattern.matcher(body);
        if (!found.find()) {
            throw new IOException("a launch has no " + pattern);
        }
        return found.group(1);
    }

    private static byte[] succeeded(String value) {
        return ("{\"status\":\"SUCCEEDED\",\"error\":\"null\",\"return_value\":\""
                        + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] result(String body) {
        int page = number(PAGE, body, 1);
        int limit = number(LIMIT, body, jobs);
        boolean alive = body.contains("\"skip_finished\":true");
        StringBuilder rows = new StringBuilder();
        int shown = 0;
        if (!alive) {
            for (int id = jobs - (page - 1) * limit; id > 0 && shown < limit; id--, shown++) {
                rows.append(shown == 0 ? "" : ",").append(row(id));
            }
        }
        List<String> running = page == 1 ? launched : List.of();
        for (String row : running) {
            rows.append(rows.isEmpty() ? "" : ",").append(row);
        }
        int matches = (alive ? 0 : jobs) + launched.size();
        return succeeded("{\"jobs\":[" + rows + "],\"total\":" + matches + ",\"total_no_filter\":"
                + (jobs + launched.size()) + "}");
    }

    private static int number(Pattern pattern, String body, int missing) {
        Matcher found = pattern.matcher(body);
        return found.find() ? Integer.parseInt(found.group(1)) : missing;
    }

    private String row(int id) {
        String status = id <= changed ? "FAILED" : "SUCCEEDED";
        return "{\"job_id\":" + id + ",\"task_id\":0,\"job_name\":\"lr-sweep-" + id
                + "-k7f2q5\",\"task_name\":\"lr-sweep-" + id
                + "-k7f2q5\",\"status\":\"" + status + "\",\"schedule_state\":\"DONE\",\"submitted_at\":"
                + (1.7953e9 + id)
                + ",\"start_at\":" + (1.7953e9 + id + 5) + ",\"end_at\":" + (1.7953e9 + id + 500)
                + ",\"last_recovered_at\":" + (1.7953e9 + id + 5) + ",\"job_duration\":495.25,\"recovery_count\":0,"
                + "\"failure_reason\":null,\"details\":null,\"resources\":\"1x[H100:8]\",\"cluster_resources\":\"1x(gpus=H100:8,"
                + " cpus=192, mem=2048)\",\"current_cluster_name\":\"lr-sweep-" + id
                + "\",\"cloud\":\"AWS\",\"region\":\"us-east-1\",\"zone\":\"us-east-1a\",\"infra\":\"AWS (us-east-1a)\","
                + "\"priority\":500,\"pool\":null,\"user_hash\":\"ab12cd34\",\"user_name\":\"ana\",\"workspace\":\"default\","
                + "\"metadata\":{\"owner\":\"ana\"},\"node_names\":\"ip-10-0-0-7\",\"links\":{}}";
    }

    private void log(HttpExchange exchange) throws IOException {
        String id = "r" + ids.incrementAndGet();
        results.put(
                id,
                "{\"status\":\"SUCCEEDED\",\"error\":\"null\",\"return_value\":\"0\"}"
                        .getBytes(StandardCharsets.UTF_8));
        exchange.getResponseHeaders().add("x-skypilot-request-id", id);
        exchange.getResponseHeaders().add("content-type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        byte[] piece =
                "\u001b[36m(train, pid=2270)\u001b[0m step 123456 loss 0.123456 lr 1.5e-4 tokens/s 123456 grad 0.98 mem 71.2 GiB\n"
                        .repeat(10_000)
                        .getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = exchange.getResponseBody()) {
            for (long left = (long) logMegabytes << 20; left > 0; left -= piece.length) {
                out.write(piece);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
