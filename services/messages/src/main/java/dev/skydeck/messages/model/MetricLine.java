package dev.skydeck.messages.model;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of a file of metrics.
 *
 * @param step null where the line names none: then lines are counted
 * @param epoch null where the line names none
 * @param at when the run wrote it; null where the line does not say
 * @param values by name; may be NaN or infinite
 */
public record MetricLine(
        @Nullable Long step, @Nullable Long epoch, @Nullable Instant at, Map<String, Double> values) {
    public MetricLine {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
