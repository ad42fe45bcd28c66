package dev.skydeck.sandbox.skypilot;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The few pickles that a SkyPilot client written in Python takes from an answer, base64 as on the wire. Nothing here
 * reads one. Opcodes from CPython's {@code pickletools}.
 */
final class Pickle {
    private Pickle() {}

    static String none() {
        ByteArrayOutputStream bytes = start();
        bytes.write('N');
        return end(bytes);
    }

    /** The dictionary that a server makes of an exception. */
    static String exception(String type, String message) {
        ByteArrayOutputStream bytes = start();
        bytes.write('}');
        bytes.write('(');
        text(bytes, "type");
        text(bytes, type);
        text(bytes, "message");
        text(bytes, message);
        text(bytes, "args");
        text(bytes, message);
        bytes.write(0x85); // TUPLE1
        text(bytes, "attributes");
        bytes.write('}');
        text(bytes, "stacktrace");
        text(bytes, "");
        bytes.write('u');
        return end(bytes);
    }

    private static ByteArrayOutputStream start() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0x80);
        bytes.write(4);
        return bytes;
    }

    private static String end(ByteArrayOutputStream bytes) {
        bytes.write('.');
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static void text(ByteArrayOutputStream bytes, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        bytes.write('X');
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            bytes.write(content.length >>> shift);
        }
        bytes.writeBytes(content);
    }
}
