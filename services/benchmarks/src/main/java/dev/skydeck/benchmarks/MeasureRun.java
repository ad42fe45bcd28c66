package dev.skydeck.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * From Run to the launch that arrives at SkyPilot: the product in its own process, its client and a stand-in for SkyPilot in this one, on
 * one machine. Each experiment is run once the one before was launched and a pause is over. Arguments: the executable, an empty folder, how
 * many experiments, and the pause in milliseconds.
 */
public final class MeasureRun {
    private static final ObjectMapper JSON = new ObjectMapper();

    private MeasureRun() {}

    /** Runs them and prints; nothing is asserted. */
    public static void main(String[] args) throws Exception {
        Path executable = Path.of(args[0]).toAbsolutePath();
        Path folder = Files.createDirectories(Path.of(args[1]).toAbsolutePath());
        int experiments = Integer.parseInt(args[2]);
        long pause = Long.parseLong(args[3]);
        String most = String.valueOf(experiments + 1);
        List<Double> millis = new ArrayList<>();
        try (ManyJobs server = new ManyJobs(100, 1);
                Product product = Product.start(
                        executable,
                        folder,
                        server.address(),
                        "--max-open-launches",
                        most,
                        "--launches-per-hour",
                        most)) {
            List<Long> ids = new ArrayList<>();
            for (int i = 0; i < experiments; i++) {
                ids.add(created(product, "run-" + i));
            }
            for (int i = 0; i < experiments; i++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
                long asked = System.nanoTime();
                product.send("POST", "/api/experiments/" + ids.get(i) + "/state", "{\"desired_state\":\"RUNNING\"}");
                millis.add((arrived(server, "run-" + i + "-") - asked) / 1e6);
            }
        }
        // The first one waits for the whole queue to be read.
        System.out.printf("first: %.0f ms%n", millis.remove(0));
        Collections.sort(millis);
        System.out.printf(
                "from Run to SkyPilot's receipt of the launch, %d experiments, %d ms apart: p50 %.1f ms, p99 %.1f ms, most %.1f ms%n",
                millis.size(),
                pause,
                millis.get(millis.size() / 2),
                millis.get((int) Math.ceil(millis.size() * 0.99) - 1),
                millis.get(millis.size() - 1));
    }

    private static long created(Product product, String name) throws Exception {
        String made = product.send(
                "POST",
                "/api/experiments",
                "{\"name\":\"" + name + "\",\"base_command\":\"sleep 10\",\"desired_state\":\"STOPPED\"}");
        return JSON.readTree(made).at("/experiment/id").asLong();
    }

    private static long arrived(ManyJobs server, String name) throws IOException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (System.nanoTime() < end) {
            for (Map.Entry<String, Long> launch : server.launchedNanos.entrySet()) {
                if (launch.getKey().startsWith(name)) {
                    return launch.getValue();
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        throw new IOException("nothing named " + name + "… was launched within two minutes");
    }
}
