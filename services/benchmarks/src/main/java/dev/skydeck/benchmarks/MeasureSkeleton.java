package dev.skydeck.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipFile;

/**
 * Prints: start to first answer, idle memory, delay from a write to 100 event streams, jar size, size of the first load.
 * Arguments: the executable, the jar, an empty folder.
 */
public final class MeasureSkeleton {
    private static final int STARTS = 5;
    private static final int CLIENTS = 100;
    private static final int WRITES = 100;

    private MeasureSkeleton() {}

    /** Runs the measurements one after the other; nothing is asserted. */
    public static void main(String[] args) throws Exception {
        Path executable = Path.of(args[0]).toAbsolutePath();
        Path jar = Path.of(args[1]).toAbsolutePath();
        Path folder = Files.createDirectories(Path.of(args[2]).toAbsolutePath());
        System.out.printf("jar size: %.1f MB%n", Files.size(jar) / 1e6);
        System.out.printf("first load, gzip: %.1f KB%n", firstLoad(jar) / 1e3);
        starts(executable, folder);
        running(executable, folder);
    }

    private static void starts(Path executable, Path folder) throws Exception {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i <= STARTS; i++) {
            Path own = Files.createDirectories(folder.resolve("start-" + i));
            try (Product product = Product.start(executable, own)) {
                times.add(product.startNanos());
            }
        }
        System.out.printf("start to first answer, first start (makes the archive): %d ms%n", millis(times.remove(0)));
        Collections.sort(times);
        System.out.printf(
                "start to first answer, with archive, %d starts: median %d ms, %d to %d ms%n",
                STARTS, millis(times.get(STARTS / 2)), millis(times.get(0)), millis(times.get(STARTS - 1)));
    }

    private static void running(Path executable, Path folder) throws Exception {
        Path own = Files.createDirectories(folder.resolve("running"));
        try (Product product = Product.start(executable, own)) {
            TimeUnit.SECONDS.sleep(10);
            System.out.printf("resident memory, idle for 10 s: %.0f MB%n", product.residentKib() / 1024.0);
            streams(product);
        }
    }

    private static void streams(Product product) throws Exception {
        BlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();
        List<StreamClient> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new StreamClient(product.address(), arrivals));
        }
        TimeUnit.SECONDS.sleep(1);
        String created = product.send("POST", "/api/experiments", "{\"name\":\"measured\",\"base_command\":\"true\"}");
        long id = new ObjectMapper().readTree(created).at("/experiment/id").asLong();
        List<Long> delays = new ArrayList<>();
        collect(arrivals, System.nanoTime(), new ArrayList<>());
        for (int i = 0; i < WRITES; i++) {
            long before = System.nanoTime();
            product.send("POST", "/api/experiments/" + id + "/starred", "{\"starred\":" + (i % 2 == 0) + "}");
            collect(arrivals, before, delays);
        }
        for (StreamClient client : clients) {
            client.close();
        }
        Collections.sort(delays);
        System.out.printf(
                "write sent to frame read, %d clients, %d writes one after the other: p50 %d ms, p99 %d ms, max %d ms,"
                        + " %d of %d frames%n",
                CLIENTS,
                WRITES,
                millis(delays.get(delays.size() / 2)),
                millis(delays.get(delays.size() * 99 / 100)),
                millis(delays.get(delays.size() - 1)),
                delays.size(),
                CLIENTS * WRITES);
    }

    private static void collect(BlockingQueue<Long> arrivals, long before, List<Long> delays)
            throws InterruptedException {
        for (int i = 0; i < CLIENTS; i++) {
            Long at = arrivals.poll(5, TimeUnit.SECONDS);
            if (at == null) {
                return;
            }
            delays.add(at - before);
        }
    }

    /** The page and every script and style that it names, compressed as a browser would get them. */
    private static long firstLoad(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            byte[] page = read(zip, "webroot/index.html");
            long size = gzipped(page);
            Matcher names = Pattern.compile("(?:src|href)=\"/(assets/[^\"]+\\.(?:js|css))\"")
                    .matcher(new String(page, StandardCharsets.UTF_8));
            while (names.find()) {
                size += gzipped(read(zip, "webroot/" + names.group(1)));
            }
            return size;
        }
    }

    private static byte[] read(ZipFile zip, String name) throws IOException {
        try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return in.readAllBytes();
        }
    }

    private static long gzipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.size();
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
