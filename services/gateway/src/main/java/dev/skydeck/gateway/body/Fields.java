package dev.skydeck.gateway.body;

import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.MicroDollars;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
    /** Of a number that is looked at exactly. */
    private static final int MOST_DIGITS = 100;

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

    private static final List<Object> BODY = List.of("body");

    private final JsonValue.Obj object;
    private final List<Object> path;
    private final Problems problems;
    /** How fields are called here that elsewhere have another name, by that. */
    private final Map<String, String> names;

    private Fields(JsonValue.Obj object, List<Object> path, Problems problems) {
        this(object, path, problems, Map.of());
    }

    private Fields(JsonValue.Obj object, List<Object> path, Problems problems, Map<String, String> names) {
        this.names = names;
        this.object = object;
        this.path = List.copyOf(path);
        this.problems = problems;
    }

    /**
     * The fields of an object that is no body.
     *
     * @param otherNames what a field may also be called here, by its name
     */
    static Fields at(JsonValue.Obj object, List<Object> path, Problems problems, Map<String, String> otherNames) {
        Map<String, String> used = new HashMap<>(otherNames);
        used.values().removeIf(name -> !object.members().containsKey(name));
        return new Fields(object, path, problems, used);
    }

    /** @throws InvalidInput if the body is missing, no JSON or no object */
    static Fields of(byte[] body, Form form) {
        return of(body.length == 0 ? new JsonValue.Null() : JsonReader.read(body), form);
    }

    /** @throws InvalidInput if the body is null or no object */
    static Fields of(JsonValue value, Form form) {
        Problems problems = new Problems();
        if (value instanceof JsonValue.Null) {
            problems.add("missing", List.of("body"), "Field required", value);
            problems.check();
        }
        if (value instanceof JsonValue.Obj object) {
            return new Fields(object, BODY, new Problems());
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
        return object.members().get(names.getOrDefault(name, name));
    }

    /** Where a field of these stands in the body. */
    List<Object> loc(Object... inner) {
        List<Object> loc = new ArrayList<>(path);
        for (Object part : inner) {
            loc.add(loc.size() == path.size() && part instanceof String name ? names.getOrDefault(name, name) : part);
        }
        return loc;
    }

    /** The fields of an object inside; what is wrong with them is collected here. Without any when it is no object. */
    Fields inside(JsonValue value, List<Object> loc) {
        if (value instanceof JsonValue.Obj inner) {
            return new Fields(inner, loc, problems);
        }
        problems.add(Form.DICT.type, loc, Form.DICT.message, value);
        return new Fields(new JsonValue.Obj(Map.of()), loc, problems);
    }

    /** The fields of the object under that name, which must be there. */
    Fields required(String name) {
        JsonValue value = get(name);
        if (value == null) {
            missing(name);
            return new Fields(new JsonValue.Obj(Map.of()), loc(name), problems);
        }
        return inside(value, loc(name));
    }

    /** The items of a list; empty when the field is absent. */
    List<JsonValue> items(String name) {
        JsonValue value = get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof JsonValue.Arr array) {
            return array.items();
        }
        problems.add("list_type", loc(name), "Input should be a valid list", value);
        return List.of();
    }

    /** Whole numbers of at least 0, as numbers or text. */
    List<Long> ids(String name) {
        List<Long> ids = new ArrayList<>();
        List<JsonValue> items = items(name);
        for (int i = 0; i < items.size(); i++) {
            ids.add(Scalars.whole(items.get(i), loc(name, i), 0, 0, Long.MAX_VALUE, problems));
        }
        return ids;
    }

    /**
     * The body of what is done to some, by {@code ids}, or to {@code all}: empty for all.
     *
     * @throws InvalidInput if it is neither or both
     */
    List<Long> idsOrAll() {
        List<Long> ids = ids("ids");
        boolean all = bool("all").orElse(false);
        check();
        if (all != ids.isEmpty()) {
            problems.add("value_error", loc("ids"), "Either ids, or all: true.", get("ids"));
            check();
        }
        return ids;
    }

    /** A whole number of at least 0 that must be there. */
    long requiredId(String name) {
        return whole(name, 0, Long.MAX_VALUE).orElseGet(() -> {
            missing(name);
            return 0L;
        });
    }

    /** Empty when absent; null and an empty text are an empty text, which clears. */
    Optional<String> clearable(String name) {
        if (get(name) == null) {
            return Optional.empty();
        }
        String text = nullableText(name);
        return Optional.of(text == null ? "" : text);
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

    /** Adds a problem where a text is longer than that; what is no text is a problem already. */
    void atMost(String name, int characters) {
        if (get(name) instanceof JsonValue.Text text
                && text.value().codePointCount(0, text.value().length()) > characters) {
            problems.add(
                    "string_too_long", loc(name), "String should have at most " + characters + " characters", text);
        }
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

    /** A limit of at least 1; null takes it away, which 0 stands for. */
    Optional<Integer> limit(String name) {
        return get(name) == null || isSet(name)
                ? whole(name, 1, Integer.MAX_VALUE).map(Long::intValue)
                : Optional.of(0);
    }

    /** Millionths of a US dollar, written as dollars; null takes a limit away, which -1 stands for. */
    Optional<Long> dollars(String name) {
        JsonValue value = get(name);
        if (value == null || value instanceof JsonValue.Null) {
            return Optional.ofNullable(value).map(none -> -1L);
        }
        try {
            if (value instanceof JsonValue.Num number && number.literal().length() <= MOST_DIGITS) {
                return Optional.of(MicroDollars.of(new BigDecimal(number.literal())));
            }
        } catch (IllegalArgumentException e) {
            // Refused below.
        }
        problems.add("value_error", loc(name), "0 to 1000000000 US dollars with at most 6 decimals", value);
        return Optional.empty();
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
        List<JsonValue> items = items(name);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            texts.add(text(items.get(i), loc(name, i)));
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

    /** Refuses fields with other names: a field that is misspelt is not to be passed over. */
    void only(String... names) {
        for (String name : object.members().keySet()) {
            if (!List.of(names).contains(name)) {
                String rule = "There is no such field; there are " + String.join(", ", names);
                problems.add("extra_forbidden", loc(name), rule, get(name));
            }
        }
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
