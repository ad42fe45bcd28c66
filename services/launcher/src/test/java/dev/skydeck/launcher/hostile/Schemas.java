package dev.skydeck.launcher.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Reads the contract's schemas. */
final class Schemas {
    private Schemas() {}

    /** What a node refers to, if it refers to something. */
    static JsonNode resolved(JsonNode contract, JsonNode node) {
        JsonNode found = node;
        while (found.has("$ref")) {
            found = contract.at(found.path("$ref").asText().substring(1));
        }
        return found;
    }

    /** The types that a schema names; one that names none but has properties is an object. */
    static List<String> types(JsonNode schema) {
        List<String> types = new ArrayList<>();
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            types.add(type.asText());
        }
        type.forEach(one -> types.add(one.asText()));
        if (types.isEmpty() && schema.has("properties")) {
            types.add("object");
        }
        return types;
    }

    /** An object schema with the properties of all that it is made of. */
    static JsonNode merged(JsonNode contract, JsonNode schema) {
        if (!schema.has("allOf")) {
            return schema;
        }
        ObjectNode merged = schema.deepCopy();
        merged.remove("allOf");
        merged.put("type", "object");
        for (JsonNode part : schema.path("allOf")) {
            JsonNode found = merged(contract, resolved(contract, part));
            found.path("properties")
                    .properties()
                    .forEach(one -> merged.withObjectProperty("properties").set(one.getKey(), one.getValue()));
            found.path("required")
                    .forEach(name -> merged.withArrayProperty("required").add(name));
        }
        return merged;
    }

    static boolean requires(JsonNode schema, String property) {
        for (JsonNode name : schema.path("required")) {
            if (name.asText().equals(property)) {
                return true;
            }
        }
        return false;
    }
}
