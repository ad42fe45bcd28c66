package dev.skydeck.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** JSON in a file of the original, which may be none. */
final class OldJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private OldJson() {}

    /** Whether it is one value, whole. */
    static boolean isValue(String text) {
        int values = 0;
        try (JsonParser in = MAPPER.createParser(text)) {
            while (in.nextToken() != null) {
                in.skipChildren();
                values++;
            }
            return values == 1;
        } catch (IOException e) {
            return false;
        }
    }

    /** The items as text, without nulls; none when the text is no JSON list. */
    static List<String> items(String text) {
        List<String> items = new ArrayList<>();
        try {
            JsonNode read = MAPPER.readTree(text);
            if (read.isArray()) {
                read.forEach(item -> {
                    if (!item.isNull()) {
                        items.add(item.isTextual() ? item.asText() : item.toString());
                    }
                });
            }
        } catch (JsonProcessingException e) {
            return List.of();
        }
        return items;
    }
}
