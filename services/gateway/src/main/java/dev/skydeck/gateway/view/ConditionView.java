package dev.skydeck.gateway.view;

import dev.skydeck.messages.model.Condition;
import org.jspecify.annotations.Nullable;

/** A condition as clients see it. */
public record ConditionView(
        String type, String reason, String since, @Nullable String nextAt) {
    static ConditionView of(Condition condition) {
        // Nobody says when the next look is: the contract allows null.
        return new ConditionView(condition.type().name(), condition.reason(), Times.zoned(condition.since()), null);
    }
}
