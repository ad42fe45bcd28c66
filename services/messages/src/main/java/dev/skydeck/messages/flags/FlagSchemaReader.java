package dev.skydeck.messages.flags;

import dev.skydeck.messages.model.FlagDefinition;
import dev.skydeck.messages.model.FlagType;
import dev.skydeck.messages.model.FlagType.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The flags that a JSON Schema describes, as Pydantic 2 prints it with {@code model_json_schema()}. The fields of nested models
 * get dotted names behind their model's own, which takes JSON. A model inside of itself is followed once more and then cut:
 * what lies deeper is given as JSON.
 */
public final class FlagSchemaReader {
    /** Bytes of a schema. */
    public static final int MOST_BYTES = 4 << 20;
    /** Flags of a tool. */
    public static final int MOST_FLAGS = 20_000;

    private static final int MOST_DEPTH = 16;
    /** How often a model may stand on the way to one of its own flags. */
    private static final int MOST_TURNS = 2;

    private static final int MOST_DESCRIPTION = 2_000;
    /** Characters of a default. */
    public static final int MOST_DEFAULT = 4_096;

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_-]{0,127}");
    private static final int MOST_NAME = 128;

    /**
     * What a schema comes to.
     *
     * @param flags in the schema's order, a model's fields behind it
     * @param leftOut names that no flag can have
     */
    public record Read(List<FlagDefinition> flags, List<String> leftOut) {
        public Read {
            flags = List.copyOf(flags);
            leftOut = List.copyOf(leftOut);
        }
    }

    private final References references;
    private final Map<String, FlagDefinition> flags = new LinkedHashMap<>();
    private final Set<String> leftOut = new LinkedHashSet<>();

    private FlagSchemaReader(References references) {
        this.references = references;
    }

    /** Whether a flag can be named so: parts joined by dots. */
    public static boolean isName(String name) {
        return name.length() <= MOST_NAME
                && Arrays.stream(name.split("\\.", -1))
                        .allMatch(part -> NAME.matcher(part).matches());
    }

    /** @throws SchemaProblem if it is no such schema, or has more than {@link #MOST_BYTES} or {@link #MOST_FLAGS} */
    public static Read read(byte[] schema) {
        if (schema.length > MOST_BYTES) {
            throw new SchemaProblem(
                    "#", "A schema has at most " + MOST_BYTES + " bytes; this one has " + schema.length + ".");
        }
        if (!(SchemaReader.read(schema) instanceof SchemaNode.Obj root)) {
            throw new SchemaProblem("#", "A schema is a JSON object.");
        }
        if (root.get("definitions") != null && root.get("$defs") == null) {
            throw new SchemaProblem(
                    "#/definitions",
                    "This is a schema of Pydantic 1. Print it with Pydantic 2, by the model's model_json_schema().");
        }
        References references = new References(root);
        FlagSchemaReader reader = new FlagSchemaReader(references);
        Place top = references.resolve(new Place(root, "#", List.of()));
        if (!(top.node().get("properties") instanceof SchemaNode.Obj)) {
            throw new SchemaProblem(top.pointer(), "A tool's schema has properties, one for each flag.");
        }
        reader.model("", top, null, true);
        return new Read(List.copyOf(reader.flags.values()), List.copyOf(reader.leftOut));
    }

    /** @param given what the model is if nothing is set: its fields' defaults; null for their own */
    private void model(String prefix, Place model, SchemaNode.@Nullable Obj given, boolean required) {
        if (!(model.node().get("properties") instanceof SchemaNode.Obj properties)) {
            return;
        }
        Set<String> musts = names(model.node().get("required"));
        properties.members().forEach((name, schema) -> {
            String full = prefix + name;
            if (!NAME.matcher(name).matches() || full.length() > MOST_NAME) {
                leftOut.add(full);
            } else {
                Place field = model.inside(schema, "properties", name);
                flag(full, field, given == null ? null : given.get(name), required && musts.contains(name));
            }
        });
    }

    private void flag(String name, Place field, @Nullable SchemaNode given, boolean required) {
        Variants variants = Variants.of(field, references);
        Place outer = variants.outer();
        @Nullable SchemaNode value = given == null ? outer.node().get("default") : given;
        boolean must = required && value == null;
        add(
                new FlagDefinition(
                        name,
                        variants.type(),
                        variants.nullable(),
                        value == null ? null : shown(value),
                        must,
                        cut(outer.node().text("description")),
                        outer.node().isTrue("deprecated")),
                field.pointer());
        for (Place model : variants.models()) {
            if (!isCut(name, model)) {
                model(name + ".", model, value instanceof SchemaNode.Obj object ? object : null, must);
            }
        }
    }

    /** Several models in one place, such as a tagged union, may share names: then either type will do. */
    private void add(FlagDefinition flag, String pointer) {
        @Nullable FlagDefinition before = flags.get(flag.name());
        flags.put(flag.name(), before == null ? flag : both(before, flag));
        if (flags.size() > MOST_FLAGS) {
            throw new SchemaProblem(pointer, "A tool has at most " + MOST_FLAGS + " flags; this schema has more.");
        }
    }

    private static FlagDefinition both(FlagDefinition one, FlagDefinition other) {
        return new FlagDefinition(
                one.name(),
                Variants.joined(List.of(one.type(), other.type())),
                one.nullable() || other.nullable(),
                one.defaultValue(),
                one.required() && other.required(),
                one.description() == null ? other.description() : one.description(),
                one.deprecated() && other.deprecated());
    }

    private static boolean isCut(String name, Place model) {
        long turns =
                model.definitions().stream().filter(model.definition()::equals).count();
        return turns > MOST_TURNS || name.chars().filter(c -> c == '.').count() >= MOST_DEPTH;
    }

    private static @Nullable String shown(SchemaNode value) {
        String json = value.json();
        return json.length() <= MOST_DEFAULT ? json : null;
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= MOST_DESCRIPTION ? text : text.substring(0, MOST_DESCRIPTION - 1) + "…";
    }

    private static Set<String> names(@Nullable SchemaNode node) {
        Collection<SchemaNode> items = node instanceof SchemaNode.Arr array ? array.items() : List.of();
        Set<String> names = new LinkedHashSet<>();
        for (SchemaNode item : items) {
            if (item instanceof SchemaNode.Text text) {
                names.add(text.value());
            }
        }
        return names;
    }

    /** The type of a nested model, or of what is cut. */
    static FlagType map(SchemaNode.Obj model) {
        return new FlagType.Json(Shape.MAP, model.get("properties") == null ? null : model.text("title"));
    }

    /** A part of the schema with where it stands, and the definitions that lead there. */
    record Place(SchemaNode.Obj node, String pointer, List<String> definitions) {
        Place {
            definitions = List.copyOf(definitions);
        }

        /** The innermost definition; empty for the root. */
        String definition() {
            return definitions.isEmpty() ? "" : definitions.get(definitions.size() - 1);
        }

        /** @throws SchemaProblem if there is no object */
        Place inside(SchemaNode inner, String... path) {
            StringBuilder where = new StringBuilder(pointer);
            for (String part : path) {
                where.append('/').append(part.replace("~", "~0").replace("/", "~1"));
            }
            if (inner instanceof SchemaNode.Bool bool && bool.value()) {
                return new Place(SchemaNode.Obj.EMPTY, where.toString(), definitions);
            }
            if (inner instanceof SchemaNode.Obj object) {
                return new Place(object, where.toString(), definitions);
            }
            throw new SchemaProblem(where.toString(), "A schema is a JSON object here.");
        }

        Place with(SchemaNode.Obj other) {
            return new Place(other, pointer, definitions);
        }

        Place through(SchemaNode.Obj target, String definition) {
            List<String> way = new ArrayList<>(definitions);
            way.add(definition);
            return new Place(target, definition, way);
        }
    }
}
