package dev.skydeck.gateway.body;

import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What flags may be: scalars by name, numbers taken with their exact text. */
final class FlagRules {
    static final int MAX_FLAGS = 1_000;

    private static final Pattern NAME = Pattern.compile("^[\\p{L}_][\\p{L}\\p{N}_.-]{0,127}$");

    private FlagRules() {}

    static Flags flags(JsonValue value, List<Object> loc, Problems problems) {
        if (!(value instanceof JsonValue.Obj object)) {
            problems.add("dict_type", loc, "Input should be a valid dictionary", value);
            return Flags.NONE;
        }
        if (object.members().size() > MAX_FLAGS) {
            String message = "Dictionary should have at most " + MAX_FLAGS + " items";
            problems.add("too_long", loc, message, null);
            return Flags.NONE;
        }
        Map<String, FlagValue> flags = new LinkedHashMap<>();
        object.members().forEach((name, sent) -> {
            FlagValue flag = flag(name, sent, inside(loc, name), problems);
            if (flag != null) {
                flags.put(name, flag);
            }
        });
        return new Flags(flags);
    }

    private static @Nullable FlagValue flag(String name, JsonValue sent, List<Object> loc, Problems problems) {
        return checkName(name, sent, loc, problems) ? value(sent, loc, problems) : null;
    }

    /** Whether a flag may have the name; adds the problem when not. */
    static boolean checkName(String name, JsonValue sent, List<Object> loc, Problems problems) {
        if (NAME.matcher(name).matches()) {
            return true;
        }
        String rule = "A flag's name begins with a letter or _, goes on with letters, digits and _ . -, and has at most"
                + " 128 characters.";
        problems.add("value_error", loc, rule, sent);
        return false;
    }

    /** The value of a flag, or null with a problem added. */
    static @Nullable FlagValue value(JsonValue sent, List<Object> loc, Problems problems) {
        try {
            if (sent instanceof JsonValue.Text text) {
                return new FlagValue.Text(text.value());
            }
            if (sent instanceof JsonValue.Bool bool) {
                return new FlagValue.Bool(bool.value());
            }
            if (sent instanceof JsonValue.Num number) {
                return number(number.literal());
            }
        } catch (IllegalArgumentException e) {
            problems.add("value_error", loc, sentence(sent), sent);
            return null;
        }
        // The first SkyDeck said it once for each type that a flag may have.
        problems.add("string_type", inside(loc, "str"), "Input should be a valid string", sent);
        problems.add("int_type", inside(loc, "int"), "Input should be a valid integer", sent);
        problems.add("float_type", inside(loc, "float"), "Input should be a valid number", sent);
        problems.add("bool_type", inside(loc, "bool"), "Input should be a valid boolean", sent);
        return null;
    }

    private static FlagValue number(String literal) {
        boolean whole = literal.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
        return whole ? new FlagValue.Int(literal) : new FlagValue.Dec(literal);
    }

    private static String sentence(JsonValue sent) {
        return sent instanceof JsonValue.Num
                ? "A flag's number has at most 500 digits and an exponent of at most 9 digits."
                : "A flag's text must not hold the character NUL and has at most 65,536 characters.";
    }

    private static List<Object> inside(List<Object> loc, String name) {
        List<Object> longer = new ArrayList<>(loc);
        longer.add(name);
        return longer;
    }
}
