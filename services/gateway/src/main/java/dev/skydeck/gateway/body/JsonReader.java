package dev.skydeck.gateway.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON document strictly: no doubled names, nothing after it, and limits on depth, length and number of parts. */
final class JsonReader {
    static final int MAX_DEPTH = 32;
    static final int MAX_TEXT = 65_536;
    static final int MAX_PARTS = 10_000;

    private static final int MAX_NUMBER = 1_010;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER)
                    .build())
            .build();

    private final JsonParser in;
    private final int maxText;
    private final List<Object> path = new ArrayList<>(List.of("body"));
    private int parts;

    private JsonReader(JsonParser in, int maxText) {
        this.in = in;
        this.maxText = maxText;
    }

    /** @throws InvalidInput if it is no JSON, or beyond the limits */
    static JsonValue read(byte[] document) {
        return read(document, MAX_TEXT);
    }

    /** For bodies that hold files: a text may be as long as the body. Throws as {@link #read} does. */
    static JsonValue readTexts(byte[] document) {
        return document.length == 0 ? new JsonValue.Null() : read(document, Integer.MAX_VALUE);
    }

    private static JsonValue read(byte[] document, int maxText) {
        try (JsonParser in = FACTORY.createParser(document)) {
            return new JsonReader(in, maxText).document();
        } catch (JsonProcessingException e) {
            long offset =
                    e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
            throw broken(List.of("body", offset), forClients(e.getOriginalMessage()));
        } catch (IOException e) {
            throw broken(List.of("body", 0), String.valueOf(e.getMessage()));
        }
    }

    /** The parser's words without where its limits are set, which is our business. */
    private static String forClients(String error) {
        return error.replaceAll(", from `[^`]*`", "");
    }

    private static InvalidInput broken(List<Object> loc, String error) {
        return new InvalidInput(List.of(new FieldProblem(
                "json_invalid", loc, "JSON decode error", new JsonValue.Obj(Map.of()), Map.of("error", error))));
    }

    private JsonValue document() throws IOException {
        JsonToken first = in.nextToken();
        if (first == null) {
            throw broken(List.of("body", 0), "Expecting value");
        }
        JsonValue value = value(first);
        if (in.nextToken() != null) {
            throw broken(List.of("body", in.currentTokenLocation().getByteOffset()), "Extra data");
        }
        return value;
    }

    private JsonValue value(JsonToken token) throws IOException {
        parts++;
        if (parts > MAX_PARTS) {
            throw broken(path, "The document has more than " + MAX_PARTS + " parts");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> new JsonValue.Text(text(in.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Num(in.getText());
            case VALUE_TRUE -> new JsonValue.Bool(true);
            case VALUE_FALSE -> new JsonValue.Bool(false);
            case VALUE_NULL -> new JsonValue.Null();
            default -> throw broken(path, "Expecting value");
        };
    }

    private JsonValue object() throws IOException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            path.add(text(name));
            members.put(name, value(in.nextToken()));
            path.remove(path.size() - 1);
        }
        return new JsonValue.Obj(members);
    }

    private JsonValue array() throws IOException {
        List<JsonValue> items = new ArrayList<>();
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            path.add(items.size());
            items.add(value(token));
            path.remove(path.size() - 1);
        }
        return new JsonValue.Arr(items);
    }

    private String text(String text) {
        if (text.length() > maxText) {
            throw refused("string_too_long", "String should have at most " + MAX_TEXT + " characters");
        }
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw refused("string_unicode", "Input should be a valid string, without half of a surrogate pair");
        }
        return text;
    }

    private InvalidInput refused(String type, String message) {
        return new InvalidInput(List.of(new FieldProblem(type, path, message, null, null)));
    }
}
