package dev.skydeck.messages.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One condition of an experiment.
 *
 * @param reason one sentence for a person: what is the matter and what happens next
 * @param since when the store first recorded this type without a break
 * @param nextAt when something is done about it by itself; null when nothing is, or nobody knows when
 */
public record Condition(
        ConditionType type,
        String reason,
        Instant since,
        @Nullable Instant nextAt) {

    /** As it was stated, without the times. */
    public ConditionReport said() {
        return new ConditionReport(type, reason);
    }
}
