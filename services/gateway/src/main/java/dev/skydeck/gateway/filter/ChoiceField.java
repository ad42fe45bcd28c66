package dev.skydeck.gateway.filter;

import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The fields that hold one of a few words; other words are refused, so that a slip is not an empty list. */
enum ChoiceField {
    STATE,
    DESIRED,
    CONDITION,
    IS;

    /** The words that may be asked for, in lower case. */
    List<String> allowed() {
        return switch (this) {
            case STATE -> words(CurrentState.values());
            case DESIRED -> words(DesiredState.values());
            case CONDITION -> words(ConditionType.values());
            case IS -> List.of("starred", "expanded", "held", "spot");
        };
    }

    private static List<String> words(Enum<?>[] constants) {
        return Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    boolean matches(Experiment experiment, String word) {
        return switch (this) {
            case STATE -> experiment.currentState().name().equalsIgnoreCase(word);
            case DESIRED -> experiment.desiredState().name().equalsIgnoreCase(word);
            case CONDITION ->
                experiment.conditions().stream()
                        .anyMatch(there -> there.type().name().equalsIgnoreCase(word));
            case IS -> is(experiment, word);
        };
    }

    private static boolean is(Experiment experiment, String word) {
        return switch (word) {
            case "starred" -> experiment.place().starred();
            case "expanded" -> experiment.place().expanded();
            case "held" -> experiment.hold() != null;
            default -> experiment.spec().spot();
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
