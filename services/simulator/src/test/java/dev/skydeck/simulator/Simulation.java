package dev.skydeck.simulator;

import dev.skydeck.reconciler.SimulatedReconciler;
import dev.skydeck.skypilot.SimulatedService;
import dev.skydeck.store.SimulatedStore;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run: a storm, then calm. Everything that happens follows from the seed.
 */
final class Simulation implements AutoCloseable {
    /** Longer than a POST may be on its way with a stale reading after it. */
    static final Duration SETTLE = Duration.ofSeconds(75);

    private static final long SECOND = VirtualTime.SECOND;
    private static final long STORM = 200 * SECOND;
    /** By then everything must be where it is wanted. */
    private static final long CALM_MOST = 900 * SECOND;

    private static final long LOOK_EVERY = 15 * SECOND;
    private static final long STABLE_FOR = 45 * SECOND;

    private final VirtualTime time = new VirtualTime();
    private final Chance chance;
    private final Faults faults;
    private final Trace trace;
    private final Wiring wiring;
    private final Network network;
    private final SimulatedSkyPilot server;
    private final SimulatedStore store;
    private final Oracle oracle;
    private final Users users;
    private final Life world;
    private int crashes;

    /**
     * What came of a run.
     *
     * @param violation null when nothing that must never be was seen
     */
    record Outcome(
            long seed, @Nullable String violation, int launches, int posts, int jobs, int crashes, long virtualNanos) {}

    private Simulation(long seed, Wiring wiring, boolean traced) {
        chance = new Chance(seed);
        faults = new Faults(Faults.Rates.some(chance));
        trace = new Trace(time, traced);
        this.wiring = wiring;
        world = new Life(time, "world", 0);
        network = new Network(time, new Chance(seed + 1), faults, trace, wiring);
        server = new SimulatedSkyPilot(time, new Chance(seed + 2), faults, trace);
        Chance disk = new Chance(seed + 3);
        store = new SimulatedStore(() -> disk.of(faults.rates().diskFails()));
        oracle = new Oracle(store, server);
        Life people = new Life(time, "people", 0);
        users = new Users(people, network.bus(people), new Chance(seed + 4), oracle);
        network.watch(oracle::handled);
        server.onJob(oracle::job);
        server.onViolation(what -> {
            throw new Violation(what);
        });
    }

    static Outcome run(long seed, Wiring wiring, boolean traced) {
        try (Simulation simulation = new Simulation(seed, wiring, traced)) {
            return simulation.run(seed);
        }
    }

    private Outcome run(long seed) {
        String found = null;
        try {
            storm();
            calm();
        } catch (Violation seen) {
            found = seen.getMessage();
        }
        int posts = server.posted().size();
        return new Outcome(seed, found, oracle.launches(), posts, server.jobs().size(), crashes, time.now());
    }

    private void storm() {
        supervise("store", this::startStore);
        supervise("skypilot", this::startService);
        supervise("reconciler", this::startReconciler);
        long experiments = 1 + chance.upTo(3);
        for (long i = 0; i < experiments; i++) {
            world.after(chance.upTo(40 * SECOND), users::create);
        }
        int acts = chance.among(8);
        for (int i = 0; i < acts; i++) {
            world.after(chance.upTo(STORM), users::act);
        }
        sometimes(3, () -> server.restart(chance.between(SECOND, 20 * SECOND)));
        sometimes(2, () -> server.cancelByHand(chance));
        if (chance.of(0.15)) {
            world.after(chance.upTo(STORM), () -> server.foreignJob("exp1"));
        }
        if (chance.of(0.3)) {
            // Somebody starts a second one.
            world.after(chance.upTo(STORM), () -> supervise("reconciler2", this::startReconciler));
        }
        until(STORM);
        oracle.statuses();
    }

    private void sometimes(int most, Runnable what) {
        int times = chance.of(0.5) ? 0 : 1 + chance.among(most);
        for (int i = 0; i < times; i++) {
            world.after(chance.upTo(STORM), what);
        }
    }

    private void calm() {
        trace.line(() -> "calm");
        faults.end();
        long end = time.now() + CALM_MOST;
        while (true) {
            until(time.now() + LOOK_EVERY);
            oracle.statuses();
            Optional<String> unsettled = unsettled();
            if (unsettled.isEmpty()) {
                int launches = oracle.launches();
                until(time.now() + STABLE_FOR);
                oracle.statuses();
                if (unsettled().isEmpty() && launches == oracle.launches()) {
                    return;
                }
            } else if (time.now() > end) {
                throw new Violation("I3: " + unsettled.get());
            }
        }
    }

    private Optional<String> unsettled() {
        if (!users.areDone() || server.isBusy()) {
            return Optional.of("somebody waits");
        }
        return oracle.unsettled();
    }

    private void until(long end) {
        while (time.step(end)) {
            // Step by step.
        }
    }

    // ---- processes ----

    private interface Start {
        void in(Life life);
    }

    /** Starts it, and again whenever it has died; in a storm it dies, and stands still, now and then. */
    private void supervise(String name, Start start) {
        Life life = new Life(time, name, chance.upTo(1L << 50));
        trace.line(() -> name + " starts");
        start.in(life);
        watch(life, start);
        if (faults.areOn() && chance.of(0.4)) {
            world.after(chance.between(SECOND, STORM), () -> {
                if (faults.areOn() && !life.isDead()) {
                    trace.line(() -> name + " is killed");
                    crashes++;
                    life.die();
                }
            });
        }
        if (faults.areOn() && chance.of(0.3)) {
            world.after(chance.between(SECOND, STORM), () -> {
                if (faults.areOn()) {
                    long length = chance.of(0.5) ? chance.upTo(10 * SECOND) : chance.between(5 * SECOND, 200 * SECOND);
                    trace.line(() -> name + " stands still for " + length / SECOND + " s");
                    life.pause(length);
                }
            });
        }
    }

    private void watch(Life life, Start start) {
        world.after(SECOND, () -> {
            if (!life.isDead()) {
                watch(life, start);
                return;
            }
            world.after(chance.upTo(8 * SECOND), () -> supervise(life.name(), start));
        });
    }

    private void startStore(Life life) {
        store.start(life, network.bus(life), chance.generator());
    }

    private void startService(Life life) {
        SimulatedService.start(
                life,
                network.bus(life),
                wiring.server(server),
                SimulatedSkyPilot.URL,
                SETTLE,
                Duration.ofSeconds(30),
                chance.generator());
    }

    private void startReconciler(Life life) {
        SimulatedReconciler.start(life, network.bus(life), wiring.mutation());
    }

    @Override
    public void close() {
        store.close();
    }
}
