package dev.skydeck.benchmarks;

import dev.skydeck.messages.Event;
import dev.skydeck.messages.ObservationRequest.RecordObservation;
import dev.skydeck.messages.SkyPilotRequest.PollNow;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.skypilot.SkyPilotVerticle;
import dev.skydeck.store.StoreOptions;
import dev.skydeck.store.StoreVerticle;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Where the time of reading a long queue goes: the store and the SkyPilot service in this process, on event loops that are watched.
 * Argument: an empty folder.
 */
public final class MeasureReading {
    private static final int JOBS = 10_000;
    private static final int LOOPS = 4;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
    private final Bus bus = new VertxBus(vertx);
    private final ManyJobs server;
    private final List<Watch> watches = new ArrayList<>();
    private final AtomicLong firstChunkNanos = new AtomicLong();
    private final AtomicLong observedNanos = new AtomicLong();
    private final AtomicInteger observed = new AtomicInteger();

    private MeasureReading(ManyJobs server) {
        this.server = server;
    }

    /** How long one event loop was held: a timer of a millisecond that came late. */
    private static final class Watch {
        private final AtomicLong longest = new AtomicLong();
        private long last = System.nanoTime();

        void tick() {
            long now = System.nanoTime();
            longest.accumulateAndGet(now - last, Math::max);
            last = now;
        }
    }

    /** Runs the measurements one after the other; nothing is asserted. */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
        try (ManyJobs server = new ManyJobs(JOBS, 1)) {
            MeasureReading measure = new MeasureReading(server);
            try {
                measure.run(folder);
            } finally {
                measure.vertx.close().await(20, TimeUnit.SECONDS);
            }
        }
    }

    private void run(Path folder) throws Exception {
        VertxBus.prepare(vertx);
        for (int i = 0; i < LOOPS; i++) {
            Watch watch = new Watch();
            watches.add(watch);
            vertx.getOrCreateContext().runOnContext(none -> vertx.setPeriodic(1, tick -> watch.tick()));
        }
        vertx.eventBus().<Object>addInboundInterceptor(delivery -> {
            if (delivery.body() instanceof RecordObservation chunk && chunk.chunk() == 0) {
                firstChunkNanos.set(System.nanoTime());
            }
            delivery.next();
        });
        bus.subscribe(Event.Observed.class, event -> {
                    observedNanos.set(System.nanoTime());
                    observed.incrementAndGet();
                })
                .await(10, TimeUnit.SECONDS);
        vertx.deployVerticle(new StoreVerticle(StoreOptions.at(folder.resolve("skydeck.db"))))
                .await(20, TimeUnit.SECONDS);
        vertx.deployVerticle(new SkyPilotVerticle(server.options(folder))).await(20, TimeUnit.SECONDS);
        reading("all new", 1);
        for (int round = 0; round < 5; round++) {
            read("none changed");
        }
        for (int round = 1; round <= 5; round++) {
            server.changed = JOBS / 20 * round;
            read("1 in 20 changed");
        }
    }

    private void read(String what) throws Exception {
        int before = observed.get();
        watches.forEach(watch -> watch.longest.set(0));
        server.answeredBytes.set(0);
        bus.request(new PollNow(true)).await(10, TimeUnit.SECONDS);
        reading(what, before + 1);
    }

    private void reading(String what, int until) throws IOException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (observed.get() < until) {
            if (System.nanoTime() > end) {
                throw new IOException("nothing was observed within two minutes");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        long hold =
                watches.stream().mapToLong(watch -> watch.longest.get()).max().orElse(0);
        System.out.printf(
                "%d jobs, %s: %.1f MB; last page to first chunk (parse) %.0f ms; first chunk to commit (compare, write) %.0f ms;"
                        + " longest hold of an event loop %.0f ms%n",
                JOBS,
                what,
                server.answeredBytes.get() / 1e6,
                (firstChunkNanos.get() - server.pageNanos) / 1e6,
                (observedNanos.get() - firstChunkNanos.get()) / 1e6,
                hold / 1e6);
    }
}
