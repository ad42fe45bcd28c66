package dev.skydeck.messages.bus;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Flags as a plain JSON object, and their values alone, whose numbers keep their text. Read it from bytes or text, never through a tree: a tree
 * turns {@code 1e-4} into {@code 1.0E-4}.
 */
public final class FlagsModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    public FlagsModule() {
        super("skydeck-flags");
        addSerializer(Flags.class, new Writer());
        addDeserializer(Flags.class, new Reader());
        addSerializer(FlagValue.class, new ValueWriter());
        addDeserializer(FlagValue.class, new ValueReader());
    }

    private static final class Writer extends StdSerializer<Flags> {
        private static final long serialVersionUID = 1L;

        Writer() {
            super(Flags.class);
        }

        @Override
        public void serialize(Flags flags, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeStartObject();
            for (Map.Entry<String, FlagValue> entry : flags.values().entrySet()) {
                out.writeFieldName(entry.getKey());
                write(entry.getValue(), out);
            }
            out.writeEndObject();
        }
    }

    private static void write(FlagValue value, JsonGenerator out) throws IOException {
        if (value instanceof FlagValue.Text text) {
            out.writeString(text.value());
        } else if (value instanceof FlagValue.Bool bool) {
            out.writeBoolean(bool.value());
        } else {
            out.writeNumber(value.commandText());
        }
    }

    private static final class Reader extends StdDeserializer<Flags> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(Flags.class);
        }

        @Override
        public Flags deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (!in.isExpectedStartObjectToken()) {
                throw MismatchedInputException.from(in, Flags.class, "flags must be an object");
            }
            Map<String, FlagValue> values = new LinkedHashMap<>();
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                JsonToken token = in.nextToken();
                values.put(name, value(in, name, token));
            }
            return new Flags(values);
        }
    }

    private static FlagValue value(JsonParser in, String name, JsonToken token) throws IOException {
        try {
            return switch (token) {
                case VALUE_STRING -> new FlagValue.Text(in.getText());
                case VALUE_TRUE -> new FlagValue.Bool(true);
                case VALUE_FALSE -> new FlagValue.Bool(false);
                case VALUE_NUMBER_INT -> new FlagValue.Int(in.getText());
                case VALUE_NUMBER_FLOAT -> new FlagValue.Dec(in.getText());
                default ->
                    throw MismatchedInputException.from(
                            in, FlagValue.class, "flag " + name + " must be a text, a number or a boolean");
            };
        } catch (IllegalArgumentException e) {
            throw MismatchedInputException.from(in, FlagValue.class, "flag " + name + ": " + e.getMessage());
        }
    }

    private static final class ValueWriter extends StdSerializer<FlagValue> {
        private static final long serialVersionUID = 1L;

        ValueWriter() {
            super(FlagValue.class);
        }

        @Override
        public void serialize(FlagValue value, JsonGenerator out, SerializerProvider provider) throws IOException {
            write(value, out);
        }
    }

    private static final class ValueReader extends StdDeserializer<FlagValue> {
        private static final long serialVersionUID = 1L;

        ValueReader() {
            super(FlagValue.class);
        }

        @Override
        public FlagValue deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return value(in, "value", in.currentToken());
        }
    }
}
