package dev.skydeck.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The jobs of a SkyPilot server, and the launches that are to become some. A job does not notice when the server dies; a launch that
 * is caught by it is lost, stuck or carried out late.
 */
final class SimulatedJobs {
    private static final long EPOCH = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
    private static final long SECOND = VirtualTime.SECOND;
    private static final long OLDEST_READING = 30 * SECOND;

    private final VirtualTime time;
    private final Chance chance;
    private final Faults faults;
    private final Trace trace;
    private final Map<Long, SimulatedJob> jobs = new TreeMap<>();
    private final Deque<Snapshot> past = new ArrayDeque<>();
    private final List<Pending> pending = new ArrayList<>();
    private final Deque<Long> delays = new ArrayDeque<>();
    private Life life;
    private Consumer<SimulatedJob> onJob = job -> {};
    private long ids;

    private record Snapshot(long at, Collection<SimulatedJob> jobs) {}

    /** A launch that was taken and has no job yet. */
    record Pending(String token, String name, long at) {}

    /** @param life the server's */
    SimulatedJobs(VirtualTime time, Chance chance, Faults faults, Trace trace, Life life) {
        this.time = time;
        this.chance = chance;
        this.faults = faults;
        this.trace = trace;
        this.life = life;
    }

    /** Told of each change of a job. */
    void onJob(Consumer<SimulatedJob> listener) {
        onJob = listener;
    }

    Collection<SimulatedJob> all() {
        return List.copyOf(jobs.values());
    }

    Optional<SimulatedJob> find(long id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** Those of now, or as they were a while ago. */
    Collection<SimulatedJob> seen(boolean stale) {
        if (!stale || past.isEmpty()) {
            return jobs.values();
        }
        long at = time.now() - chance.between(OLDEST_READING * 4 / 5, OLDEST_READING);
        return past.stream()
                .filter(snapshot -> snapshot.at() >= at)
                .findFirst()
                .map(Snapshot::jobs)
                .orElse(jobs.values());
    }

    boolean hasPending() {
        return !pending.isEmpty();
    }

    /** The server's clock: seconds since the epoch. */
    double seconds() {
        return EPOCH + time.now() / 1e9;
    }

    // ---- how they come to be ----

    /** The server takes a launch up. */
    Pending begin(String token, String name) {
        Pending launch = new Pending(token, name, time.now());
        pending.add(launch);
        return launch;
    }

    /** Nothing will come of that launch. */
    void drop(Pending launch) {
        pending.remove(launch);
    }

    /** The launch becomes a job that goes its way; answers its id. */
    long take(Pending launch) {
        long id = create(launch, "WAITING");
        goOn(id);
        return id;
    }

    private long create(Pending launch, String scheduleState) {
        pending.remove(launch);
        long id = ++ids;
        set(new SimulatedJob(id, launch.name(), launch.token(), "PENDING", scheduleState, seconds(), 0, 0));
        return id;
    }

    /** How long the next launch takes to become a job. */
    long delay(long least, long most) {
        if (!delays.isEmpty()) {
            return delays.remove();
        }
        return chance.between(least, faults.hits(Fault.JOB_SLOW) ? 50 * SECOND : most);
    }

    /** The next launch that is taken, or taken up again, becomes a job after that long. */
    void delayNext(Duration delay) {
        delays.add(delay.toNanos());
    }

    /** Somebody else launches a job of that name. */
    void foreign(String name) {
        long id = ++ids;
        trace.line(() -> "somebody launches a job named " + name + ": " + id);
        set(new SimulatedJob(id, name, null, "PENDING", "WAITING", seconds(), 0, 0));
        life.after(chance.between(60 * SECOND, 120 * SECOND), () -> end(id, "SUCCEEDED"));
    }

    // ---- what becomes of them ----

    /**
     * The server has died.
     *
     * @param next the life in which it comes back after that long
     */
    void restart(Life next, long downFor) {
        life = next;
        List<Pending> caught = List.copyOf(pending);
        pending.clear();
        life.after(
                downFor,
                () -> jobs.values().stream().filter(job -> !job.hasEnded()).forEach(job -> goOn(job.id())));
        for (Pending launch : caught) {
            long age = time.now() - launch.at();
            if (age < 400 * VirtualTime.MILLI) {
                trace.line(() -> "a launch is lost with the server: " + launch.token());
            } else if (age < 2 * SECOND) {
                life.after(downFor + chance.upTo(SECOND), () -> create(launch, "INACTIVE"));
            } else {
                pending.add(launch);
                life.after(downFor + delay(0, 10 * SECOND), () -> take(launch));
            }
        }
    }

    private void set(SimulatedJob job) {
        past.addLast(new Snapshot(time.now(), List.copyOf(jobs.values())));
        while (past.size() > 1 && past.peekFirst().at() < time.now() - OLDEST_READING) {
            past.removeFirst();
        }
        jobs.put(job.id(), job);
        trace.line(() -> "job " + job.id() + " is " + job.status() + " (" + job.name() + ", " + job.token() + ")");
        onJob.accept(job);
    }

    private void goOn(long id) {
        SimulatedJob job = jobs.get(id);
        if (job == null || job.hasEnded() || job.scheduleState().equals("INACTIVE")) {
            return;
        }
        switch (job.status()) {
            case "PENDING" -> life.after(chance.between(SECOND, 15 * SECOND), () -> become(id, "PENDING", "STARTING"));
            case "STARTING" -> life.after(chance.between(SECOND, 15 * SECOND), () -> become(id, "STARTING", "RUNNING"));
            case "RUNNING" -> {
                if (faults.areOn() && chance.of(0.6)) {
                    life.after(chance.between(5 * SECOND, 100 * SECOND), () -> end(id, ending()));
                }
            }
            case "CANCELLING" -> life.after(chance.between(SECOND, 20 * SECOND), () -> end(id, "CANCELLED"));
            default -> {}
        }
    }

    private String ending() {
        if (chance.of(0.4)) {
            return "SUCCEEDED";
        }
        return chance.of(0.6) ? "FAILED" : chance.of(0.5) ? "FAILED_SETUP" : "FAILED_NO_RESOURCE";
    }

    private void become(long id, String from, String to) {
        SimulatedJob job = jobs.get(id);
        if (job != null && job.status().equals(from)) {
            set(job.with(to, "ALIVE", seconds()));
            goOn(id);
        }
    }

    /** The job ends so, if it may. */
    void end(long id, String status) {
        SimulatedJob job = jobs.get(id);
        if (job != null && !job.hasEnded() && (!job.status().equals("CANCELLING") || status.equals("CANCELLED"))) {
            set(job.with(status, "DONE", seconds()));
        }
    }

    void cancel(long id) {
        SimulatedJob job = jobs.get(id);
        if (job == null || job.hasEnded() || job.status().equals("CANCELLING")) {
            return;
        }
        if (job.status().equals("PENDING")) {
            end(id, "CANCELLED");
        } else {
            set(job.with("CANCELLING", "ALIVE", seconds()));
            goOn(id);
        }
    }

    /** Somebody cancels one of them, past us. */
    void cancelAny(Chance which) {
        List<SimulatedJob> alive =
                jobs.values().stream().filter(job -> !job.hasEnded()).toList();
        if (!alive.isEmpty()) {
            SimulatedJob job = alive.get(which.among(alive.size()));
            trace.line(() -> "somebody cancels job " + job.id());
            cancel(job.id());
        }
    }
}
