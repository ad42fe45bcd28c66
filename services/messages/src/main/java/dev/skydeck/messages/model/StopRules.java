package dev.skydeck.messages.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a run is stopped; the first that is met does it.
 *
 * @param epoch of a checkpoint, at least 0: stopped once one of it or of a later one is there; null for none
 * @param hours that the jobs of the run request have run, more than 0; null for none
 * @param gpuHours the same times all GPUs of all nodes, more than 0; null for none
 * @param metrics bounds of the newest checkpoint's metrics; each name once
 */
public record StopRules(
        @Nullable Long epoch,
        @Nullable Double hours,
        @Nullable Double gpuHours,
        List<MetricBound> metrics) {
    public static final StopRules NONE = new StopRules(null, null, null, List.of());

    public StopRules {
        metrics = List.copyOf(metrics);
    }

    /**
     * A bound of one metric: it is met when the value is the bound or beyond.
     *
     * @param below false: met from the bound upwards; true: met from the bound downwards
     */
    public record MetricBound(String name, boolean below, double bound) {
        public boolean isMet(double value) {
            return below ? value <= bound : value >= bound;
        }

        /** For a person: {@code loss ≥ 10.0}. */
        public String words() {
            return name + (below ? " ≤ " : " ≥ ") + bound;
        }
    }

    public boolean areNone() {
        return epoch == null && hours == null && gpuHours == null && metrics.isEmpty();
    }

    /** These; what they leave open is as in the others. Metrics are taken as a whole. */
    public StopRules or(StopRules others) {
        return new StopRules(
                epoch == null ? others.epoch : epoch,
                hours == null ? others.hours : hours,
                gpuHours == null ? others.gpuHours : gpuHours,
                metrics.isEmpty() ? others.metrics : metrics);
    }
}
