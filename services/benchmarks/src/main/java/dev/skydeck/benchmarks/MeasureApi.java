package dev.skydeck.benchmarks;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints how the product serves a large team's database: taking over an original's file of 1,000 experiments and 100,000
 * jobs, memory after that, reads and writes with 1 and 16 clients. Arguments: the executable, an empty folder.
 */
public final class MeasureApi {
    private static final int EXPERIMENTS = 1_000;
    private static final int JOBS = 100_000;
    private static final Duration EACH = Duration.ofSeconds(8);

    private MeasureApi() {}

    /** Runs the measurements one after the other; nothing is asserted. */
    public static void main(String[] args) throws Exception {
        Path executable = Path.of(args[0]).toAbsolutePath();
        Path folder = Files.createDirectories(Path.of(args[1]).toAbsolutePath());
        Path own = Files.createDirectories(folder.resolve("running"));
        Path file = own.resolve("skydeck.db");
        try (Product empty = Product.start(executable, Files.createDirectories(folder.resolve("empty")))) {
            System.out.printf("start on an empty file: %d ms%n", millis(empty.startNanos()));
        }
        OriginalFile.write(file, EXPERIMENTS, JOBS);
        System.out.printf("the original's file: %.1f MB%n", Files.size(file) / 1e6);
        try (Product product = Product.start(executable, own)) {
            System.out.printf(
                    "start with taking it over, backup included: %d ms; the file afterwards: %.1f MB%n",
                    millis(product.startNanos()), Files.size(file) / 1e6);
        }
        try (Product product = Product.start(executable, own)) {
            System.out.printf("start on the file taken over: %d ms%n", millis(product.startNanos()));
            product.get("/api/groups");
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(10));
            System.out.printf(
                    "resident memory, board read once, idle for 10 s: %.0f MB%n", product.residentKib() / 1024.0);
            reads(product.address());
            writes(product.address());
            System.out.printf("resident memory after all: %.0f MB%n", product.residentKib() / 1024.0);
        }
    }

    private static void reads(URI address) throws Exception {
        Map<String, String> paths = Map.of(
                "board, GET /api/groups", "/api/groups",
                "one experiment, GET /api/experiments/500", "/api/experiments/500",
                "history page, GET /api/history?limit=100", "/api/history?limit=100",
                "job list, GET /api/skypilot-jobs?limit=20&include_stopped=true",
                        "/api/skypilot-jobs?limit=20&include_stopped=true");
        for (Map.Entry<String, String> path : paths.entrySet()) {
            RequestLoad load = RequestLoad.reading(address, path.getValue());
            load.run(4, Duration.ofSeconds(3));
            System.out.println(path.getKey() + ": " + load.run(1, EACH));
            System.out.println(path.getKey() + ": " + load.run(16, EACH));
        }
    }

    private static void writes(URI address) throws Exception {
        RequestLoad load = new RequestLoad(address, n -> {
            // The other way each time round, so that every write changes something.
            String body = "{\"starred\": " + (n / EXPERIMENTS % 2 == 0) + "}";
            return "POST /api/experiments/"
                    + (1 + (n * 7919L + Thread.currentThread().getId() * 31) % EXPERIMENTS)
                    + "/starred HTTP/1.1\r\nHost: " + address.getAuthority()
                    + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        });
        load.run(4, Duration.ofSeconds(3));
        System.out.println("writes, POST /api/experiments/{id}/starred: " + load.run(1, EACH));
        System.out.println("writes, POST /api/experiments/{id}/starred: " + load.run(16, EACH));
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
