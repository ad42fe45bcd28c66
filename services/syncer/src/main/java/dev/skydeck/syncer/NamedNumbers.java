package dev.skydeck.syncer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers of a JSON object, those of objects within it under names with dots between. Everything else is passed over.
 *
 * @param numbers by name, at most 128 characters long
 * @param texts at the top, by name: a time may be one
 */
record NamedNumbers(Map<String, Literal> numbers, Map<String, String> texts) {
    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_TEXT = 64;

    // Python writes NaN and Infinity, though JSON has no words for them.
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(20).build())
            .build();

    /**
     * A number.
     *
     * @param text as it is written
     * @param whole whether it has neither a fraction nor an exponent
     */
    record Literal(String text, boolean whole, double value) {}

    /** @throws IOException if the bytes are not one JSON object */
    static NamedNumbers read(byte[] bytes, int from, int length) throws IOException {
        NamedNumbers found = new NamedNumbers(new LinkedHashMap<>(), new HashMap<>());
        try (JsonParser in = JSON.createParser(bytes, from, length)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is no JSON object");
            }
            found.readObject(in);
            if (in.nextToken() != null) {
                throw new IOException("something follows the JSON object");
            }
        }
        return found;
    }

    private void readObject(JsonParser in) throws IOException {
        Deque<String> paths = new ArrayDeque<>();
        paths.push("");
        while (!paths.isEmpty()) {
            JsonToken token = in.nextToken();
            if (token == JsonToken.END_OBJECT) {
                paths.pop();
            } else if (token == JsonToken.FIELD_NAME) {
                String name = paths.getFirst() + in.currentName();
                readValue(in, name, paths);
            }
        }
    }

    private void readValue(JsonParser in, String name, Deque<String> paths) throws IOException {
        switch (in.nextToken()) {
            case START_OBJECT -> paths.push(name + ".");
            case START_ARRAY -> in.skipChildren();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                if (name.length() <= LONGEST_NAME) {
                    boolean whole = in.currentToken() == JsonToken.VALUE_NUMBER_INT;
                    numbers.put(name, new Literal(in.getText(), whole, in.getDoubleValue()));
                }
            }
            case VALUE_STRING -> {
                if (paths.size() == 1 && in.getTextLength() <= LONGEST_TEXT) {
                    texts.put(name, in.getText());
                }
            }
            default -> {}
        }
    }
}
