package dev.skydeck.skypilot;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of SkyPilot's rows, cut to what a message can hold. One that is missing, null or of another kind is absent. */
final class RowFields {
    /** Before a cluster exists SkyPilot writes a dash. */
    private static final String NONE = "-";

    private static final int MOST_CHARS = 4_000;
    private static final int MOST_KEY_CHARS = 200;
    private static final int MOST_VALUE_CHARS = 1_000;

    private RowFields() {}

    /** A short text that is there. */
    static String word(JsonNode row, String field) {
        return cut(row.path(field).asText(), MOST_KEY_CHARS);
    }

    static @Nullable String text(JsonNode row, String field) {
        JsonNode value = row.path(field);
        return value.isTextual() && !value.asText().equals(NONE) ? cut(value.asText(), MOST_CHARS) : null;
    }

    /** A traceback may be megabytes long; its beginning says what happened, and a row must fit into a message. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }

    static @Nullable Double seconds(JsonNode value) {
        return value.isNumber() && Double.isFinite(value.asDouble()) ? value.asDouble() : null;
    }

    static @Nullable Instant time(JsonNode row, String field) {
        double seconds = row.path(field).isNumber() ? row.path(field).asDouble() : -1;
        return seconds > 0 && seconds < 1e11 ? Instant.ofEpochMilli(Math.round(seconds * 1000)) : null;
    }

    static Map<String, String> flat(JsonNode object, int most) {
        Map<String, String> flat = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            if (flat.size() < most && entry.getKey().length() <= MOST_KEY_CHARS) {
                flat.put(entry.getKey(), value(entry.getValue()));
            }
        }
        return flat;
    }

    static String value(JsonNode value) {
        return cut(value.isTextual() ? value.asText() : value.toString(), MOST_VALUE_CHARS);
    }
}
