package dev.skydeck.messages.model;

import org.jspecify.annotations.Nullable;

/**
 * One field of an edit, in words; long ones are cut.
 *
 * @param field such as {@code nodes} or {@code flags.lr}
 * @param before null for nothing
 * @param after null for nothing
 */
public record FieldDifference(
        String field, @Nullable String before, @Nullable String after) {
    private static final int MOST_CHARACTERS = 1_000;

    public FieldDifference {
        before = cut(before);
        after = cut(after);
    }

    public static FieldDifference of(FieldChange change) {
        return new FieldDifference(change.field(), text(change.before()), text(change.after()));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }
}
