package dev.skydeck.gateway.view;

import dev.skydeck.messages.model.Condition;
import org.jspecify.annotations.Nullable;

/** A condition as clients see it. */
public record ConditionView(
        String type, String reason, String since, @Nullable String nextAt) {
    static ConditionView of(Condition condition) {
        return new ConditionView(
                condition.type().name(),
                condition.reason(),
                Times.zoned(condition.since()),
                condition.nextAt() == null ? null : Times.zoned(condition.nextAt()));
    }
}
