package dev.skydeck.syncer;

import dev.skydeck.messages.model.MetricLine;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The whole lines at the beginning of some bytes. A line is a JSON object of named numbers, of which {@code step}, {@code epoch} and
 * {@code time} say where the run is; the names that W&amp;B and Hugging Face's trainer use for these are known too.
 *
 * @param lines in their order
 * @param unreadable lines that are no JSON object
 * @param bytes that the lines take
 */
record MetricLines(List<MetricLine> lines, int unreadable, int bytes) {
    private static final List<String> STEP = List.of("step", "_step", "global_step");
    private static final List<String> EPOCH = List.of("epoch");
    private static final List<String> TIME = List.of("time", "timestamp", "_timestamp");
    /** Seconds since 1970 reach this in the year 5138: a greater number is in milliseconds. */
    private static final double MOST_SECONDS = 1e11;

    private static final double MOST_MILLIS = 253_402_300_799_999.0;
    private static final double MOST_WHOLE = 9e15;

    /**
     * @param from where the first line begins
     * @param longest a line that does not end within so many bytes is none
     */
    static MetricLines of(byte[] bytes, int from, int longest) {
        List<MetricLine> lines = new ArrayList<>();
        int unreadable = 0;
        int begin = from;
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                try {
                    if (!isBlank(bytes, begin, i)) {
                        lines.add(line(NamedNumbers.read(bytes, begin, i - begin)));
                    }
                } catch (IOException e) {
                    unreadable++;
                }
                begin = i + 1;
            }
        }
        if (begin == from && bytes.length - from >= longest) {
            unreadable++;
            begin = bytes.length;
        }
        return new MetricLines(lines, unreadable, begin - from);
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private static MetricLine line(NamedNumbers read) {
        Map<String, Double> values = new LinkedHashMap<>();
        read.numbers().forEach((name, number) -> values.put(name, number.value()));
        Long step = whole(take(values, STEP));
        Long epoch = whole(take(values, EPOCH));
        Double time = take(values, TIME);
        return new MetricLine(step, epoch, time == null ? textTime(read.texts()) : time(time), values);
    }

    /** Takes out the first of these that is there. */
    private static @Nullable Double take(Map<String, Double> values, List<String> names) {
        return names.stream()
                .map(values::remove)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Epochs may come with a fraction. */
    private static @Nullable Long whole(@Nullable Double value) {
        return value == null || !(Math.abs(value) <= MOST_WHOLE) ? null : (long) Math.floor(value);
    }

    private static @Nullable Instant time(double value) {
        double millis = value < MOST_SECONDS ? value * 1000 : value;
        return millis >= 0 && millis <= MOST_MILLIS ? Instant.ofEpochMilli((long) millis) : null;
    }

    private static @Nullable Instant textTime(Map<String, String> texts) {
        return TIME.stream()
                .map(texts::get)
                .filter(Objects::nonNull)
                .findFirst()
                .map(MetricLines::parsed)
                .orElse(null);
    }

    private static @Nullable Instant parsed(String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            return time.getEpochSecond() >= 0 ? time : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
