package dev.skydeck.messages.model;

import java.time.Instant;

/**
 * A SkyPilot task that others start from, stored under a name.
 *
 * @param name letters, digits, {@code .}, {@code _} and {@code -}; {@link #DEFAULT} is every experiment's
 * @param yaml a YAML mapping, as it was written
 * @param revision moves with each edit
 */
public record TaskTemplate(String name, String yaml, long revision, Instant createdAt, Instant updatedAt) {
    /** The template that every experiment starts from, chosen or not. */
    public static final String DEFAULT = "default";

    /** What a name may be, for a person. */
    public static final String NAME_RULE =
            "A task template's name has 1 to 64 letters, digits, '.', '_' or '-', and begins with a letter or digit.";

    /** In bytes of UTF-8. */
    public static final int MOST_BYTES = 64 << 10;

    public static boolean isName(String name) {
        return name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    }
}
