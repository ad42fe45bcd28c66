package dev.skydeck.launcher.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ids that the server made up and answered. A request holds places for them, so that the same seed gives the same requests
 * though a server's random ids are others each time.
 */
final class KnownIds {
    private static final Pattern PLACE = Pattern.compile("@known([0-9])");

    /** By the first two parts of the path that answered them. */
    private final Map<String, List<String>> ids = new LinkedHashMap<>();

    /** Stands in a request for the id of that index. */
    static String place(int index) {
        return "@known" + index;
    }

    void learn(String path, JsonNode answer) {
        List<String> known = ids.computeIfAbsent(family(path), family -> new ArrayList<>());
        answer.findValues("id").stream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(id -> !known.contains(id))
                .forEach(known::add);
    }

    /** The text with an id in each place: of the path's own family, or any. */
    String fill(String path, String text) {
        List<String> own = ids.getOrDefault(family(path), List.of());
        List<String> known =
                own.isEmpty() ? ids.values().stream().flatMap(List::stream).toList() : own;
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(id(known, place.group(1))));
    }

    private static String id(List<String> known, String index) {
        return known.isEmpty() ? "00000000" : known.get(Integer.parseInt(index) % known.size());
    }

    private static String family(String path) {
        String[] parts = path.split("/", -1);
        return parts.length > 2 ? parts[2] : path;
    }
}
