package dev.skydeck.gateway.view;

import dev.skydeck.messages.MetricRequest.MetricPage;
import dev.skydeck.messages.model.MetricFile;
import dev.skydeck.messages.model.MetricPoint;
import dev.skydeck.messages.model.MetricSeries;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A page of an experiment's metrics.
 *
 * @param progress null when nothing is known
 * @param nextCursor where the next page begins; null on the last
 */
public record MetricsView(
        long experimentId,
        @Nullable ProgressView progress,
        List<File> files,
        List<Metric> metrics,
        @Nullable String nextCursor) {

    public static MetricsView of(long experimentId, MetricPage page) {
        List<MetricSeries> series = page.series();
        boolean more = page.more() && !series.isEmpty();
        return new MetricsView(
                experimentId,
                ProgressView.of(page.progress()),
                page.files().stream().map(File::of).toList(),
                series.stream().map(Metric::of).toList(),
                more ? series.get(series.size() - 1).name() : null);
    }

    /** See {@link MetricFile}. */
    public record File(
            String uri,
            long size,
            long read,
            String readAt,
            long unreadableLines,
            @Nullable String problem) {
        static File of(MetricFile file) {
            return new File(
                    file.uri(),
                    file.size(),
                    file.read(),
                    Times.zoned(file.readAt()),
                    file.unreadable(),
                    file.problem());
        }
    }

    /**
     * See {@link MetricSeries}; the last, the least and the greatest value are null when there is no point.
     */
    public record Metric(
            String name,
            String source,
            long count,
            @Nullable Double last,
            @Nullable Double min,
            @Nullable Double max,
            long notFinite,
            List<Point> points) {
        static Metric of(MetricSeries series) {
            List<MetricPoint> points = series.points();
            return new Metric(
                    series.name(),
                    series.source().name().toLowerCase(Locale.ROOT),
                    series.count(),
                    points.isEmpty() ? null : points.get(points.size() - 1).value(),
                    orNull(points.stream().mapToDouble(MetricPoint::value).min()),
                    orNull(points.stream().mapToDouble(MetricPoint::value).max()),
                    series.notFinite(),
                    points.stream().map(Point::of).toList());
        }
    }

    /** See {@link MetricPoint}. */
    public record Point(
            @Nullable Long step,
            @Nullable Long epoch,
            @Nullable String at,
            double value) {
        static Point of(MetricPoint point) {
            return new Point(point.step(), point.epoch(), Times.zonedOrNull(point.at()), point.value());
        }
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
