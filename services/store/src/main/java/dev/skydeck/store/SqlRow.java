package dev.skydeck.store;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row of an answer. Columns are named; a column that does not exist is a bug and throws. */
final class SqlRow {
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

    Instant instant(String column) {
        return Instant.ofEpochMilli(number(column));
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

    @Nullable
    Double realOrNull(String column) {
        return value(column) instanceof Number number ? number.doubleValue() : null;
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
