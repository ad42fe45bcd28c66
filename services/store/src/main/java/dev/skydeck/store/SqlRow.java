package dev.skydeck.store;

import dev.skydeck.messages.model.MicroDollars;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One row of an answer. Columns are named; a column that does not exist is a bug and throws. */
final class SqlRow {
    static final long FIRST_TIME = -62_135_596_800_000L;
    static final long LAST_TIME = 253_402_300_799_999L;

    private final Map<String, Integer> columns;
    private final @Nullable Object[] values;

    /** @param columns position of each column by name, shared by all rows of an answer */
    SqlRow(Map<String, Integer> columns, @Nullable Object[] values) {
        this.columns = columns;
        this.values = values;
    }

    @Nullable
    Object value(String column) {
        Integer position = columns.get(column);
        if (position == null) {
            throw new IllegalArgumentException("no column " + column + " in " + columns.keySet());
        }
        return values[position];
    }

    boolean has(String column) {
        return columns.containsKey(column);
    }

    /** The columns, in their order. */
    Set<String> names() {
        return columns.keySet();
    }

    /** The same row with other values in some of its columns. */
    SqlRow with(Map<String, @Nullable Object> others) {
        @Nullable Object[] changed = values.clone();
        others.forEach((column, value) -> {
            Integer position = columns.get(column);
            if (position != null) {
                changed[position] = value;
            }
        });
        return new SqlRow(columns, changed);
    }

    boolean isNull(String column) {
        return value(column) == null;
    }

    long number(String column) {
        return ((Number) present(column)).longValue();
    }

    int integer(String column) {
        return Math.toIntExact(number(column));
    }

    boolean flag(String column) {
        return number(column) != 0;
    }

    String text(String column) {
        return (String) present(column);
    }

    /** @throws IllegalStateException for a time that no calendar of four-digit years has */
    Instant instant(String column) {
        long millis = number(column);
        if (!isTime(millis)) {
            throw new IllegalStateException("column " + column + " holds no time: " + millis);
        }
        return Instant.ofEpochMilli(millis);
    }

    /** Whether it lies in the years 1 to 9999; others have no place in RFC 3339. */
    static boolean isTime(long millis) {
        return millis >= FIRST_TIME && millis <= LAST_TIME;
    }

    <E extends Enum<E>> E word(Class<E> type, String column) {
        return Enum.valueOf(type, text(column));
    }

    @Nullable
    Long numberOrNull(String column) {
        return isNull(column) ? null : number(column);
    }

    @Nullable
    Integer integerOrNull(String column) {
        return isNull(column) ? null : integer(column);
    }

    /** @throws IllegalStateException for a limit that lets nothing through */
    @Nullable
    Integer limitOrNull(String column) {
        Integer limit = integerOrNull(column);
        if (limit != null && limit < 1) {
            throw new IllegalStateException("column " + column + " is less than 1: " + limit);
        }
        return limit;
    }

    /**
     * Millionths of a dollar.
     *
     * @throws IllegalStateException for a sum that nobody can have written
     */
    @Nullable
    Long moneyOrNull(String column) {
        Long money = numberOrNull(column);
        if (money != null && !MicroDollars.isSum(money)) {
            throw new IllegalStateException("column " + column + " is no sum of money: " + money);
        }
        return money;
    }

    /** @throws IllegalStateException for infinity, which JSON has no word for */
    @Nullable
    Double realOrNull(String column) {
        if (!(value(column) instanceof Number number)) {
            return null;
        }
        if (Double.isInfinite(number.doubleValue())) {
            throw new IllegalStateException("column " + column + " is infinite");
        }
        return number.doubleValue();
    }

    double real(String column) {
        return ((Number) present(column)).doubleValue();
    }

    @Nullable
    String textOrNull(String column) {
        return (String) value(column);
    }

    @Nullable
    Instant instantOrNull(String column) {
        return isNull(column) ? null : instant(column);
    }

    <E extends Enum<E>> @Nullable E wordOrNull(Class<E> type, String column) {
        return isNull(column) ? null : word(type, column);
    }

    private Object present(String column) {
        Object value = value(column);
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }
}
