package dev.skydeck.store;

import dev.skydeck.messages.model.Axis;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.MicroDollars;
import dev.skydeck.messages.model.RunRules;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a column may hold, and what stands in for anything else.
 *
 * @param sound whether a row's value can be read; never throws
 * @param standIn by row; read in the place of a value that is not sound
 * @param holds whether the value says what would be launched or whether: the experiment is then held
 */
record ColumnRule(String name, Predicate<SqlRow> sound, Function<SqlRow, @Nullable Object> standIn, boolean holds) {

    /** The same, and the experiment is held when it is broken. */
    ColumnRule orHold() {
        return new ColumnRule(name, sound, standIn, true);
    }

    /** One of an enum's words. */
    static <E extends Enum<E>> ColumnRule word(String name, Class<E> type, E standIn) {
        return of(name, value -> isWord(type, value), standIn.name());
    }

    static <E extends Enum<E>> ColumnRule wordOrNull(String name, Class<E> type, @Nullable E standIn) {
        return of(
                name, value -> value == null || isWord(type, value), standIn == null ? null : (Object) standIn.name());
    }

    /** A number that Java's {@code int} holds. */
    static ColumnRule integer(String name, int standIn) {
        return of(name, ColumnRule::isInteger, standIn);
    }

    static ColumnRule integerOrNull(String name) {
        return of(name, value -> value == null || isInteger(value), null);
    }

    /** How many may run at once. */
    static ColumnRule limitOrNull(String name) {
        return of(name, value -> value == null || (isInteger(value) && ((Number) value).intValue() >= 1), null);
    }

    /** Millionths of a dollar. */
    static ColumnRule moneyOrNull(String name) {
        return of(
                name,
                value -> value == null || (isWhole(value) && MicroDollars.isSum(((Number) value).longValue())),
                null);
    }

    /** How often a failed job may be followed by another launch; none stands in. */
    static ColumnRule retries(String name) {
        return of(
                name,
                value -> isInteger(value)
                        && ((Number) value).intValue() >= 0
                        && ((Number) value).intValue() <= RunRules.MOST_RETRIES,
                0);
    }

    /** When a run is stopped. */
    static ColumnRule stopRules(String name) {
        return of(name, value -> value == null || isReadable(value, StopRuleTexts::read), null);
    }

    /** The axes of a sweep. */
    static ColumnRule axes(String name) {
        return of(name, value -> isReadable(value, text -> Json.<List<Axis>>read(text, SweepRows.AXES)), "[]");
    }

    /** A number that JSON can hold. */
    static ColumnRule realOrNull(String name) {
        return of(
                name,
                value -> value == null || (value instanceof Number number && Double.isFinite(number.doubleValue())),
                null);
    }

    /** A time; the first of 1970 stands in. */
    static ColumnRule instant(String name) {
        return of(name, ColumnRule::isTime, 0L);
    }

    static ColumnRule instantOrNull(String name) {
        return of(name, value -> value == null || isTime(value), null);
    }

    static ColumnRule flags(String name) {
        return of(name, value -> isReadable(value, text -> Json.read(text, Flags.class)), "{}");
    }

    /** A JSON list of texts. */
    static ColumnRule texts(String name) {
        return of(name, value -> isReadable(value, Json::texts), "[]");
    }

    /** A JSON object of texts. */
    static ColumnRule textMap(String name) {
        return of(name, value -> isReadable(value, Json::textMap), "{}");
    }

    /** A specification; one of that name that runs nothing stands in. */
    static ColumnRule spec(String name, String nameColumn) {
        return new ColumnRule(
                name,
                row -> isReadable(row.value(name), ColumnRule::wholeSpec),
                row -> Json.text(new ExperimentSpec(
                        String.valueOf(row.value(nameColumn)),
                        "false",
                        null,
                        null,
                        Flags.NONE,
                        1,
                        0,
                        null,
                        null,
                        null,
                        false,
                        null,
                        null,
                        false)),
                false);
    }

    private static ColumnRule of(String name, Predicate<@Nullable Object> sound, @Nullable Object standIn) {
        return new ColumnRule(name, row -> sound.test(row.value(name)), row -> standIn, false);
    }

    private static <E extends Enum<E>> boolean isWord(Class<E> type, @Nullable Object value) {
        return Arrays.stream(type.getEnumConstants())
                .anyMatch(word -> word.name().equals(value));
    }

    private static boolean isTime(@Nullable Object value) {
        return value instanceof Number number && SqlRow.isTime(number.longValue());
    }

    private static boolean isWhole(@Nullable Object value) {
        return value instanceof Integer || value instanceof Long;
    }

    private static boolean isInteger(@Nullable Object value) {
        return value instanceof Number number && number.longValue() == number.intValue();
    }

    /** A specification that lacks a part is read without complaint and fails later. */
    private static Object wholeSpec(String text) {
        ExperimentSpec spec = Json.read(text, ExperimentSpec.class);
        return List.of(spec.name(), spec.baseCommand(), spec.flags());
    }

    private static boolean isReadable(@Nullable Object value, Function<String, Object> reading) {
        if (!(value instanceof String text)) {
            return false;
        }
        try {
            Object unused = reading.apply(text);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
