package dev.skydeck.messages.model;

import java.util.Optional;

/** The rule for names that only people read, as of sets, sweeps and saved views: 1 to 128 characters, not all of them blank. */
public final class PlainName {
    /** Unicode code points. */
    private static final int MAX_LENGTH = 128;

    private PlainName() {}

    /**
     * A sentence that says what is wrong with the name, or empty when it is fine.
     *
     * @param whose what has that name, such as {@code A sweep}
     */
    public static Optional<String> problem(String whose, String name) {
        return name.isBlank() || name.codePointCount(0, name.length()) > MAX_LENGTH
                ? Optional.of(whose + "'s name has 1 to " + MAX_LENGTH + " characters.")
                : Optional.empty();
    }
}
