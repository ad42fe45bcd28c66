package dev.skydeck.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints how the product reads a queue of 10,000 jobs (all new, none changed, one in twenty changed) and how fast a log goes
 * through it to one and to a hundred readers. The SkyPilot server is a stand-in in this process that costs next to nothing.
 * Arguments: the executable, an empty folder.
 */
public final class MeasureSkyPilot {
    private static final int JOBS = 10_000;
    private static final int LOG_MEGABYTES = 50;
    private static final int READERS = 100;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private MeasureSkyPilot() {}

    /** Runs the measurements one after the other; nothing is asserted. */
    public static void main(String[] args) throws Exception {
        Path executable = Path.of(args[0]).toAbsolutePath();
        Path folder = Files.createDirectories(Path.of(args[1]).toAbsolutePath());
        try (ManyJobs server = new ManyJobs(JOBS, LOG_MEGABYTES);
                Product product = Product.start(executable, folder, server.address())) {
            queue(product, server);
            logs(product);
        }
    }

    private static void queue(Product product, ManyJobs server) throws Exception {
        await(() ->
                product.get("/api/skypilot-jobs?include_stopped=true&limit=1").contains("\"" + JOBS + "\""));
        report("all new", server);
        for (int round = 1; round <= 3; round++) {
            refresh(product, server);
            report("none changed", server);
        }
        server.changed = JOBS / 20;
        long before = server.pageNanos;
        product.send("POST", "/api/refresh", "");
        await(() -> server.pageNanos != before
                && product.get("/api/skypilot-jobs?include_stopped=true&text=lr-sweep-1-k&limit=1")
                        .contains("FAILED"));
        report("1 in 20 changed", server);
        System.out.printf("resident memory after that: %.0f MB%n", product.residentKib() / 1024.0);
    }

    private static void refresh(Product product, ManyJobs server) throws Exception {
        long before = server.pageNanos;
        server.answeredBytes.set(0);
        product.send("POST", "/api/refresh", "");
        await(() -> server.pageNanos != before && quiet(server));
        await(() -> age(product) < TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before));
    }

    /** No page was asked for in the last 50 ms. */
    private static boolean quiet(ManyJobs server) {
        return System.nanoTime() - server.pageNanos > TimeUnit.MILLISECONDS.toNanos(50);
    }

    private static double age(Product product) throws Exception {
        String health = product.get("/api/health");
        int at = health.indexOf("\"staleness_seconds\":") + "\"staleness_seconds\":".length();
        return Double.parseDouble(health.substring(at).split("[,}]", 2)[0].replace("null", "1e9")) * 1_000;
    }

    private static void report(String what, ManyJobs server) {
        System.out.printf(
                "%d jobs, %s: %.1f MB of answers; seen by a client %.0f ms after the last page was sent%n",
                JOBS, what, server.answeredBytes.get() / 1e6, (System.nanoTime() - server.pageNanos) / 1e6);
        server.answeredBytes.set(0);
    }

    private interface Question {
        boolean ask() throws Exception;
    }

    private static void await(Question question) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!question.ask()) {
            if (System.nanoTime() > end) {
                throw new IOException("it did not come to that within two minutes");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private static void logs(Product product) throws Exception {
        read(product, "one reader, from SkyPilot", 1);
        read(product, "one reader, kept", 1);
        read(product, READERS + " readers, kept", READERS);
        System.out.printf("resident memory after that: %.0f MB%n", product.residentKib() / 1024.0);
    }

    private static void read(Product product, String what, int readers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(readers);
        long started = System.nanoTime();
        List<Future<Long>> all = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            all.add(threads.submit(() -> bytes(product.address().resolve("/api/jobs/7/logs"))));
        }
        long bytes = 0;
        for (Future<Long> one : all) {
            bytes += one.get();
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        threads.shutdown();
        System.out.printf("log, %s: %.0f MB in %.2f s, %.0f MB/s%n", what, bytes / 1e6, seconds, bytes / 1e6 / seconds);
    }

    private static long bytes(URI log) throws Exception {
        long count = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = HTTP.send(HttpRequest.newBuilder(log).build(), BodyHandlers.ofInputStream())
                .body()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                count += read;
            }
        }
        return count;
    }
}
