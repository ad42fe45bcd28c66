package dev.skydeck.messages.model;

import java.util.Optional;

/** The rule for experiment names: 1 to 128 characters of any script, no control characters, no {@code /}, not {@code .} or {@code ..}. */
public final class ExperimentName {
    /** The most characters (Unicode code points) a name may have. */
    public static final int MAX_LENGTH = 128;

    private ExperimentName() {}

    /** A sentence that says what is wrong with the name, or empty when it is fine. */
    public static Optional<String> problem(String name) {
        if (name.isBlank()) {
            return Optional.of("The name must not be empty.");
        }
        if (name.codePointCount(0, name.length()) > MAX_LENGTH) {
            return Optional.of("The name has at most " + MAX_LENGTH + " characters.");
        }
        if (name.equals(".") || name.equals("..")) {
            return Optional.of("The name must not be '.' or '..'.");
        }
        if (name.indexOf('/') >= 0) {
            return Optional.of("The name must not contain '/'.");
        }
        if (name.codePoints().anyMatch(ExperimentName::isForbidden)) {
            return Optional.of("The name must not contain control characters.");
        }
        return Optional.empty();
    }

    private static boolean isForbidden(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
