package dev.skydeck.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** Lists that are not quite lists of texts. */
final class OldJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private OldJson() {}

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
