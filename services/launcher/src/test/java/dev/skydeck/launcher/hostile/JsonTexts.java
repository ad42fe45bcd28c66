package dev.skydeck.launcher.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** JSON texts after a schema: as it asks, nearly so, and not at all. Text, not trees: what is hostile is no tree. */
final class JsonTexts {
    private static final int DEPTH = 5;

    private final JsonNode contract;

    JsonTexts(JsonNode contract) {
        this.contract = contract;
    }

    static Arbitrary<String> hostile() {
        return Arbitraries.of(HostileTexts.JSON);
    }

    Arbitrary<String> valid(JsonNode schema) {
        return value(schema, "", DEPTH, member -> member);
    }

    /** As {@link #valid} with about one fault in each object. */
    Arbitrary<String> nearlyValid(JsonNode schema) {
        return value(schema, "", DEPTH, Faults::in);
    }

    private Arbitrary<String> value(JsonNode found, String name, int depth, Bending bending) {
        JsonNode schema = Schemas.merged(contract, Schemas.resolved(contract, found));
        if (schema.has("const")) {
            return Arbitraries.just(schema.path("const").toString());
        }
        if (schema.has("enum")) {
            return Arbitraries.of(texts(schema.path("enum")));
        }
        JsonNode choices = schema.has("oneOf") ? schema.path("oneOf") : schema.path("anyOf");
        if (!choices.isEmpty()) {
            return Arbitraries.oneOf(
                    each(choices).map(one -> value(one, name, depth, bending)).toList());
        }
        List<String> types = Schemas.types(schema);
        if (types.isEmpty() || depth == 0) {
            return Arbitraries.of("{}", "[]", "1", "null");
        }
        return Arbitraries.oneOf(types.stream()
                .map(type -> ofType(type, schema, name, depth, bending))
                .toList());
    }

    private Arbitrary<String> ofType(String type, JsonNode schema, String name, int depth, Bending bending) {
        return switch (type) {
            case "object" -> object(schema, depth, bending);
            case "array" -> array(schema, name, depth, bending);
            case "string" -> string(schema, name);
            case "integer" ->
                Arbitraries.longs()
                        .between(
                                schema.path("minimum").asLong(-1),
                                schema.path("maximum").asLong(60))
                        .map(number -> Long.toString(number));
            case "number" -> Arbitraries.of("0", "1", "1.5", "1e-4", "9007199254740993", "-0.0", "1.10");
            case "boolean" -> Arbitraries.of("true", "false");
            default -> Arbitraries.just("null");
        };
    }

    private Arbitrary<String> array(JsonNode schema, String name, int depth, Bending bending) {
        return value(schema.path("items"), name, depth - 1, bending)
                .list()
                .ofMinSize(schema.path("minItems").asInt(0))
                .ofMaxSize(4)
                .map(items -> "[" + String.join(",", items) + "]");
    }

    private Arbitrary<String> object(JsonNode schema, int depth, Bending bending) {
        List<Arbitrary<List<String>>> members = new ArrayList<>();
        schema.path("properties").properties().forEach(property -> {
            String key = property.getKey();
            Arbitrary<List<String>> there = bending.bent(
                    value(property.getValue(), key, depth - 1, bending).map(text -> List.of(member(key, text))));
            members.add(
                    Schemas.requires(schema, key)
                            ? there
                            : Arbitraries.frequencyOf(
                                    Tuple.of(2, there), Tuple.of(3, Arbitraries.just(List.<String>of()))));
        });
        JsonNode more = schema.path("additionalProperties");
        if (more.isObject()) {
            members.add(Combinators.combine(words(), value(more, "", depth - 1, bending))
                    .as(JsonTexts::member)
                    .list()
                    .uniqueElements(text -> text.substring(0, text.indexOf(':')))
                    .ofMaxSize(4));
        }
        Arbitrary<String> whole = Combinators.combine(members)
                .as(lists -> "{"
                        + String.join(",", lists.stream().flatMap(List::stream).toList()) + "}");
        return whole;
    }

    private static String member(String name, String value) {
        return "\"" + name + "\":" + value;
    }

    private static Arbitrary<String> string(JsonNode schema, String name) {
        if (name.endsWith("id") || name.endsWith("ids")) {
            return Arbitraries.oneOf(
                    Arbitraries.integers().between(1, 60).map(id -> "\"" + id + "\""),
                    Arbitraries.integers().between(0, 9).map(index -> "\"" + KnownIds.place(index) + "\""));
        }
        if (schema.path("format").asText().equals("date-time")) {
            return Arbitraries.of("\"2026-11-22T00:50:07Z\"", "\"2026-11-22T00:50:07.229417+02:00\"");
        }
        int longest = schema.path("maxLength").asInt(100);
        return Arbitraries.oneOf(
                words().filter(word -> word.length() <= longest).map(word -> "\"" + word + "\""),
                Arbitraries.integers().between(1, 1_000_000).map(number -> "\"run-" + number + "\""));
    }

    private static Arbitrary<String> words() {
        return Arbitraries.of(
                "lr",
                "trainer.lr",
                "trainer.batch_size",
                "caf\u00e9",
                "\u65e5\u672c\u8a9e",
                "state:running",
                "New Experiment",
                "name",
                "order",
                "1h");
    }

    private static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static List<String> texts(JsonNode list) {
        return each(list).map(JsonNode::toString).toList();
    }

    /** What happens to a member of an object on its way into the text. */
    private interface Bending {
        Arbitrary<List<String>> bent(Arbitrary<List<String>> member);
    }

    private static final class Faults {
        static Arbitrary<List<String>> in(Arbitrary<List<String>> member) {
            Arbitrary<List<String>> wrong = Combinators.combine(member, hostile())
                    .as((good, bad) -> {
                        String text = good.get(0);
                        return List.of(text.substring(0, text.indexOf(':') + 1) + bad);
                    });
            Arbitrary<List<String>> twice = member.map(good -> Collections.nCopies(2, good.get(0)));
            Arbitrary<List<String>> more = Combinators.combine(member, hostile())
                    .as((good, bad) -> List.of(good.get(0), "\"no_such_field\":" + bad));
            return Arbitraries.frequencyOf(
                    Tuple.of(12, member),
                    Tuple.of(3, wrong),
                    Tuple.of(1, twice),
                    Tuple.of(1, more),
                    Tuple.of(1, Arbitraries.just(List.<String>of())));
        }
    }
}
