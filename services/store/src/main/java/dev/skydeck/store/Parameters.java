package dev.skydeck.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Turns a statement's parameters into what SQLite keeps. */
final class Parameters {
    private Parameters() {}

    static @Nullable Object[] plain(@Nullable Object[] parameters) {
        @Nullable Object[] plain = new @Nullable Object[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            plain[i] = plain(parameters[i]);
        }
        return plain;
    }

    private static @Nullable Object plain(@Nullable Object parameter) {
        if (parameter instanceof Instant instant) {
            return instant.toEpochMilli();
        }
        if (parameter instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        return parameter instanceof Enum<?> word ? word.name() : parameter;
    }
}
