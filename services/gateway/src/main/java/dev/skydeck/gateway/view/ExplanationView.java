package dev.skydeck.gateway.view;

import dev.skydeck.messages.model.ConditionReport;
import dev.skydeck.messages.model.Explanation;
import dev.skydeck.messages.model.Explanation.Inputs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the reconciler would do about an experiment now, as clients see it. */
public record ExplanationView(
        long experimentId,
        long revision,
        List<String> rows,
        List<String> actions,
        List<ConditionReport> conditions,
        @Nullable Long nextLookMillis,
        @Nullable String violation,
        Inputs inputs) {

    /** The answer with it. */
    public record One(ExplanationView explanation) {}

    public static One of(Explanation explanation) {
        return new One(new ExplanationView(
                explanation.experimentId(),
                explanation.revision(),
                explanation.rows(),
                explanation.actions(),
                explanation.conditions(),
                explanation.nextLookMillis(),
                explanation.violation(),
                explanation.inputs()));
    }
}
