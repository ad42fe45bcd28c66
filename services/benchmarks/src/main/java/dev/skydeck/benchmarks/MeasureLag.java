package dev.skydeck.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long after SkyPilot's own change of a job's state ours comes: from the event that SkyPilot keeps of it to the moment
 * that the store has written it. Both clocks must be those of one machine. Arguments: the executable, an empty folder, the address of
 * a SkyPilot server that runs jobs, its infra, and how many jobs of about ten seconds to run one after another.
 */
public final class MeasureLag {
    private static final ObjectMapper JSON = new ObjectMapper();

    private MeasureLag() {}

    /** Runs the jobs and prints; nothing is asserted. */
    public static void main(String[] args) throws Exception {
        Path executable = Path.of(args[0]).toAbsolutePath();
        Path folder = Files.createDirectories(Path.of(args[1]).toAbsolutePath());
        int jobs = Integer.parseInt(args[4]);
        List<Duration> started = new ArrayList<>();
        List<Duration> ended = new ArrayList<>();
        try (Product product = Product.start(executable, folder, URI.create(args[2]))) {
            for (int i = 1; i <= jobs; i++) {
                long id = run(product, "lag-" + i, args[3]);
                Map<String, JsonNode> facts = facts(product, id);
                Map<String, Instant> changes = changes(
                        product, fact(facts, "RUNNING").at("/data/job/jobId").asLong());
                started.add(lag(changes, facts, "RUNNING"));
                ended.add(lag(changes, facts, "SUCCEEDED"));
            }
        }
        print("from SkyPilot's start to ours", started);
        print("from SkyPilot's end to ours", ended);
    }

    private static long run(Product product, String name, String infra) throws Exception {
        String made = product.send(
                "POST",
                "/api/experiments",
                "{\"name\":\"" + name + "\",\"base_command\":\"sleep 10; :\",\"cloud\":\"" + infra
                        + "\",\"desired_state\":\"RUNNING\"}");
        long id = JSON.readTree(made).at("/experiment/id").asLong();
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        while (!product.get("/api/experiments/" + id).contains("\"current_state\":\"SUCCEEDED\"")) {
            if (System.nanoTime() > end) {
                throw new IOException("the job of " + name + " did not succeed within ten minutes");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        return id;
    }

    /** The first fact of the job's each status. */
    private static Map<String, JsonNode> facts(Product product, long experiment) throws Exception {
        Map<String, JsonNode> facts = new HashMap<>();
        for (String kind : List.of("job_seen", "job_status")) {
            String page = product.get("/api/history?limit=200&kind=" + kind + "&experiment=" + experiment);
            for (JsonNode fact : JSON.readTree(page).path("entries")) {
                facts.putIfAbsent(fact.at("/data/status").asText(), fact);
            }
        }
        return facts;
    }

    private static JsonNode fact(Map<String, JsonNode> facts, String status) throws IOException {
        JsonNode fact = facts.get(status);
        if (fact == null) {
            throw new IOException("the job was never seen " + status);
        }
        return fact;
    }

    /** When SkyPilot changed the job's status, in its own words: its server's time of day. */
    private static Map<String, Instant> changes(Product product, long job) throws Exception {
        Map<String, Instant> changes = new HashMap<>();
        for (JsonNode event :
                JSON.readTree(product.get("/api/jobs/" + job + "/events")).path("events")) {
            LocalDateTime at = LocalDateTime.parse(event.path("at").asText());
            changes.put(
                    event.path("status").asText(),
                    at.atZone(ZoneId.systemDefault()).toInstant());
        }
        return changes;
    }

    private static Duration lag(Map<String, Instant> changes, Map<String, JsonNode> facts, String status)
            throws IOException {
        Instant change = changes.get(status);
        if (change == null) {
            throw new IOException("SkyPilot tells no event " + status);
        }
        return Duration.between(
                change, Instant.parse(fact(facts, status).path("at").asText()));
    }

    private static void print(String what, List<Duration> lags) {
        Collections.sort(lags);
        System.out.printf(
                "%s, %d jobs: median %.1f s, p95 %.1f s, most %.1f s%n",
                what,
                lags.size(),
                seconds(lags.get(lags.size() / 2)),
                seconds(lags.get((int) Math.ceil(lags.size() * 0.95) - 1)),
                seconds(lags.get(lags.size() - 1)));
    }

    private static double seconds(Duration lag) {
        return lag.toMillis() / 1_000.0;
    }
}
