package dev.skydeck.store;

import dev.skydeck.messages.model.Flags;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of the original, read by somebody who expects anything: a column may be missing, and hold any type. What had to be
 * replaced is kept for the history.
 */
final class OldRow {
    private final String table;
    private final SqlRow row;
    private final Map<String, @Nullable Object> before = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> after = new LinkedHashMap<>();

    OldRow(String table, SqlRow row) {
        this.table = table;
        this.row = row;
    }

    @Nullable
    Object value(String column) {
        return row.has(column) ? row.value(column) : null;
    }

    /** Null when missing or null. */
    @Nullable
    String text(String column) {
        Object value = value(column);
        return value == null ? null : plain(value);
    }

    String text(String column, String fallback) {
        String text = text(column);
        return text == null ? replaced(column, fallback) : text;
    }

    /** A whole number; a fraction is cut off. */
    @Nullable
    Long wholeOrNull(String column) {
        Object value = value(column);
        if (value == null) {
            return null;
        }
        if (value instanceof Long || value instanceof Integer) {
            return ((Number) value).longValue();
        }
        try {
            return replaced(column, new BigDecimal(plain(value).strip()).longValue());
        } catch (NumberFormatException e) {
            replace(column, null);
            return null;
        }
    }

    int whole(String column, int min, int fallback) {
        Long value = wholeOrNull(column);
        if (value == null) {
            return fallback;
        }
        return value < min || value > Integer.MAX_VALUE ? replaced(column, fallback) : value.intValue();
    }

    boolean flag(String column) {
        Object value = value(column);
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        return value != null
                && List.of("1", "true", "t", "yes").contains(plain(value).toLowerCase(Locale.ROOT));
    }

    /** Epoch milliseconds; a text without a zone is UTC. */
    @Nullable
    Long timeOrNull(String column) {
        return timeOrNull(column, ZoneOffset.UTC);
    }

    /** @param zone of a text that names none */
    @Nullable
    Long timeOrNull(String column, ZoneId zone) {
        Object value = value(column);
        if (value == null) {
            return null;
        }
        Optional<Long> millis = OldTimes.millis(value, zone);
        if (millis.isEmpty()) {
            replace(column, null);
        }
        return millis.orElse(null);
    }

    long time(String column, long fallback) {
        Long millis = timeOrNull(column);
        return millis == null ? replaced(column, fallback) : millis;
    }

    <E extends Enum<E>> E word(String column, Class<E> type, E fallback) {
        String text = text(column);
        for (E word : type.getEnumConstants()) {
            if (word.name().equals(text)) {
                return word;
            }
        }
        replaced(column, fallback.name());
        return fallback;
    }

    Flags flags(String column) {
        String text = text(column);
        OldFlags.Read read = OldFlags.read(text == null ? "" : text);
        if (!read.whole()) {
            replaced(column, Json.text(read.flags()));
        }
        return read.flags();
    }

    /** A JSON list of texts; other items become text. */
    List<String> texts(String column) {
        String text = text(column);
        try {
            return Json.texts(text == null ? "null" : text);
        } catch (RuntimeException e) {
            List<String> texts = new ArrayList<>();
            OldJson.items(text == null ? "" : text).forEach(texts::add);
            replaced(column, Json.text(texts));
            return texts;
        }
    }

    /** One JSON value with its numbers as they are written; null when it is none, or longer than so many characters. */
    @Nullable
    String json(String column, int most) {
        String text = text(column);
        if (text == null || (text.length() <= most && OldJson.isValue(text))) {
            return text;
        }
        replace(column, null);
        return null;
    }

    private <T> T replaced(String column, T with) {
        replace(column, with);
        return with;
    }

    /** A column that an age did not have is nothing to tell of. */
    private void replace(String column, @Nullable Object with) {
        if (row.has(column)) {
            before.putIfAbsent(column, shown(value(column)));
            after.put(column, with);
        }
    }

    /** Tells of what was replaced, if anything was. */
    void note(ImportNotes notes, @Nullable Object key, @Nullable Long experiment) {
        if (!before.isEmpty()) {
            notes.repaired(table, key == null ? null : plain(key), experiment, before, after);
        }
    }

    /** All columns, for the history. */
    Map<String, @Nullable Object> all() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        row.names().forEach(name -> all.put(name, shown(row.value(name))));
        return all;
    }

    /** As JSON can hold it. */
    private static @Nullable Object shown(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        }
        return value instanceof Double number && !Double.isFinite(number) ? (Object) number.toString() : value;
    }

    static String plain(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value.toString();
    }
}
