package dev.skydeck.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a plan or an apply answers, a line a change, and a line a warning. */
final class ChangeText {
    private ChangeText() {}

    /** @param nothing what is said when there is no change */
    static String of(JsonNode answer, String nothing) {
        List<String> lines = new ArrayList<>();
        answer.path("changes").forEach(change -> lines.add(line(change)));
        int unchanged = answer.path("unchanged").asInt();
        lines.add(
                lines.isEmpty()
                        ? nothing
                        : lines.size() + (lines.size() == 1 ? " change, " : " changes, ") + unchanged
                                + " as declared.");
        answer.path("warnings")
                .forEach(warning -> lines.add("! " + warning.path("message").asText()));
        return String.join(System.lineSeparator(), lines);
    }

    /** The same for programs. */
    static Map<String, JsonNode> forPrograms(JsonNode answer) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("changes", answer.path("changes"));
        fields.put("unchanged", answer.path("unchanged"));
        if (answer.has("warnings")) {
            fields.put("warnings", answer.path("warnings"));
        }
        return fields;
    }

    private static String line(JsonNode change) {
        String name = change.path("name").asText();
        return switch (change.path("kind").asText()) {
            case "create_group" -> "+ group " + name + fields(change);
            case "edit_group" -> "~ group " + name + fields(change);
            case "create" -> "+ " + name + " " + change.path("after").asText() + fields(change);
            case "edit" -> "~ " + name + fields(change);
            case "move" -> "~ " + name + ": group " + step(change);
            case "set_state" -> "~ " + name + ": desired " + step(change);
            default -> "- " + name;
        };
    }

    private static String fields(JsonNode change) {
        List<String> fields = new ArrayList<>();
        change.path("fields").forEach(field -> fields.add(field.path("field").asText() + " " + step(field)));
        return fields.isEmpty() ? "" : ": " + String.join("; ", fields);
    }

    private static String step(JsonNode change) {
        String after = value(change.path("after"));
        return change.path("before").isNull() ? after : value(change.path("before")) + " -> " + after;
    }

    private static String value(JsonNode value) {
        return value.isNull() ? "nothing" : value.asText();
    }
}
