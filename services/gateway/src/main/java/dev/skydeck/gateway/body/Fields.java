package dev.skydeck.gateway.body;

import dev.skydeck.messages.model.Flags;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a body. Each is asked for in the contract's order; what is wrong is collected, and a stand-in comes back so
 * that the rest can be looked at too. Unknown fields are ignored.
 */
final class Fields {
    /** How the first SkyDeck words a body that is no object. */
    enum Form {
        MODEL("model_attributes_type", "Input should be a valid dictionary or object to extract fields from"),
        DICT("dict_type", "Input should be a valid dictionary");

        private final String type;
        private final String message;

        Form(String type, String message) {
            this.type = type;
            this.message = message;
        }
    }

    private final JsonValue.Obj object;
    private final Problems problems = new Problems();

    private Fields(JsonValue.Obj object) {
        this.object = object;
    }

    /** @throws InvalidInput if the body is missing, no JSON or no object */
    static Fields of(byte[] body, Form form) {
        Problems problems = new Problems();
        JsonValue value = body.length == 0 ? new JsonValue.Null() : JsonReader.read(body);
        if (value instanceof JsonValue.Null) {
            problems.add("missing", List.of("body"), "Field required", value);
            problems.check();
        }
        if (value instanceof JsonValue.Obj object) {
            return new Fields(object);
        }
        problems.add(form.type, List.of("body"), form.message, value);
        problems.check();
        throw new IllegalStateException("the check throws");
    }

    /** @throws InvalidInput if anything was wrong so far */
    void check() {
        problems.check();
    }

    Problems problems() {
        return problems;
    }

    /** All of them, as sent. */
    JsonValue.Obj object() {
        return object;
    }

    /** The field as sent; null when absent. */
    @Nullable
    JsonValue get(String name) {
        return object.members().get(name);
    }

    static List<Object> loc(String name) {
        return List.of("body", name);
    }

    /** Adds the problem of a field that must be there. */
    void missing(String name) {
        problems.add("missing", loc(name), "Field required", object);
    }

    Optional<String> text(String name) {
        JsonValue value = get(name);
        return value == null ? Optional.empty() : Optional.of(text(value, loc(name)));
    }

    String requiredText(String name) {
        return text(name).orElseGet(() -> {
            missing(name);
            return "";
        });
    }

    /** Null when absent or null. */
    @Nullable
    String nullableText(String name) {
        JsonValue value = get(name);
        return value == null || value instanceof JsonValue.Null ? null : text(value, loc(name));
    }

    Optional<Long> whole(String name, long min, long max) {
        JsonValue value = get(name);
        return value == null ? Optional.empty() : Optional.of(Scalars.whole(value, loc(name), min, min, max, problems));
    }

    Optional<Boolean> bool(String name) {
        JsonValue value = get(name);
        return value == null ? Optional.empty() : Optional.of(Scalars.bool(value, loc(name), false, problems));
    }

    Optional<List<String>> texts(String name) {
        JsonValue value = get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof JsonValue.Arr array)) {
            problems.add("list_type", loc(name), "Input should be a valid list", value);
            return Optional.of(List.of());
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < array.items().size(); i++) {
            texts.add(text(array.items().get(i), List.of("body", name, i)));
        }
        return Optional.of(texts);
    }

    <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        JsonValue value = get(name);
        if (value == null) {
            return Optional.empty();
        }
        for (E constant : type.getEnumConstants()) {
            if (value instanceof JsonValue.Text text && text.value().equals(constant.name())) {
                return Optional.of(constant);
            }
        }
        String expected = words(type.getEnumConstants());
        problems.add("enum", loc(name), "Input should be " + expected, value, Map.of("expected", expected));
        return Optional.of(type.getEnumConstants()[0]);
    }

    Optional<Flags> flags(String name) {
        JsonValue value = get(name);
        return value == null ? Optional.empty() : Optional.of(FlagRules.flags(value, loc(name), problems));
    }

    /** Treats null like absent. */
    boolean isSet(String name) {
        JsonValue value = get(name);
        return value != null && !(value instanceof JsonValue.Null);
    }

    private String text(JsonValue value, List<Object> loc) {
        if (!(value instanceof JsonValue.Text text)) {
            problems.add("string_type", loc, "Input should be a valid string", value);
            return "";
        }
        if (text.value().indexOf('\0') >= 0) {
            problems.add("value_error", loc, "The text must not hold the character NUL.", value);
            return "";
        }
        return text.value();
    }

    private static String words(Enum<?>[] constants) {
        List<String> quoted =
                Arrays.stream(constants).map(c -> "'" + c.name() + "'").collect(Collectors.toList());
        int last = quoted.size() - 1;
        return String.join(", ", quoted.subList(0, last)) + " or " + quoted.get(last);
    }
}
