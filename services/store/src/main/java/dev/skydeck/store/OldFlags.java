package dev.skydeck.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Flags as files of the original hold them. Numbers keep their text; what is no scalar becomes the text of its JSON, and null
 * is no flag.
 */
final class OldFlags {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private OldFlags() {}

    /** @param whole whether every value is what the text says; false when something had to be replaced */
    record Read(Flags flags, boolean whole) {}

    /** None at all, and not whole, when the text is no JSON object. */
    static Read read(String text) {
        Map<String, FlagValue> values = new LinkedHashMap<>();
        boolean whole = true;
        try (JsonParser in = FACTORY.createParser(text)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return new Read(Flags.NONE, false);
            }
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                JsonToken token = in.nextToken();
                @Nullable FlagValue scalar = scalar(in, token);
                whole &= scalar != null;
                @Nullable FlagValue value = scalar == null ? replaced(in, token) : scalar;
                if (value != null) {
                    values.put(name, value);
                }
            }
            return new Read(new Flags(values), whole);
        } catch (IOException e) {
            return new Read(Flags.NONE, false);
        }
    }

    private static @Nullable FlagValue scalar(JsonParser in, JsonToken token) throws IOException {
        try {
            return switch (token) {
                case VALUE_STRING -> new FlagValue.Text(in.getText());
                case VALUE_TRUE -> new FlagValue.Bool(true);
                case VALUE_FALSE -> new FlagValue.Bool(false);
                case VALUE_NUMBER_INT -> new FlagValue.Int(in.getText());
                case VALUE_NUMBER_FLOAT -> new FlagValue.Dec(in.getText());
                default -> null;
            };
        } catch (IllegalArgumentException e) {
            // NaN, infinity, a text with NUL.
            return null;
        }
    }

    private static @Nullable FlagValue replaced(JsonParser in, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        StringWriter json = new StringWriter();
        if (token.isStructStart()) {
            try (var out = FACTORY.createGenerator(json)) {
                out.copyCurrentStructure(in);
            }
        } else {
            json.write(in.getText().replace("\0", ""));
        }
        String text = json.toString();
        return text.length() > 65_536 ? null : new FlagValue.Text(text);
    }
}
