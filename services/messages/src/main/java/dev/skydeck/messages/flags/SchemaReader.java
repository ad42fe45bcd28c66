package dev.skydeck.messages.flags;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a JSON document with the text of its numbers, which a tree of Jackson's would lose. */
final class SchemaReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxNumberLength(1_010)
                    .build())
            .build();

    private SchemaReader() {}

    /** @throws SchemaProblem if it is no JSON, nested deeper than 100, or has something behind it */
    static SchemaNode read(byte[] document) {
        try (JsonParser in = FACTORY.createParser(document)) {
            if (in.nextToken() == null) {
                throw new SchemaProblem("#", "The schema is empty.");
            }
            SchemaNode node = node(in);
            if (in.nextToken() != null) {
                throw new SchemaProblem("#", "The schema is followed by something else.");
            }
            return node;
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : " at byte " + e.getLocation().getByteOffset();
            throw new SchemaProblem(
                    "#",
                    "The schema is no JSON" + where + ": "
                            + e.getOriginalMessage().replaceAll(", from `[^`]*`", ""));
        } catch (IOException e) {
            throw new SchemaProblem("#", "The schema is no JSON: " + e.getMessage());
        }
    }

    private static SchemaNode node(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        return switch (token) {
            case START_OBJECT -> object(in);
            case START_ARRAY -> array(in);
            case VALUE_STRING -> new SchemaNode.Text(in.getText(), quoted(in.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new SchemaNode.Num(in.getText());
            case VALUE_TRUE -> new SchemaNode.Bool(true);
            case VALUE_FALSE -> new SchemaNode.Bool(false);
            default -> new SchemaNode.Null();
        };
    }

    private static SchemaNode object(JsonParser in) throws IOException {
        Map<String, SchemaNode> members = new LinkedHashMap<>();
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            members.put(name, node(in));
        }
        return new SchemaNode.Obj(members);
    }

    private static SchemaNode array(JsonParser in) throws IOException {
        List<SchemaNode> items = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(in));
        }
        return new SchemaNode.Arr(items);
    }

    static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}
