package dev.skydeck.syncer.registry;

import dev.skydeck.syncer.BackOff;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * When to ask again what failed: each experiment after a pause of its own, and none while the registry fails for all. What is kept here
 * may be lost: the store keeps the questions.
 */
final class Retries {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    /** So many experiments in a row: it is not about single ones. */
    private static final int DOWN = 4;

    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final Map<Long, Failed> failed = new HashMap<>();
    /** Since the registry last answered. */
    private final Set<Long> inARow = new HashSet<>();

    private int pauses;
    private long resumeNanos;

    private record Failed(int times, String sentence, long dueNanos) {}

    Retries(LongSupplier nanoTime, RandomGenerator random) {
        this.nanoTime = nanoTime;
        this.random = random;
        this.resumeNanos = nanoTime.getAsLong();
    }

    /** Whether the registry fails, whoever is asked for. */
    boolean isDown() {
        return inARow.size() >= DOWN;
    }

    /** Whether the experiment may be asked for now. */
    boolean isDue(long experimentId) {
        long now = nanoTime.getAsLong();
        Failed before = failed.get(experimentId);
        return resumeNanos - now <= 0 && (before == null || before.dueNanos() - now <= 0);
    }

    void answered(long experimentId) {
        failed.remove(experimentId);
        inARow.clear();
        pauses = 0;
        resumeNanos = nanoTime.getAsLong();
    }

    void failed(long experimentId, String sentence) {
        Failed before = failed.get(experimentId);
        int times = before == null ? 0 : before.times();
        failed.put(experimentId, new Failed(times + 1, sentence, after(times)));
        inARow.add(experimentId);
        if (isDown()) {
            resumeNanos = after(pauses++);
        }
    }

    private long after(int times) {
        return nanoTime.getAsLong()
                + BackOff.spread(BackOff.doubled(FIRST, times, LONGEST), random).toNanos();
    }

    /** Forgets those that nobody asks for any more. */
    void keepOnly(Collection<Long> experimentIds) {
        failed.keySet().retainAll(experimentIds);
    }

    /** Until one that failed may be asked for again; empty when none failed. */
    Optional<Duration> pause() {
        long now = nanoTime.getAsLong();
        return failed.values().stream()
                .map(one -> Math.max(one.dueNanos() - now, resumeNanos - now))
                .min(Long::compare)
                .map(nanos -> Duration.ofNanos(Math.max(0, nanos)));
    }

    /** One sentence about all that failed; empty when none did. */
    Optional<String> failure() {
        return failed.values().stream()
                .map(Failed::sentence)
                .min(String::compareTo)
                .map(first -> failed.size() == 1 ? first : first + " (" + failed.size() + " experiments)");
    }
}
