package dev.skydeck.gateway.view;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.skydeck.gateway.body.JsonValue;
import dev.skydeck.messages.bus.FlagsModule;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes what clients get: snake_case, nulls written out, numbers of flags with their exact text. */
public final class ApiMapper {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new FlagsModule())
            .addModule(new SimpleModule("skydeck-json-values").addSerializer(JsonValue.class, new AsWritten()))
            .build();
    private static final ObjectWriter WRITER = MAPPER.writer();

    private ApiMapper() {}

    /** @throws IllegalArgumentException if it is nothing that JSON can hold */
    public static byte[] bytes(Object value) {
        try {
            return WRITER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an answer cannot be written", e);
        }
    }

    /** What is written of such values: how to get each field, by its name and in its order. */
    static Map<String, Function<Object, @Nullable Object>> fields(Class<?> view) {
        Map<String, Function<Object, @Nullable Object>> fields = new LinkedHashMap<>();
        MAPPER.getSerializationConfig()
                .introspect(MAPPER.constructType(view))
                .findProperties()
                .forEach(field -> fields.put(field.getName(), field.getAccessor()::getValue));
        return fields;
    }

    private static final class AsWritten extends StdSerializer<JsonValue> {
        private static final long serialVersionUID = 1L;

        AsWritten() {
            super(JsonValue.class);
        }

        @Override
        public void serialize(JsonValue value, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (value instanceof JsonValue.Text text) {
                out.writeString(text.value());
            } else if (value instanceof JsonValue.Num number) {
                out.writeNumber(number.literal());
            } else if (value instanceof JsonValue.Bool bool) {
                out.writeBoolean(bool.value());
            } else if (value instanceof JsonValue.Arr array) {
                out.writeStartArray();
                for (JsonValue item : array.items()) {
                    serialize(item, out, provider);
                }
                out.writeEndArray();
            } else if (value instanceof JsonValue.Obj object) {
                out.writeStartObject();
                for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                    out.writeFieldName(member.getKey());
                    serialize(member.getValue(), out, provider);
                }
                out.writeEndObject();
            } else {
                out.writeNull();
            }
        }
    }
}
