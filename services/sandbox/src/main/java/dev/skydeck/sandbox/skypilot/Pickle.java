package dev.skydeck.sandbox.skypilot;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The few pickles that a SkyPilot client written in Python takes from an answer, base64 as on the wire. Nothing here
 * reads one. Opcodes from CPython's {@code pickletools}.
 */
final class Pickle {
    private Pickle() {}

    /** An object of a class that the client has, made without a call of its constructor. */
    record Instance(String module, String type, Map<String, @Nullable Object> state) {}

    static String none() {
        return of(null);
    }

    /** The dictionary that a server makes of an exception. */
    static String exception(String type, String message) {
        return of(Map.of(
                "type", type, "message", message, "args", List.of(message), "attributes", Map.of(), "stacktrace", ""));
    }

    /** @param value null, text, a flag, an int, a map (a dictionary), a list (a tuple) or an {@link Instance} */
    static String of(@Nullable Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0x80);
        bytes.write(4);
        write(bytes, value);
        bytes.write('.');
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static void write(ByteArrayOutputStream bytes, @Nullable Object value) {
        if (value == null) {
            bytes.write('N');
        } else if (value instanceof String text) {
            byte[] content = text.getBytes(StandardCharsets.UTF_8);
            bytes.write('X');
            fourBytes(bytes, content.length);
            bytes.writeBytes(content);
        } else if (value instanceof Boolean flag) {
            bytes.write(flag ? 0x88 : 0x89);
        } else if (value instanceof Integer number) {
            bytes.write('J');
            fourBytes(bytes, number);
        } else if (value instanceof Map<?, ?> map) {
            bytes.writeBytes(ascii("}("));
            map.forEach((key, held) -> {
                write(bytes, key);
                write(bytes, held);
            });
            bytes.write('u');
        } else if (value instanceof List<?> list) {
            bytes.write('(');
            list.forEach(held -> write(bytes, held));
            bytes.write('t');
        } else if (value instanceof Instance instance) {
            bytes.writeBytes(ascii("c" + instance.module() + "\n" + instance.type() + "\n)"));
            bytes.write(0x81); // NEWOBJ
            write(bytes, instance.state());
            bytes.write('b');
        } else {
            throw new IllegalArgumentException("no pickle of " + value.getClass());
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void fourBytes(ByteArrayOutputStream bytes, int number) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            bytes.write(number >>> shift);
        }
    }
}
