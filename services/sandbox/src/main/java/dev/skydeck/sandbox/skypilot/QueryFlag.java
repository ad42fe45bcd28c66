package dev.skydeck.sandbox.skypilot;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A yes or no in a query. */
final class QueryFlag {
    /** What FastAPI takes for true. */
    private static final Set<String> TRUE = Set.of("true", "1", "yes", "on", "t", "y");

    private QueryFlag() {}

    /** A flag that is not there is no. */
    static boolean isTrue(@Nullable String value) {
        return value != null && TRUE.contains(value.toLowerCase(Locale.ROOT));
    }
}
