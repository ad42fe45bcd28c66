package dev.skydeck.launcher.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Ids and generated names, which are not ours where they are the original's: what we have in the place of each. */
final class Captured {
    /** What nothing has: it stands for what we refused to create. */
    private static final String NOTHING = "0";

    private final Map<String, String> byName = new HashMap<>();
    private final Map<String, String> byOriginal = new HashMap<>();
    private final Set<String> refused = new HashSet<>();

    /** Keeps what an answer of ours has where the original's had a captured value. */
    void take(Exchange exchange, JsonNode actual) {
        exchange.captures().forEach((name, path) -> {
            String pointer = "/" + path.replace('.', '/');
            String original = exchange.expected().at(pointer).asText();
            JsonNode ours = actual.at(pointer);
            if (ours.isMissingNode()) {
                refused.add(original);
            } else {
                byName.put(name, ours.asText());
                byOriginal.put(original, ours.asText());
            }
        });
    }

    String in(String text) {
        String filled = text;
        for (Map.Entry<String, String> captured : byName.entrySet()) {
            filled = filled.replace("{" + captured.getKey() + "}", captured.getValue());
        }
        return filled.replaceAll("\\{[A-Z]+[0-9]+}", NOTHING);
    }

    /** What we have for a value of the original; the value itself when it was not captured. */
    String ours(String original) {
        return byOriginal.getOrDefault(original, original);
    }

    boolean isCaptured(String original) {
        return byOriginal.containsKey(original);
    }

    /** Whether this is an experiment of the original that we refused to create. */
    boolean isRefused(JsonNode experiment) {
        return experiment.has("desired_state")
                && refused.contains(experiment.path("id").asText());
    }
}
