package dev.skydeck.benchmarks;

import dev.skydeck.messages.BatchRequest.Operation;
import dev.skydeck.messages.BatchRequest.RunBatch;
import dev.skydeck.messages.LaunchRequest;
import dev.skydeck.messages.ReconcilerRequest.ReconcileNow;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.reconciler.ReconcilerOptions;
import dev.skydeck.reconciler.ReconcilerVerticle;
import dev.skydeck.skypilot.SkyPilotVerticle;
import dev.skydeck.store.LaunchLimits;
import dev.skydeck.store.StoreOptions;
import dev.skydeck.store.StoreVerticle;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A full pass of the reconciler over many experiments: store, SkyPilot service and reconciler in this process, SkyPilot a stand-in in
 * it, too. Arguments: an empty folder, how many experiments, and how many of them are then launched at once.
 */
public final class MeasurePass {

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new VertxBus(vertx, Duration.ofMinutes(2));
    private final AtomicInteger views = new AtomicInteger();
    private final AtomicLong lastNanos = new AtomicLong();

    /** Runs the measurements one after the other; nothing is asserted. */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
        try (ManyJobs server = new ManyJobs(100, 1)) {
            MeasurePass measure = new MeasurePass();
            try {
                measure.run(folder, server, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            } finally {
                measure.vertx.close().await(60, TimeUnit.SECONDS);
            }
        }
    }

    private void run(Path folder, ManyJobs server, int experiments, int launched) throws Exception {
        VertxBus.prepare(vertx);
        vertx.eventBus().<Object>addInboundInterceptor(delivery -> {
            if (delivery.body() instanceof LaunchRequest.ReadView
                    || delivery.body() instanceof LaunchRequest.ReadViews) {
                views.incrementAndGet();
                lastNanos.set(System.nanoTime());
            }
            delivery.next();
        });
        vertx.deployVerticle(new StoreVerticle(
                        StoreOptions.at(folder.resolve("skydeck.db")).with(LaunchLimits.NONE)))
                .await(20, TimeUnit.SECONDS);
        vertx.deployVerticle(new SkyPilotVerticle(server.options(folder))).await(20, TimeUnit.SECONDS);
        vertx.deployVerticle(new ReconcilerVerticle(new ReconcilerOptions())).await(20, TimeUnit.SECONDS);

        ManyExperiments.create(bus, experiments);
        quiet();
        pass(experiments + " stopped experiments");
        pass(experiments + " stopped experiments");
        long began = System.nanoTime();
        want(launched);
        long written = System.nanoTime();
        while (server.launchedNanos.size() < launched) {
            require(began, "the launches took more than ten minutes");
        }
        System.out.printf(
                "%d to launch among %d: written after %.0f ms; first launch received after %.0f ms, last after %.0f ms%n",
                launched,
                experiments,
                (written - began) / 1e6,
                (server.launchedNanos.values().stream()
                                        .mapToLong(at -> at)
                                        .min()
                                        .orElse(began)
                                - began)
                        / 1e6,
                (server.launchedNanos.values().stream()
                                        .mapToLong(at -> at)
                                        .max()
                                        .orElse(began)
                                - began)
                        / 1e6);
        quiet();
        pass(launched + " running experiments, " + (experiments - launched) + " stopped");
        pass(launched + " running experiments, " + (experiments - launched) + " stopped");
    }

    private void want(int experiments) throws Exception {
        List<Operation> operations = new ArrayList<>();
        for (long id = 1; id <= experiments; id++) {
            operations.add(new Operation.SetState(id, DesiredState.RUNNING));
        }
        bus.request(new RunBatch(Command.by("measure"), true, operations)).await(2, TimeUnit.MINUTES);
    }

    private void pass(String what) throws Exception {
        int before = views.get();
        long began = System.nanoTime();
        bus.request(new ReconcileNow()).await(2, TimeUnit.MINUTES);
        quiet();
        System.out.printf(
                "a pass over %s: %.0f ms, %d readings of the store%n",
                what, Math.max(0, lastNanos.get() - began) / 1e6, views.get() - before);
    }

    /** Waits until no view was asked for during two seconds. */
    private void quiet() throws IOException {
        long began = System.nanoTime();
        lastNanos.accumulateAndGet(began, Math::max);
        while (System.nanoTime() - lastNanos.get() < TimeUnit.SECONDS.toNanos(2)) {
            require(began, "the reconciler does not come to rest");
        }
    }

    private static void require(long began, String otherwise) throws IOException {
        if (System.nanoTime() - began > TimeUnit.MINUTES.toNanos(10)) {
            throw new IOException(otherwise);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
}
