package dev.skydeck.launcher.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * Where an answer of ours is not the original's, each place once. More fields than the original had are no difference; nor are
 * experiments that are missing because we refused to create them.
 */
final class Comparison {
    private final Captured captured;
    private final Set<String> varies;
    private final Map<String, List<String>> found = new TreeMap<>();

    private Comparison(Captured captured, Set<String> varies) {
        this.captured = captured;
        this.varies = varies;
    }

    /** By place, such as <code>experiments[].order</code>, what differs there. */
    static Map<String, List<String>> of(Exchange exchange, JsonNode actual, Captured captured) {
        Comparison comparison = new Comparison(captured, exchange.varies());
        if (!exchange.expected().isMissingNode()) {
            comparison.compare("", exchange.expected(), actual);
        }
        return comparison.found;
    }

    private void compare(String place, JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject()) {
            expected.properties()
                    .forEach(field -> compare(
                            place.isEmpty() ? field.getKey() : place + "." + field.getKey(),
                            field.getValue(),
                            actual.path(field.getKey())));
        } else if (expected.isArray() && actual.isArray()) {
            compareLists(place, expected, actual);
        } else if (!isSame(place, expected, actual)) {
            found.computeIfAbsent(place, none -> new ArrayList<>()).add(expected + " is here " + actual);
        }
    }

    private void compareLists(String place, JsonNode expected, JsonNode actual) {
        List<JsonNode> wanted = StreamSupport.stream(expected.spliterator(), false)
                .filter(item -> !captured.isRefused(item))
                .toList();
        if (wanted.size() != actual.size()) {
            found.computeIfAbsent(place, none -> new ArrayList<>())
                    .add(wanted.size() + " items are here " + actual.size() + ": " + actual);
            return;
        }
        for (int i = 0; i < wanted.size(); i++) {
            compare(place + "[]", wanted.get(i), actual.get(i));
        }
    }

    private boolean isSame(String place, JsonNode expected, JsonNode actual) {
        if (isId(place) && expected.isNumber()) {
            return actual.isNumber() && captured.ours(expected.asText()).equals(actual.asText());
        }
        if (expected.isTextual() && captured.isCaptured(expected.asText())) {
            return captured.ours(expected.asText()).equals(actual.asText());
        }
        if (varies.contains(place)) {
            return expected.getNodeType() == actual.getNodeType() && isSameKind(expected, actual);
        }
        return expected.isNumber()
                ? actual.isNumber()
                        && expected.isIntegralNumber() == actual.isIntegralNumber()
                        && expected.decimalValue().compareTo(actual.decimalValue()) == 0
                : expected.equals(actual);
    }

    private static boolean isId(String place) {
        return place.endsWith("experiment.id")
                || place.endsWith("experiments[].id")
                || place.endsWith("ungrouped[].id");
    }

    /** A time without a zone stays one. */
    private static boolean isSameKind(JsonNode expected, JsonNode actual) {
        String time = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{6})?";
        return expected.asText().matches(time) == actual.asText().matches(time);
    }
}
