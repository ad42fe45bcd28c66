package dev.skydeck.gateway.body;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parameters of the query and the header, read as the body's fields are. */
public final class QueryText {
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
