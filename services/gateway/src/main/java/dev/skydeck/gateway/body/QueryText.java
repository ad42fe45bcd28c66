package dev.skydeck.gateway.body;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parameters of the query and the header, read as the body's fields are. */
public final class QueryText {
    private static final Pattern SPEC_REVISION = Pattern.compile("\"([0-9]{1,18})\"");

    private QueryText() {}

    /** @throws InvalidInput if it is no whole number of at least -1 */
    public static int limit(@Nullable String text, int fallback) {
        return text == null ? fallback : (int) whole("limit", text, -1, Integer.MAX_VALUE);
    }

    /** @throws InvalidInput if it is no whole number within the bounds */
    public static long whole(String name, String text, long min, long max) {
        Problems problems = new Problems();
        long value = Scalars.whole(new JsonValue.Text(text), List.of("query", name), min, min, max, problems);
        problems.check();
        return value;
    }

    /**
     * A text of at least one character, or none.
     *
     * @throws InvalidInput if it is longer
     */
    public static Optional<String> text(String name, @Nullable String text, int most) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        if (text.length() > most) {
            Problems problems = new Problems();
            problems.add(
                    "string_too_long",
                    List.of("query", name),
                    "Input should have at most " + most + " characters",
                    new JsonValue.Text(text.substring(0, most)));
            problems.check();
        }
        return Optional.of(text);
    }

    /**
     * Different texts.
     *
     * @throws InvalidInput if there are more than {@code most}, or one is longer than {@code length}
     */
    public static List<String> texts(String name, List<String> texts, int most, int length) {
        Set<String> different = new LinkedHashSet<>(texts);
        if (different.size() > most || different.stream().anyMatch(text -> text.length() > length)) {
            Problems problems = new Problems();
            String rule = "There should be at most " + most + " of at most " + length + " characters each";
            problems.add("value_error", List.of("query", name), rule, null);
            problems.check();
        }
        return List.copyOf(different);
    }

    /**
     * Whole numbers between commas, each once, in their order.
     *
     * @throws InvalidInput if one is none, or there are fewer or more
     */
    public static List<Long> ids(String name, @Nullable String text, int fewest, int most) {
        Problems problems = new Problems();
        List<Object> loc = List.of("query", name);
        Set<Long> ids = new LinkedHashSet<>();
        for (String one : text == null || text.isBlank() ? new String[0] : text.split(",", -1)) {
            ids.add(Scalars.whole(new JsonValue.Text(one), loc, 0, 0, Long.MAX_VALUE, problems));
        }
        if (!problems.has(loc) && (ids.size() < fewest || ids.size() > most)) {
            String rule = "There should be " + fewest + " to " + most + " different numbers between commas";
            problems.add("value_error", loc, rule, text == null ? null : new JsonValue.Text(text));
        }
        problems.check();
        return List.copyOf(ids);
    }

    /** @throws InvalidInput if it is no time as RFC 3339 has it */
    public static Optional<Instant> instant(String name, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            Problems problems = new Problems();
            problems.add(
                    "datetime_parsing",
                    List.of("query", name),
                    "Input should be a time with its zone, such as 2026-01-31T12:00:00Z",
                    new JsonValue.Text(text));
            problems.check();
            throw new IllegalStateException("the check throws", e);
        }
    }

    /** @throws InvalidInput always: the parameter does not go with the others */
    public static void refuse(String name, @Nullable String text, String rule) {
        Problems problems = new Problems();
        problems.add("value_error", List.of("query", name), rule, text == null ? null : new JsonValue.Text(text));
        problems.check();
    }

    /** @throws InvalidInput if it is none of the words */
    public static String choice(String name, @Nullable String text, String fallback, List<String> words) {
        if (text != null && !words.contains(text)) {
            Problems problems = new Problems();
            problems.add(
                    "enum",
                    List.of("query", name),
                    "Input should be one of " + String.join(", ", words),
                    new JsonValue.Text(text));
            problems.check();
        }
        return text == null ? fallback : text;
    }

    /** @throws InvalidInput if it is no boolean */
    public static boolean bool(String name, @Nullable String text, boolean fallback) {
        if (text == null) {
            return fallback;
        }
        Problems problems = new Problems();
        boolean value = Scalars.bool(new JsonValue.Text(text), List.of("query", name), fallback, problems);
        problems.check();
        return value;
    }

    /**
     * The number in an {@code If-Match} such as {@code "4"}.
     *
     * @throws InvalidInput if it is no such tag
     */
    public static long specRevision(String tag) {
        Matcher matcher = SPEC_REVISION.matcher(tag.strip());
        if (!matcher.matches()) {
            Problems problems = new Problems();
            problems.add(
                    "value_error",
                    List.of("header", "If-Match"),
                    "The tag is the specification's revision in quotes, such as \"4\", or *.",
                    new JsonValue.Text(tag));
            problems.check();
        }
        return Long.parseLong(matcher.group(1));
    }

    /** @throws InvalidInput if it is not 1 to 64 printable ASCII characters */
    public static String commandId(String text) {
        if (text.isEmpty() || text.length() > 64 || !text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            Problems problems = new Problems();
            problems.add(
                    "value_error",
                    List.of("header", "Idempotency-Key"),
                    "The key has 1 to 64 printable characters without blanks.",
                    new JsonValue.Text(text));
            problems.check();
        }
        return text;
    }
}
