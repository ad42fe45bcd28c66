package dev.skydeck.simulator;

import dev.skydeck.messages.ClusterRequest;
import dev.skydeck.messages.Event;
import dev.skydeck.messages.LaunchRequest;
import dev.skydeck.messages.ObservationRequest;
import dev.skydeck.messages.Request;
import dev.skydeck.messages.SkyPilotRequest;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.RunRules;
import dev.skydeck.reconciler.SimulatedReconciler;
import dev.skydeck.skypilot.SimulatedService;
import dev.skydeck.store.SimulatedStore;
import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run: store, SkyPilot service and reconciler as three processes, people, and a SkyPilot server. First things go wrong, by
 * chance or as a script wants it; then calm must bring everything to where it is wanted. All that happens follows from the seed.
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
    private final Life world = new Life(time, "world", 0);
    private final Map<String, Life> processes = new HashMap<>();
    private final Map<Integer, Runnable> atSteps = new HashMap<>();
    /** How far the wall clock of the store's machine is off. */
    private long clockOffNanos;

    private int steps;
    private int stepsOfScript;
    private final List<Expected> expected = new ArrayList<>();

    private record Expected(Class<?> type, Runnable then) {}

    /**
     * What came of a run.
     *
     * @param violation null when nothing that must never be was seen
     * @param faults how often each happened
     * @param steps how many durable and remote steps there were before the calm
     * @param end how each experiment ended
     */
    record Outcome(
            long seed,
            @Nullable String violation,
            int launches,
            int posts,
            Map<Fault, Integer> faults,
            int steps,
            List<String> end) {}

    private Simulation(long seed, boolean storm, Wiring wiring, @Nullable Consumer<String> lines) {
        chance = new Chance(seed);
        faults = storm ? Faults.storm(chance) : Faults.none(chance);
        trace = new Trace(time, lines);
        this.wiring = wiring;
        network = new Network(time, new Chance(seed + 1), faults, trace, wiring);
        server = new SimulatedSkyPilot(time, new Chance(seed + 2), faults, trace);
        store = new SimulatedStore(() -> faults.hits(Fault.DISK_FULL), wiring::statement);
        wiring.begin(store, server);
        oracle = new Oracle(store, server);
        Life people = new Life(time, "people", 0);
        users = new Users(people, network.bus(people), new Chance(seed + 4), oracle);
        network.watch(this::handled);
        server.onJob(oracle::job);
        server.onArrival(this::stepped);
        server.onViolation(what -> {
            throw new Violation(what);
        });
        supervise("store", this::startStore);
        supervise("skypilot", this::startService);
        supervise("reconciler", this::startReconciler);
    }

    /**
     * A run in which everything goes wrong by chance.
     *
     * @param lines told what happens; null when nobody looks
     */
    static Outcome storm(long seed, Wiring wiring, @Nullable Consumer<String> lines) {
        try (Simulation simulation = new Simulation(seed, true, wiring, lines)) {
            return simulation.run(seed, Simulation::storm);
        }
    }

    /** A run in which just that happens. */
    static Outcome directed(Consumer<Simulation> script, Wiring wiring, @Nullable Consumer<String> lines) {
        try (Simulation simulation = new Simulation(0, false, wiring, lines)) {
            return simulation.run(0, script);
        }
    }

    private Outcome run(long seed, Consumer<Simulation> script) {
        String found = null;
        try {
            script.accept(this);
            if (!faults.areOn()) {
                // What a script began goes on for a while before everything must be well.
                pass(Duration.ofMinutes(2));
            }
            stepsOfScript = steps;
            calm();
        } catch (Violation seen) {
            found = seen.getMessage();
        }
        return new Outcome(
                seed, found, oracle.launches(), server.posted().size(), faults.counts(), stepsOfScript, oracle.end());
    }

    /** A run in which that happens, and goes wrong so. */
    static Outcome perturbed(Consumer<Simulation> script, Perturbation perturbation, @Nullable Consumer<String> lines) {
        try (Simulation simulation = new Simulation(0, false, new Wiring(), lines)) {
            perturbation.into(simulation);
            return simulation.run(0, script);
        }
    }

    /** People change their minds again and again; each time everything comes to where it is wanted. */
    static Outcome walk(long seed, int wishes) {
        try (Simulation simulation = new Simulation(seed, false, new Wiring(), null)) {
            return simulation.run(seed, run -> {
                run.create();
                run.create();
                for (int i = 0; i < wishes; i++) {
                    run.users.act();
                    run.calm();
                }
            });
        }
    }

    // ---- what scripts are made of ----

    /** Does that right after the n-th durable or remote step, counted from 1. */
    void atStep(int step, Runnable then) {
        atSteps.put(step, then);
    }

    private void stepped() {
        Runnable then = atSteps.remove(++steps);
        if (then != null) {
            then.run();
        }
    }

    /** Has somebody delete it, and waits until he is told that it is done. */
    void delete(long id) {
        users.delete(id);
        until(users::areDone, Duration.ofMinutes(1));
    }

    Faults faults() {
        return faults;
    }

    SimulatedSkyPilot server() {
        return server;
    }

    SimulatedStore store() {
        return store;
    }

    Users users() {
        return users;
    }

    /** Has somebody create an experiment that is wanted to run, and waits until he is told that it is done. */
    long create() {
        return create(RunRules.DEFAULT);
    }

    /** The same with these rules. */
    long create(RunRules rules) {
        long id = users.create(DesiredState.RUNNING, rules);
        until(users::areDone, Duration.ofMinutes(1));
        return id;
    }

    /** Has somebody want that, and waits until he is told that it is done. */
    void want(long id, DesiredState state) {
        users.want(id, state);
        until(users::areDone, Duration.ofMinutes(1));
    }

    /** Lets time pass. */
    void pass(Duration length) {
        until(time.now() + length.toNanos());
    }

    /** Lets time pass until that holds. */
    void until(BooleanSupplier holds, Duration most) {
        long end = time.now() + most.toNanos();
        while (!holds.getAsBoolean()) {
            if (!time.step(end)) {
                throw new IllegalStateException("the script waited for something that did not come");
            }
        }
    }

    /** Waits until a job of ours has that status at the server. */
    void untilJob(String status) {
        until(
                () -> server.jobs().stream()
                        .anyMatch(job -> job.token() != null && job.status().equals(status)),
                Duration.ofMinutes(3));
    }

    /** Waits until that many jobs of ours run at the server. */
    void untilRunning(int jobs) {
        until(
                () -> server.jobs().stream()
                                .filter(job ->
                                        job.token() != null && job.status().equals("RUNNING"))
                                .count()
                        >= jobs,
                Duration.ofMinutes(5));
    }

    /** Waits until a request of that type was handled, right after that. */
    void untilHandled(Class<? extends Request<?>> type) {
        boolean[] seen = {false};
        whenHandled(type, () -> seen[0] = true);
        until(() -> seen[0], Duration.ofMinutes(10));
    }

    /** Waits until an event of that type was published. */
    void untilEvent(Class<? extends Event> type) {
        boolean[] seen = {false};
        network.whenPublished(type, () -> seen[0] = true);
        until(() -> seen[0], Duration.ofMinutes(10));
    }

    /** Does that right after the next request of that type was handled, before its answer is on its way. */
    void whenHandled(Class<? extends Request<?>> type, Runnable then) {
        expected.add(new Expected(type, then));
    }

    /** The process dies; it is started again a few seconds later. */
    void kill(String name) {
        trace.line(() -> name + " is killed");
        faults.count(Fault.KILL);
        process(name).die();
    }

    /** The process does nothing for that long. */
    void pause(String name, Duration length) {
        trace.line(() -> name + " stands still for " + length.toSeconds() + " s");
        faults.count(Fault.PAUSE);
        process(name).pause(length.toNanos());
        oracle.standsStill(length);
    }

    /** SkyPilot's server dies and is back after that. */
    void restartServer(Duration downFor) {
        faults.count(Fault.SERVER_RESTART);
        server.restart(downFor.toNanos());
    }

    /** The bound on delays does not hold: two jobs at once may be, but must not stay. */
    void allowDuplicates() {
        oracle.allowDuplicates();
    }

    /** Everything of ours is stopped, the file is replaced by that backup, and everything is started again. */
    void restore(byte[] backup) {
        trace.line(() -> "a backup is restored");
        for (String name : List.of("reconciler", "skypilot", "store")) {
            process(name).die();
        }
        store.restore(backup);
        oracle.restored();
    }

    /** Somebody releases everything that is held. */
    void release() {
        users.release();
        until(users::areDone, Duration.ofMinutes(1));
    }

    /** Looks whether what is kept of jobs may be. */
    void check() {
        oracle.statuses();
    }

    /** Somebody starts a second reconciler. */
    void secondReconciler() {
        faults.count(Fault.SECOND_RECONCILER);
        supervise("reconciler2", this::startReconciler);
    }

    private Life process(String name) {
        return Objects.requireNonNull(processes.get(name));
    }

    private void handled(Life asker, Request<?> request, AsyncResult<?> answer) {
        oracle.handled(request, answer);
        if (!isReading(request)) {
            stepped();
        }
        for (Iterator<Expected> all = expected.iterator(); all.hasNext(); ) {
            Expected one = all.next();
            if (one.type().isInstance(request)) {
                all.remove();
                one.then().run();
                return;
            }
        }
    }

    private static boolean isReading(Request<?> request) {
        return request instanceof LaunchRequest.ReadView
                || request instanceof LaunchRequest.ReadViews
                || request instanceof LaunchRequest.RenewLease
                || request instanceof ObservationRequest.BeginObservation
                || request instanceof ClusterRequest
                || request instanceof SkyPilotRequest.PollNow;
    }

    // ---- a storm ----

    private void storm() {
        long experiments = 1 + chance.upTo(3);
        for (long i = 0; i < experiments; i++) {
            world.after(
                    chance.upTo(40 * SECOND),
                    () -> users.create(chance.of(0.8) ? DesiredState.RUNNING : DesiredState.STOPPED, users.rules()));
        }
        int acts = chance.among(8);
        for (int i = 0; i < acts; i++) {
            world.after(chance.upTo(STORM), users::act);
        }
        for (String name : List.of("store", "skypilot", "reconciler")) {
            sometimes(0.4, 2, () -> kill(name));
            sometimes(0.3, 1, () -> pause(name, length()));
        }
        sometimes(0.5, 3, () -> restartServer(Duration.ofNanos(chance.between(SECOND, 20 * SECOND))));
        sometimes(0.4, 2, () -> {
            faults.count(Fault.CANCELLED_BY_HAND);
            server.cancelByHand(chance);
        });
        sometimes(0.15, 1, () -> {
            faults.count(Fault.FOREIGN_JOB);
            server.foreignJob("exp1");
        });
        sometimes(0.3, 1, this::secondReconciler);
        sometimes(0.15, 2, this::setClock);
        until(STORM);
        oracle.statuses();
    }

    /** By up to two hours. */
    private void setClock() {
        faults.count(Fault.CLOCK_SET);
        clockOffNanos = Math.max(-time.now(), chance.between(-7_200 * SECOND, 7_200 * SECOND));
        oracle.clockSet();
        trace.line(() -> "the store's clock is set off by " + clockOffNanos / SECOND + " s");
    }

    private Duration length() {
        return Duration.ofNanos(chance.of(0.5) ? chance.upTo(10 * SECOND) : chance.between(5 * SECOND, 150 * SECOND));
    }

    private void sometimes(double probability, int most, Runnable what) {
        int times = chance.of(probability) ? 1 + chance.among(most) : 0;
        for (int i = 0; i < times; i++) {
            world.after(chance.upTo(STORM), what);
        }
    }

    // ---- the calm after it ----

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

    /** Starts it, and again whenever it has died. */
    private void supervise(String name, Start start) {
        Life life = new Life(time, name, chance.upTo(1L << 50));
        processes.put(name, life);
        trace.line(() -> name + " starts");
        start.in(life);
        watch(life, start);
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
        store.start(life, network.bus(life), chance.generator(), () -> time.now() + clockOffNanos);
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
