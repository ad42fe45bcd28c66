package dev.skydeck.gateway.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a request, so that a client learns all of it at once. */
final class Problems {
    private static final int MAX_PROBLEMS = 100;
    private static final int MAX_ECHO = 2_000;

    private final List<FieldProblem> found = new ArrayList<>();

    void add(String type, List<Object> loc, String message, @Nullable JsonValue input) {
        add(type, loc, message, input, null);
    }

    void add(
            String type,
            List<Object> loc,
            String message,
            @Nullable JsonValue input,
            @Nullable Map<String, String> context) {
        // A body of 1 MiB can hold thousands of faults; nobody reads more than the first hundred.
        if (found.size() < MAX_PROBLEMS) {
            JsonValue echo = input != null && size(input) <= MAX_ECHO ? input : null;
            found.add(new FieldProblem(type, loc, message, echo, context));
        }
    }

    /** How many were added so far. */
    int count() {
        return found.size();
    }

    /** Whether something is wrong with that field already. */
    boolean has(List<Object> loc) {
        return found.stream().anyMatch(problem -> problem.loc().equals(loc));
    }

    boolean any() {
        return !found.isEmpty();
    }

    /** @throws InvalidInput if anything was added */
    void check() {
        check(problem -> problem);
    }

    /** @throws InvalidInput if anything was added, in other words */
    void check(UnaryOperator<FieldProblem> words) {
        if (any()) {
            throw new InvalidInput(found.stream().map(words).toList());
        }
    }

    private static long size(JsonValue value) {
        if (value instanceof JsonValue.Text text) {
            return text.value().length();
        }
        if (value instanceof JsonValue.Num number) {
            return number.literal().length();
        }
        if (value instanceof JsonValue.Arr array) {
            return 2 + array.items().stream().mapToLong(Problems::size).sum();
        }
        if (value instanceof JsonValue.Obj object) {
            return 2
                    + object.members().entrySet().stream()
                            .mapToLong(member -> 4L + member.getKey().length() + size(member.getValue()))
                            .sum();
        }
        return 5;
    }
}
