package dev.skydeck.store;

import dev.skydeck.messages.model.StopRules;
import org.jspecify.annotations.Nullable;

/** Stop rules as columns keep them: JSON, null for none. */
final class StopRuleTexts {
    private StopRuleTexts() {}

    static @Nullable String text(StopRules rules) {
        return rules.areNone() ? null : Json.text(rules);
    }

    static StopRules read(@Nullable String text) {
        return text == null ? StopRules.NONE : Json.read(text, StopRules.class);
    }
}
