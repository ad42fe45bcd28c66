package dev.skydeck.gateway.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.skydeck.messages.model.StopRules;
import dev.skydeck.messages.model.StopRules.MetricBound;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of runs, as clients see it. */
public final class RunRulesView {
    private RunRulesView() {}

    /** When a run is stopped; rules that there are not are null. */
    public record Stop(
            @Nullable Long epoch,
            @Nullable Double hours,
            @Nullable Double gpuHours,
            List<Metric> metrics) {
        /** Null for none. */
        static @Nullable Stop of(StopRules rules) {
            return rules.areNone()
                    ? null
                    : new Stop(
                            rules.epoch(),
                            rules.hours(),
                            rules.gpuHours(),
                            rules.metrics().stream().map(Metric::of).toList());
        }
    }

    /** A bound of a metric: one of the two is there. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Metric(
            String name, @Nullable Double atLeast, @Nullable Double atMost) {
        static Metric of(MetricBound bound) {
            return new Metric(bound.name(), bound.below() ? null : bound.bound(), bound.below() ? bound.bound() : null);
        }
    }
}
