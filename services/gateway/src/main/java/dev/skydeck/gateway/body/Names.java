package dev.skydeck.gateway.body;

import dev.skydeck.messages.model.ExperimentName;
import java.security.SecureRandom;
import java.util.Random;

/** Names of experiments: the rule, and the placeholders that are replaced by a generated name. */
public final class Names {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final Random RANDOM = new SecureRandom();

    private Names() {}

    /** Whether the name only stands in for one that is to be generated. */
    public static boolean isPlaceholder(String name) {
        return name.equals("New Experiment") || name.equals("new.experiment") || name.startsWith("new.experiment.");
    }

    /** {@code new.experiment.} and six of a-z0-9. */
    public static String generated() {
        StringBuilder name = new StringBuilder("new.experiment.");
        for (int i = 0; i < 6; i++) {
            name.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return name.toString();
    }

    /** Adds what is wrong with a name. */
    static void check(String name, Fields fields) {
        if (!fields.problems().has(fields.loc("name"))) {
            ExperimentName.problem(name)
                    .ifPresent(rule ->
                            fields.problems().add("value_error", fields.loc("name"), rule, new JsonValue.Text(name)));
        }
    }
}
