package dev.skydeck.messages.model;

import java.util.Optional;
import java.util.regex.Pattern;

/** The rule for names of clusters: SkyPilot's own, and none of the machines that SkyPilot runs itself on. */
public final class ClusterName {
    /** As {@code sky/utils/common_utils.py} of 0.14.1 checks it. */
    private static final Pattern RULE = Pattern.compile("[a-zA-Z]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?");

    private static final Pattern CONTROLLER = Pattern.compile("sky-(jobs|serve)-controller-.*");
    private static final int MAX_LENGTH = 128;

    private ClusterName() {}

    /** A sentence that says what is wrong with the name, or empty when it is fine. */
    public static Optional<String> problem(String name) {
        if (name.length() > MAX_LENGTH) {
            return Optional.of("The cluster's name has at most " + MAX_LENGTH + " characters.");
        }
        if (!RULE.matcher(name).matches()) {
            return Optional.of(
                    "The cluster's name begins with a letter and ends with a letter or digit; between them may"
                            + " be letters, digits, '-', '_' and '.'.");
        }
        return isController(name)
                ? Optional.of("SkyPilot runs itself on " + name + ": experiments cannot.")
                : Optional.empty();
    }

    /** Whether SkyPilot runs its own controllers there. */
    public static boolean isController(String name) {
        return CONTROLLER.matcher(name).matches();
    }
}
