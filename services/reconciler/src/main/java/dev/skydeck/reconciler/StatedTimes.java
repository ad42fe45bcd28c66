package dev.skydeck.reconciler;

import dev.skydeck.messages.model.ConditionReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When something is done about the conditions of an experiment, as it was stated last. The time comes nearer by itself and need not
 * be stated again.
 *
 * @param dueNanos by our monotonic clock; empty where nobody knows when
 */
record StatedTimes(List<Optional<Long>> dueNanos) {
    static final StatedTimes NONE = new StatedTimes(List.of());

    private static final long SAME_NANOS = Duration.ofSeconds(2).toNanos();

    static StatedTimes of(List<ConditionReport> conditions, long nowNanos) {
        return new StatedTimes(conditions.stream()
                .map(report -> Optional.ofNullable(report.nextMillis())
                        .map(millis -> nowNanos + Duration.ofMillis(millis).toNanos()))
                .toList());
    }

    boolean isAsNow(List<ConditionReport> conditions, long nowNanos) {
        List<Optional<Long>> now = of(conditions, nowNanos).dueNanos;
        boolean same = now.size() == dueNanos.size();
        for (int i = 0; same && i < now.size(); i++) {
            same = isSame(dueNanos.get(i), now.get(i));
        }
        return same;
    }

    private static boolean isSame(Optional<Long> before, Optional<Long> now) {
        return before.isPresent() == now.isPresent() && Math.abs(now.orElse(0L) - before.orElse(0L)) < SAME_NANOS;
    }
}
