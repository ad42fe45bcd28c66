package dev.skydeck.messages.flags;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a schema, its numbers as they are written. */
sealed interface SchemaNode {
    /** As JSON. */
    String json();

    record Text(String value, String json) implements SchemaNode {}

    record Num(String json) implements SchemaNode {}

    record Bool(boolean value) implements SchemaNode {
        @Override
        public String json() {
            return Boolean.toString(value);
        }
    }

    record Null() implements SchemaNode {
        @Override
        public String json() {
            return "null";
        }
    }

    record Arr(List<SchemaNode> items) implements SchemaNode {
        public Arr {
            items = List.copyOf(items);
        }

        @Override
        public String json() {
            StringBuilder out = new StringBuilder("[");
            for (SchemaNode item : items) {
                out.append(out.length() > 1 ? ", " : "").append(item.json());
            }
            return out.append(']').toString();
        }
    }

    /** @param members in the order written */
    record Obj(Map<String, SchemaNode> members) implements SchemaNode {
        static final Obj EMPTY = new Obj(Map.of());

        public Obj {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        @Nullable
        SchemaNode get(String name) {
            return members.get(name);
        }

        /** The text under that name; null when it is none. */
        @Nullable
        String text(String name) {
            return get(name) instanceof Text text ? text.value() : null;
        }

        boolean isTrue(String name) {
            return get(name) instanceof Bool bool && bool.value();
        }

        @Override
        public String json() {
            StringBuilder out = new StringBuilder("{");
            members.forEach((name, value) -> out.append(out.length() > 1 ? ", " : "")
                    .append(SchemaReader.quoted(name))
                    .append(": ")
                    .append(value.json()));
            return out.append('}').toString();
        }
    }
}
