package dev.skydeck.store;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.JavaType;
import dev.skydeck.messages.model.MetricPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The points that are kept of one metric: few enough to draw, and with the least and the greatest value of every stretch. */
final class KeptPoints {
    static final int MOST = 500;
    /** With two points each, and the ends, half of the most: as many come before the next thinning. */
    private static final int STRETCHES = 124;

    private static final JavaType STORED = Json.listOf(Stored.class);

    private final List<MetricPoint> points;

    /** A point as a short list: a file holds many of them. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    private record Stored(
            @Nullable Long step,
            @Nullable Long epoch,
            @Nullable Long at,
            double value) {}

    private KeptPoints(List<MetricPoint> points) {
        this.points = points;
    }

    static KeptPoints none() {
        return new KeptPoints(new ArrayList<>());
    }

    /** Reads what {@link #text} wrote. */
    static KeptPoints read(String text) {
        List<MetricPoint> points = new ArrayList<>();
        for (Stored one : Json.<List<Stored>>read(text, STORED)) {
            points.add(new MetricPoint(
                    one.step(), one.epoch(), one.at() == null ? null : Instant.ofEpochMilli(one.at()), one.value()));
        }
        return new KeptPoints(points);
    }

    String text() {
        return Json.text(points.stream()
                .map(point -> new Stored(
                        point.step(),
                        point.epoch(),
                        point.at() == null ? null : point.at().toEpochMilli(),
                        point.value()))
                .toList());
    }

    List<MetricPoint> list() {
        return List.copyOf(points);
    }

    /** Adds a point. One that is not beyond the last begins anew from there: what came later is of a run that was given up. */
    void add(MetricPoint point) {
        while (!points.isEmpty() && place(points.get(points.size() - 1)) >= place(point)) {
            points.remove(points.size() - 1);
        }
        points.add(point);
        if (points.size() > MOST) {
            thin();
        }
    }

    private static long place(MetricPoint point) {
        return point.step() != null ? point.step() : Objects.requireNonNullElse(point.epoch(), 0L);
    }

    private void thin() {
        int last = points.size() - 1;
        double from = place(points.get(0));
        double width = (place(points.get(last)) - from) / STRETCHES;
        Map<Long, Integer> least = new HashMap<>();
        Map<Long, Integer> greatest = new HashMap<>();
        for (int i = 1; i < last; i++) {
            long stretch = (long) ((place(points.get(i)) - from) / width);
            least.merge(stretch, i, (a, b) -> value(b) < value(a) ? b : a);
            greatest.merge(stretch, i, (a, b) -> value(b) > value(a) ? b : a);
        }
        TreeSet<Integer> kept = new TreeSet<>(least.values());
        kept.addAll(greatest.values());
        kept.add(0);
        kept.add(last);
        List<MetricPoint> thinned = kept.stream().map(points::get).toList();
        points.clear();
        points.addAll(thinned);
    }

    private double value(int index) {
        return points.get(index).value();
    }
}
