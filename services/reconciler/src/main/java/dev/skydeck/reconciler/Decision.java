package dev.skydeck.reconciler;

import dev.skydeck.messages.model.ConditionReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to do about an experiment, and why it is not where it should be.
 *
 * @param actions the first is done, then everything is read and decided again; empty for nothing
 * @param conditions all that hold now
 * @param wakeAfter when to look again though nothing happened; empty for the next full pass
 */
record Decision(List<Action> actions, List<ConditionReport> conditions, Optional<Duration> wakeAfter) {
    /** Nothing to do and nothing to say. */
    static final Decision NOTHING = new Decision(List.of(), List.of(), Optional.empty());

    Decision {
        actions = List.copyOf(actions);
        conditions = List.copyOf(conditions);
    }

    static Decision act(Action action) {
        return new Decision(List.of(action), List.of(), Optional.empty());
    }

    static Decision wake(long afterNanos) {
        return new Decision(List.of(), List.of(), Optional.of(Duration.ofNanos(Math.max(0, afterNanos))));
    }

    static Decision hold(ConditionReport condition) {
        return new Decision(List.of(), List.of(condition), Optional.empty());
    }

    Decision because(ConditionReport condition) {
        return plus(hold(condition));
    }

    /** Both; a type of condition that both state is stated once. */
    Decision plus(Decision other) {
        List<ConditionReport> added = other.conditions.stream()
                .filter(report -> conditions.stream().noneMatch(mine -> mine.type() == report.type()))
                .toList();
        return new Decision(
                Stream.concat(actions.stream(), other.actions.stream()).toList(),
                Stream.concat(conditions.stream(), added.stream()).toList(),
                Stream.concat(wakeAfter.stream(), other.wakeAfter.stream()).min(Duration::compareTo));
    }
}
