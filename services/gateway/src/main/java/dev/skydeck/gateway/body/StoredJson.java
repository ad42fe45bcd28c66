package dev.skydeck.gateway.body;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** JSON that the store kept as text. An imported file may hold anything. */
public final class StoredJson {
    private StoredJson() {}

    /** The value, or empty when the text is no JSON that we would take. */
    public static Optional<JsonValue> read(String text) {
        try {
            return Optional.of(JsonReader.read(text.getBytes(StandardCharsets.UTF_8)));
        } catch (InvalidInput e) {
            return Optional.empty();
        }
    }
}
