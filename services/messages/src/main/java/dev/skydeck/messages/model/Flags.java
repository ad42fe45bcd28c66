package dev.skydeck.messages.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The flags of an experiment by name, in the order the user gave them.
 *
 * @param values unmodifiable; never holds null
 */
public record Flags(Map<String, FlagValue> values) {
    /** No flags. */
    public static final Flags NONE = new Flags(Map.of());

    public Flags {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
