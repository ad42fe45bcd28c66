package dev.skydeck.benchmarks;

import dev.skydeck.messages.CheckpointRequest.RecordCheckpoints;
import dev.skydeck.messages.Event.SourceReport;
import dev.skydeck.messages.SyncerRequest.SyncNow;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.store.StoreOptions;
import dev.skydeck.store.StoreVerticle;
import dev.skydeck.syncer.FilePatterns;
import dev.skydeck.syncer.MetricNames;
import dev.skydeck.syncer.S3Access;
import dev.skydeck.syncer.SyncerOptions;
import dev.skydeck.syncer.SyncerVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Passes of the syncer: store and syncer in this process, S3 a stand-in in it, too. Arguments: an empty folder, how many experiments, and
 * how many checkpoints each has.
 */
public final class MeasureSync {
    private static final int QUIET_PASSES = 3;

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new VertxBus(vertx, Duration.ofMinutes(2));
    private final AtomicInteger writes = new AtomicInteger();
    /** When S3 was last read well. */
    private final AtomicReference<@Nullable Long> goodNanos = new AtomicReference<>();

    /** Runs the measurements one after the other; nothing is asserted. */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
        MeasureSync measure = new MeasureSync();
        try {
            measure.run(folder, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        } finally {
            measure.vertx.close().await(60, TimeUnit.SECONDS);
        }
    }

    private void run(Path folder, int experiments, int checkpoints) throws Exception {
        VertxBus.prepare(vertx);
        vertx.eventBus().<Object>addInboundInterceptor(delivery -> {
            if (delivery.body() instanceof RecordCheckpoints) {
                writes.incrementAndGet();
            }
            delivery.next();
        });
        bus.subscribe(SourceReport.class, this::reported).await(20, TimeUnit.SECONDS);
        vertx.deployVerticle(new StoreVerticle(StoreOptions.at(folder.resolve("skydeck.db"))))
                .await(20, TimeUnit.SECONDS);
        ManyExperiments.create(bus, experiments);
        ManyFiles s3 = new ManyFiles(experiments, checkpoints);
        vertx.deployVerticle(s3).await(20, TimeUnit.SECONDS);
        S3Access access = S3Access.of(s3.endpoint()).with(S3Access.DEFAULT_REGION, null, true, true);
        SyncerOptions options = new SyncerOptions(
                access, "bucket", "policies", FilePatterns.ORIGINAL, MetricNames.DEFAULT, Duration.ofHours(1));
        pass(
                s3,
                "first pass over " + experiments + " experiments with " + checkpoints + " checkpoints each",
                () -> vertx.deployVerticle(new SyncerVerticle(options)));
        for (int i = 0; i < QUIET_PASSES; i++) {
            pass(s3, "a pass with nothing new", () -> bus.request(new SyncNow()));
        }
    }

    private void reported(SourceReport report) {
        Long age = report.ageMillis();
        if (age != null) {
            goodNanos.set(System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(age));
        }
    }

    private interface Work {
        Future<?> begin();
    }

    private void pass(ManyFiles s3, String what, Work work) throws Exception {
        System.gc();
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
        int asked = s3.requests.get();
        int written = writes.get();
        long began = System.nanoTime();
        work.begin().await(20, TimeUnit.SECONDS);
        Long good = null;
        while (good == null || good < began) {
            if (System.nanoTime() - began > TimeUnit.MINUTES.toNanos(10)) {
                throw new IOException("the pass took more than ten minutes");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            good = goodNanos.get();
        }
        long peak =
                heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        System.out.println(String.format(
                Locale.ROOT,
                "%s: %.2f s, %d requests, %d writes, peak heap %d MiB",
                what,
                (good - began) / 1e9,
                s3.requests.get() - asked,
                writes.get() - written,
                peak >> 20));
    }

    /** Of the stand-in and the store as well. */
    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }
}
