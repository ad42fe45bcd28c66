package dev.skydeck.messages.model;

import java.util.List;

/**
 * What is kept of one metric.
 *
 * @param source where the values were read
 * @param count of all values that were read, kept or not
 * @param notFinite of values that were NaN or infinite, and are no points
 * @param points in ascending step or epoch, at most 500; the least and the greatest value of all are among them
 */
public record MetricSeries(String name, Source source, long count, long notFinite, List<MetricPoint> points) {
    public MetricSeries {
        points = List.copyOf(points);
    }

    /** Where values are read. */
    public enum Source {
        /** The run's file of metrics. */
        FILE,
        /** The checkpoints, and the numbers beside them. */
        CHECKPOINTS
    }
}
