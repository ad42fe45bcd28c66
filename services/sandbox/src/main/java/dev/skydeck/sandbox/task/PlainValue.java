package dev.skydeck.sandbox.task;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** YAML's values as JSON can hold them. */
final class PlainValue {
    /** An alias may nest a value in itself; no honest task is this deep. */
    private static final int DEEPEST = 50;

    private PlainValue() {}

    static @Nullable Object of(@Nullable Object value) throws TaskRefused {
        return of(value, 0);
    }

    private static @Nullable Object of(@Nullable Object value, int depth) throws TaskRefused {
        if (depth > DEEPEST) {
            throw TaskRefused.invalid("Nested too deeply.");
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                plain.put(String.valueOf(entry.getKey()), of(entry.getValue(), depth + 1));
            }
            return plain;
        }
        if (value instanceof Collection<?> items) {
            List<@Nullable Object> plain = new ArrayList<>();
            for (Object item : items) {
                plain.add(of(item, depth + 1));
            }
            return plain;
        }
        if (value instanceof Date date) {
            return date.toInstant().toString();
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        return value;
    }
}
