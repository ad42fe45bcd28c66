package dev.skydeck.reconciler;

import dev.skydeck.messages.model.ConditionReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to do about an experiment, and why it is not where it should be.
 *
 * @param rows those of the state table that apply, in the order of their application
 * @param actions the first is done, then everything is read and decided again; empty for nothing
 * @param conditions all that hold now
 * @param wakeAfter when to look again though nothing happened; empty for the next full pass
 */
record Decision(
        List<String> rows, List<Action> actions, List<ConditionReport> conditions, Optional<Duration> wakeAfter) {
    /** Nothing to do and nothing to say. */
    static final Decision NOTHING = new Decision(List.of(), List.of(), List.of(), Optional.empty());

    Decision {
        rows = List.copyOf(rows);
        actions = List.copyOf(actions);
        conditions = List.copyOf(conditions);
    }

    static Decision act(Action action) {
        return new Decision(List.of(), List.of(action), List.of(), Optional.empty());
    }

    static Decision wake(long afterNanos) {
        return new Decision(List.of(), List.of(), List.of(), Optional.of(Duration.ofNanos(Math.max(0, afterNanos))));
    }

    static Decision hold(ConditionReport condition) {
        return new Decision(List.of(), List.of(), List.of(condition), Optional.empty());
    }

    /** The same by that row of the table. */
    Decision by(String row) {
        return new Decision(
                Stream.concat(Stream.of(row), rows.stream()).distinct().toList(), actions, conditions, wakeAfter);
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
                Stream.concat(rows.stream(), other.rows.stream()).distinct().toList(),
                Stream.concat(actions.stream(), other.actions.stream()).toList(),
                Stream.concat(conditions.stream(), added.stream()).toList(),
                Stream.concat(wakeAfter.stream(), other.wakeAfter.stream()).min(Duration::compareTo));
    }
}
