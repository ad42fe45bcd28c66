package dev.skydeck.syncer;

import dev.skydeck.messages.CheckpointRequest.SyncFolder;
import dev.skydeck.messages.CheckpointRequest.SyncTarget;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When to look at which experiment: those at work each interval, those that ended once more and then ever more rarely, those that
 * failed after a pause of their own. What is kept here may be lost: then everything is listed and recorded once more, which changes
 * nothing.
 */
final class Targets {
    static final Duration LONGEST = Duration.ofDays(1);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(10);

    private final Duration activePause;
    private final Duration interval;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final Map<Long, Known> known = new HashMap<>();

    /**
     * What the last look came to.
     *
     * @param digest of what was recorded; null when nothing was yet
     * @param quiet looks in a row at an ended one that showed nothing new
     * @param failures looks in a row that failed
     * @param failure why the last one failed; null when it did not
     * @param note what the last one left out; null when nothing
     */
    private record Known(
            boolean active,
            List<SyncFolder> folders,
            @Nullable String digest,
            int quiet,
            int failures,
            @Nullable String failure,
            @Nullable String note,
            long dueNanos) {}

    Targets(SyncerOptions options, LongSupplier nanoTime, RandomGenerator random) {
        this.activePause = options.activePause();
        this.interval = options.interval();
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /**
     * Those to look at now, those that failed last: a pass that ends at them has looked at the others. Forgets the ones that are no
     * target any more.
     *
     * @param ended experiments whose job ended since the last pass
     */
    List<SyncTarget> due(List<SyncTarget> targets, Set<Long> ended) {
        Set<Long> ids = targets.stream().map(SyncTarget::experimentId).collect(Collectors.toSet());
        known.keySet().retainAll(ids);
        long now = nanoTime.getAsLong();
        return targets.stream()
                .filter(target -> ended.contains(target.experimentId()) || isDue(target, now))
                .sorted(Comparator.comparingInt(this::failures))
                .toList();
    }

    private boolean isDue(SyncTarget target, long now) {
        Known before = known.get(target.experimentId());
        return before == null
                || before.active() != target.active()
                || !before.folders().equals(target.folders())
                || before.dueNanos() - now <= 0;
    }

    private int failures(SyncTarget target) {
        Known before = known.get(target.experimentId());
        return before == null ? 0 : before.failures();
    }

    /** Whether it was looked at before. */
    boolean isKnown(SyncTarget target) {
        return known.containsKey(target.experimentId());
    }

    /** Whether a listing differs from the last one that was recorded. */
    boolean isNews(SyncTarget target, String digest) {
        Known before = known.get(target.experimentId());
        return before == null || !digest.equals(before.digest());
    }

    /** @param note what was left out of the listing; null when nothing was */
    void recorded(SyncTarget target, String digest, @Nullable String note) {
        Known before = known.get(target.experimentId());
        int quiet = before != null && digest.equals(before.digest()) && !target.active() && !before.active()
                ? before.quiet() + 1
                : 0;
        Duration pause = target.active() ? activePause : BackOff.doubled(interval, quiet, LONGEST);
        keep(target, digest, quiet, 0, null, note, pause);
    }

    /** It was looked at from its newest checkpoint on: what its last whole listing showed stands. */
    void looked(SyncTarget target) {
        Known before = known.get(target.experimentId());
        keep(
                target,
                before == null ? null : before.digest(),
                0,
                0,
                null,
                before == null ? null : before.note(),
                activePause);
    }

    /** There was more to read than one look takes: the next one goes on. */
    void unfinished(SyncTarget target, @Nullable String note) {
        keep(target, null, 0, 0, null, note, Duration.ZERO);
    }

    void failed(SyncTarget target, String sentence) {
        Known before = known.get(target.experimentId());
        int failures = before == null ? 0 : before.failures();
        keep(
                target,
                before == null ? null : before.digest(),
                before == null ? 0 : before.quiet(),
                failures + 1,
                sentence,
                before == null ? null : before.note(),
                BackOff.doubled(FIRST_RETRY, failures, LONGEST_RETRY));
    }

    private void keep(
            SyncTarget target,
            @Nullable String digest,
            int quiet,
            int failures,
            @Nullable String failure,
            @Nullable String note,
            Duration pause) {
        long due = nanoTime.getAsLong() + spread(pause).toNanos();
        known.put(
                target.experimentId(),
                new Known(target.active(), target.folders(), digest, quiet, failures, failure, note, due));
    }

    /** A tenth earlier or later, so that what was looked at together is not for ever. */
    Duration spread(Duration pause) {
        return BackOff.spread(pause, random);
    }

    /** Until the next one is due; the interval at most, for there may be new ones. */
    Duration pause() {
        long now = nanoTime.getAsLong();
        long next = known.values().stream()
                .mapToLong(one -> one.dueNanos() - now)
                .min()
                .orElse(Long.MAX_VALUE);
        return Duration.ofNanos(Math.max(0, Math.min(next, interval.toNanos())));
    }

    /** One sentence about those whose last look failed; empty when none did. */
    Optional<String> failure() {
        return sentence(Known::failure);
    }

    /** The same about what was left out. */
    Optional<String> note() {
        return sentence(Known::note);
    }

    private Optional<String> sentence(Function<Known, @Nullable String> of) {
        List<String> sentences = known.values().stream()
                .map(of)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .sorted()
                .toList();
        return sentences.stream()
                .findFirst()
                .map(first -> sentences.size() == 1 ? first : first + " (" + sentences.size() + " experiments)");
    }
}
