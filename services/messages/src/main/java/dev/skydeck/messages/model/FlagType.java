package dev.skydeck.messages.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What values a flag takes. Numbers in it keep the text of the schema that they come from. */
public sealed interface FlagType {

    /** Any text; numbers and booleans too, since on a command line they are texts. */
    record Text() implements FlagType {}

    /** A whole number. */
    record Whole(Bounds bounds) implements FlagType {}

    /** A number, whole or not. */
    record Real(Bounds bounds) implements FlagType {}

    /** {@code true} or {@code false}. */
    record Bool() implements FlagType {}

    /** One of these. */
    record Choice(List<FlagValue> allowed) implements FlagType {
        public Choice {
            allowed = List.copyOf(allowed);
        }
    }

    /**
     * JSON, given as a text.
     *
     * @param title what the schema calls it, such as {@code Trainer} for a nested model; null for a plain list or map
     */
    record Json(Shape shape, @Nullable String title) implements FlagType {}

    /** Whatever one of these takes. */
    record OneOf(List<FlagType> types) implements FlagType {
        public OneOf {
            types = List.copyOf(types);
        }
    }

    /** What a JSON text must hold. */
    enum Shape {
        LIST,
        MAP,
        ANY
    }

    /** JSON number literals; null where there is no bound. */
    record Bounds(
            @Nullable String atLeast,
            @Nullable String above,
            @Nullable String atMost,
            @Nullable String below,
            @Nullable String multipleOf) {
        /** No bounds. */
        public static final Bounds NONE = new Bounds(null, null, null, null, null);
    }
}
