package dev.skydeck.messages.flags;

import dev.skydeck.messages.flags.FlagSchemaReader.Place;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Follows {@code $ref} inside of one schema. */
final class References {
    private static final int MOST_STEPS = 32;

    private final SchemaNode.Obj root;

    References(SchemaNode.Obj root) {
        this.root = root;
    }

    /**
     * What the place is once its references are followed. What stands beside a {@code $ref}, such as a default, counts before
     * what it refers to; an {@code allOf} of one is a reference, too, as older versions of Pydantic write it.
     *
     * @throws SchemaProblem if a reference leads nowhere, outside or in a circle
     */
    Place resolve(Place place) {
        Place now = place;
        for (int step = 0; step < MOST_STEPS; step++) {
            @Nullable Place next = next(now);
            if (next == null) {
                return now;
            }
            now = next;
        }
        throw new SchemaProblem(place.pointer() + "/$ref", "These references lead in a circle.");
    }

    private @Nullable Place next(Place place) {
        SchemaNode.Obj node = place.node();
        if (node.get("$ref") != null) {
            @Nullable String reference = node.text("$ref");
            Place target = target(place, reference == null ? "" : reference);
            return target.with(merged(without(node, "$ref"), target.node()));
        }
        if (node.get("allOf") instanceof SchemaNode.Arr all && all.items().size() == 1) {
            Place only = place.inside(all.items().get(0), "allOf", "0");
            return only.with(merged(without(node, "allOf"), only.node()));
        }
        return null;
    }

    private Place target(Place from, String reference) {
        if (reference.startsWith("#/definitions/")) {
            throw new SchemaProblem(
                    from.pointer() + "/$ref",
                    "This is a schema of Pydantic 1. Print it with Pydantic 2, by the model's model_json_schema().");
        }
        if (!reference.startsWith("#/")) {
            throw new SchemaProblem(
                    from.pointer() + "/$ref", "A reference begins with #/ and leads to a part of the schema.");
        }
        SchemaNode found = root;
        for (String part : reference.substring(2).split("/", -1)) {
            @Nullable SchemaNode inner = found instanceof SchemaNode.Obj object ? object.get(unescaped(part)) : null;
            if (inner == null) {
                throw new SchemaProblem(from.pointer() + "/$ref", "There is nothing at " + reference + ".");
            }
            found = inner;
        }
        if (!(found instanceof SchemaNode.Obj object)) {
            throw new SchemaProblem(from.pointer() + "/$ref", "There is no schema at " + reference + ".");
        }
        return from.through(object, reference);
    }

    private static String unescaped(String part) {
        String plain = part;
        if (part.indexOf('%') >= 0) {
            try {
                plain = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return part;
            }
        }
        return plain.replace("~1", "/").replace("~0", "~");
    }

    private static SchemaNode.Obj without(SchemaNode.Obj node, String name) {
        Map<String, SchemaNode> others = new LinkedHashMap<>(node.members());
        others.remove(name);
        return new SchemaNode.Obj(others);
    }

    private static SchemaNode.Obj merged(SchemaNode.Obj first, SchemaNode.Obj then) {
        Map<String, SchemaNode> both = new LinkedHashMap<>(then.members());
        both.putAll(first.members());
        return new SchemaNode.Obj(both);
    }

    /** The schemas of a list of alternatives, followed. */
    List<Place> alternatives(Place place, String keyword, SchemaNode.Arr list) {
        return IntStream.range(0, list.items().size())
                .mapToObj(i -> resolve(place.inside(list.items().get(i), keyword, Integer.toString(i))))
                .toList();
    }
}
