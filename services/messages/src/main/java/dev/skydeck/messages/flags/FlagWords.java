package dev.skydeck.messages.flags;

import dev.skydeck.messages.model.FlagDefinition;
import dev.skydeck.messages.model.FlagType;
import dev.skydeck.messages.model.FlagType.Bounds;
import dev.skydeck.messages.model.FlagType.Shape;
import dev.skydeck.messages.model.FlagValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Types of flags in words: for people, and for clients of the original. */
public final class FlagWords {
    private static final int MOST_CHOICES = 20;

    private FlagWords() {}

    /** What the flag takes, as a sentence: {@code trainer.lr takes a number above 0 and at most 1.} */
    public static String rule(FlagDefinition flag) {
        return flag.name() + " takes " + words(flag.type()) + (flag.nullable() ? ", or null" : "") + ".";
    }

    private static String words(FlagType type) {
        if (type instanceof FlagType.Text) {
            return "a text";
        }
        if (type instanceof FlagType.Whole whole) {
            return "a whole number" + bounds(whole.bounds());
        }
        if (type instanceof FlagType.Real real) {
            return "a number" + bounds(real.bounds());
        }
        if (type instanceof FlagType.Bool) {
            return "true or false";
        }
        if (type instanceof FlagType.Choice choice) {
            String listed = choice.allowed().stream()
                    .limit(MOST_CHOICES)
                    .map(FlagValue::commandText)
                    .collect(Collectors.joining(", "));
            return choice.allowed().size() == 1
                    ? "only " + listed
                    : "one of " + listed + (choice.allowed().size() > MOST_CHOICES ? ", …" : "");
        }
        if (type instanceof FlagType.OneOf several) {
            return several.types().stream().map(FlagWords::words).collect(Collectors.joining(", or "));
        }
        Shape shape = ((FlagType.Json) type).shape();
        return switch (shape) {
            case LIST -> "a list as JSON, such as [1, 2]";
            case MAP -> "a map as JSON, such as {\"a\": 1}";
            case ANY -> "anything";
        };
    }

    private static String bounds(Bounds bounds) {
        List<String> words = new ArrayList<>();
        say(words, "of at least ", bounds.atLeast());
        say(words, "above ", bounds.above());
        say(words, "of at most ", bounds.atMost());
        say(words, "below ", bounds.below());
        say(words, "that is a multiple of ", bounds.multipleOf());
        return words.isEmpty() ? "" : " " + String.join(" and ", words);
    }

    private static void say(List<String> words, String what, @Nullable String bound) {
        if (bound != null) {
            words.add(what + bound);
        }
    }

    /** As the original names types: {@code str}, {@code int}, {@code float}, {@code bool}, {@code Literal}, a model's name. */
    public static String python(FlagType type) {
        if (type instanceof FlagType.Text) {
            return "str";
        }
        if (type instanceof FlagType.Whole) {
            return "int";
        }
        if (type instanceof FlagType.Real) {
            return "float";
        }
        if (type instanceof FlagType.Bool) {
            return "bool";
        }
        if (type instanceof FlagType.Choice) {
            return "Literal";
        }
        if (type instanceof FlagType.OneOf several) {
            return several.types().stream().map(FlagWords::python).distinct().collect(Collectors.joining(" | "));
        }
        FlagType.Json json = (FlagType.Json) type;
        return Objects.requireNonNullElse(
                json.title(),
                switch (json.shape()) {
                    case LIST -> "list";
                    case MAP -> "dict";
                    case ANY -> "Any";
                });
    }

    /** As {@code /api/flag-schemas} names types: STRING, INTEGER, FLOAT, BOOLEAN or CHOICE; JSON is a STRING. */
    public static String schema(FlagType type) {
        return switch (python(type)) {
            case "int" -> "INTEGER";
            case "float" -> "FLOAT";
            case "bool" -> "BOOLEAN";
            case "Literal" -> "CHOICE";
            default -> "STRING";
        };
    }
}
