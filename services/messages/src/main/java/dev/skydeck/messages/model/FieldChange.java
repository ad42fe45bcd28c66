package dev.skydeck.messages.model;

import org.jspecify.annotations.Nullable;

/** That a field has another value. A null is a field that is empty. */
public record FieldChange(
        String field, @Nullable Object before, @Nullable Object after) {

    /** For a person: {@code nodes from 1 to 4}. */
    public String words() {
        return field + " from " + shown(before) + " to " + shown(after);
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "nothing" : value.toString();
    }
}
