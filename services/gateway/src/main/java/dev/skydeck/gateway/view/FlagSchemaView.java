package dev.skydeck.gateway.view;

import dev.skydeck.gateway.body.JsonValue;
import dev.skydeck.gateway.body.StoredJson;
import dev.skydeck.messages.model.FlagSchema;
import org.jspecify.annotations.Nullable;

/** What is known of a flag, as clients see it. */
public record FlagSchemaView(
        String flagName,
        String flagType,
        @Nullable String description,
        @Nullable String defaultValue,
        @Nullable JsonValue choices,
        @Nullable String category) {

    public static FlagSchemaView of(FlagSchema schema) {
        return new FlagSchemaView(
                schema.name(),
                schema.type(),
                schema.description(),
                schema.defaultValue(),
                choices(schema.choices()),
                schema.category());
    }

    /** An imported text that is no list is none. */
    private static @Nullable JsonValue choices(@Nullable String text) {
        return text == null
                ? null
                : StoredJson.read(text)
                        .filter(value -> value instanceof JsonValue.Arr)
                        .orElse(null);
    }
}
