package dev.skydeck.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skydeck.messages.bus.WireMapper;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON columns. What the store wrote it can read: a failure here is a damaged file or a bug. */
final class Json {
    private static final ObjectMapper MAPPER = WireMapper.mapper();
    private static final JavaType TEXTS = MAPPER.getTypeFactory().constructCollectionType(List.class, String.class);
    private static final JavaType TEXT_MAP =
            MAPPER.getTypeFactory().constructMapType(Map.class, String.class, String.class);

    private Json() {}

    static JavaType type(Class<?> type) {
        return MAPPER.constructType(type);
    }

    static JavaType listOf(Class<?> type) {
        return MAPPER.getTypeFactory().constructCollectionType(List.class, type);
    }

    static String text(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record cannot be written as JSON", e);
        }
    }

    /** Writes a value as that type, so that sealed types say which of them they are. */
    static String text(Object value, JavaType type) {
        try {
            return MAPPER.writerFor(type).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value cannot be written as " + type, e);
        }
    }

    // A column is read as what wrote it.
    @SuppressWarnings("TypeParameterUnusedInFormals")
    static <T> T read(String text, JavaType type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON column cannot be read as " + type, e);
        }
    }

    static <T> T read(String text, Class<T> type) {
        return Objects.requireNonNull(Json.<T>read(text, MAPPER.constructType(type)), "a JSON column is null");
    }

    static List<String> texts(String text) {
        return "[]".equals(text) ? List.of() : List.copyOf(Json.<List<String>>read(text, TEXTS));
    }

    static Map<String, String> textMap(String text) {
        return "{}".equals(text) ? Map.of() : Map.copyOf(Json.<Map<String, String>>read(text, TEXT_MAP));
    }
}
