package dev.skydeck.messages.flags;

import dev.skydeck.messages.flags.FlagSchemaReader.Place;
import dev.skydeck.messages.model.FlagType;
import dev.skydeck.messages.model.FlagType.Bounds;
import dev.skydeck.messages.model.FlagType.Shape;
import dev.skydeck.messages.model.FlagValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a field's schema allows: one type or several, perhaps null, perhaps models.
 *
 * @param outer the field with its own references followed: it has the default and the description
 */
record Variants(Place outer, FlagType type, boolean nullable, List<Place> models) {
    /** A union of unions of … ends here. */
    private static final int MOST_NESTING = 8;

    private static final int MOST_CHOICES = 1_000;

    Variants {
        models = List.copyOf(models);
    }

    /** @throws SchemaProblem if a part of it is none of JSON Schema's */
    static Variants of(Place field, References references) {
        Place outer = references.resolve(field);
        Found found = new Found();
        found.add(outer, references, 0);
        return new Variants(outer, joined(found.types), found.nullable, found.models);
    }

    /** One type for several: choices are joined, the same is there once. */
    static FlagType joined(List<FlagType> types) {
        Set<FlagValue> allowed = new LinkedHashSet<>();
        Set<FlagType> others = new LinkedHashSet<>();
        for (FlagType type : types) {
            if (type instanceof FlagType.Choice choice) {
                allowed.addAll(choice.allowed());
            } else if (type instanceof FlagType.OneOf several) {
                others.addAll(several.types());
            } else {
                others.add(type);
            }
        }
        List<FlagType> all = new ArrayList<>(others);
        if (!allowed.isEmpty()) {
            all.add(0, new FlagType.Choice(List.copyOf(allowed)));
        }
        if (all.isEmpty()) {
            return new FlagType.Json(Shape.ANY, null);
        }
        return all.size() == 1 ? all.get(0) : new FlagType.OneOf(all);
    }

    /** Collects over nested alternatives. */
    private static final class Found {
        private final List<FlagType> types = new ArrayList<>();
        private final List<Place> models = new ArrayList<>();
        private boolean nullable;

        void add(Place place, References references, int nesting) {
            SchemaNode.Obj node = place.node();
            for (String keyword : List.of("anyOf", "oneOf")) {
                if (node.get(keyword) instanceof SchemaNode.Arr list) {
                    if (nesting >= MOST_NESTING) {
                        throw new SchemaProblem(
                                place.pointer() + "/" + keyword,
                                "Alternatives are nested at most " + MOST_NESTING + " deep.");
                    }
                    references.alternatives(place, keyword, list).forEach(one -> add(one, references, nesting + 1));
                    return;
                }
            }
            if (node.get("enum") instanceof SchemaNode.Arr list) {
                choice(place, list.items());
                return;
            }
            @Nullable SchemaNode only = node.get("const");
            if (only != null) {
                choice(place, List.of(only));
            } else {
                typed(place);
            }
        }

        private void choice(Place place, List<SchemaNode> values) {
            if (values.size() > MOST_CHOICES) {
                throw new SchemaProblem(place.pointer() + "/enum", "A choice has at most " + MOST_CHOICES + " values.");
            }
            List<FlagValue> allowed = new ArrayList<>();
            for (SchemaNode value : values) {
                if (value instanceof SchemaNode.Null) {
                    nullable = true;
                } else {
                    @Nullable FlagValue plain = plain(value);
                    if (plain == null) {
                        types.add(new FlagType.Json(Shape.ANY, null));
                        return;
                    }
                    allowed.add(plain);
                }
            }
            if (!allowed.isEmpty()) {
                types.add(new FlagType.Choice(allowed));
            }
        }

        /** Null for what is no value of a flag. */
        private static @Nullable FlagValue plain(SchemaNode value) {
            try {
                if (value instanceof SchemaNode.Text text) {
                    return new FlagValue.Text(text.value());
                }
                if (value instanceof SchemaNode.Bool bool) {
                    return new FlagValue.Bool(bool.value());
                }
                return value instanceof SchemaNode.Num number ? Numerals.literal(number.json()) : null;
            } catch (IllegalArgumentException e) {
                return null;
            }
        }

        private void typed(Place place) {
            SchemaNode.Obj node = place.node();
            @Nullable SchemaNode type = node.get("type");
            if (type instanceof SchemaNode.Arr several) {
                several.items().forEach(one -> named(place, one));
            } else if (type != null) {
                named(place, type);
            } else if (node.get("properties") != null) {
                named(place, new SchemaNode.Text("object", ""));
            } else {
                types.add(new FlagType.Json(Shape.ANY, null));
            }
        }

        private void named(Place place, SchemaNode type) {
            String word = type instanceof SchemaNode.Text text ? text.value() : type.json();
            SchemaNode.Obj node = place.node();
            switch (word) {
                case "null" -> nullable = true;
                case "string" -> types.add(new FlagType.Text());
                case "integer" -> types.add(new FlagType.Whole(bounds(place)));
                case "number" -> types.add(new FlagType.Real(bounds(place)));
                case "boolean" -> types.add(new FlagType.Bool());
                case "array" -> types.add(new FlagType.Json(Shape.LIST, null));
                case "object" -> {
                    types.add(FlagSchemaReader.map(node));
                    models.add(place);
                }
                default ->
                    throw new SchemaProblem(
                            place.pointer() + "/type",
                            "A type is string, integer, number, boolean, array, object or null, not " + word + ".");
            }
        }

        private static Bounds bounds(Place place) {
            return new Bounds(
                    bound(place, "minimum"),
                    bound(place, "exclusiveMinimum"),
                    bound(place, "maximum"),
                    bound(place, "exclusiveMaximum"),
                    bound(place, "multipleOf"));
        }

        private static @Nullable String bound(Place place, String name) {
            @Nullable SchemaNode node = place.node().get(name);
            if (node == null) {
                return null;
            }
            if (node instanceof SchemaNode.Num number && Numerals.isComparable(number.json())) {
                return number.json();
            }
            throw new SchemaProblem(place.pointer() + "/" + name, "A bound is a number.");
        }
    }
}
