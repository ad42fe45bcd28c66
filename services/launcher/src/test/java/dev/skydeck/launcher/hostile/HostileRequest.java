package dev.skydeck.launcher.hostile;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A request of good HTTP with bad contents.
 *
 * @param operation the one of the contract that it is made from
 * @param target path and query as on the wire
 * @param headers names with values; Host, Authorization and Content-Length come by themselves
 */
record HostileRequest(Operation operation, String method, String target, List<Header> headers, Buffer body) {
    private static final int SHOWN = 600;

    record Header(String name, String value) {}

    /** @param secret of the server's command line: a request of these may make a token, and from then on all need one */
    byte[] bytes(int port, String secret, KnownIds ids) {
        byte[] sent = body(ids);
        StringBuilder head = new StringBuilder();
        head.append(method).append(' ').append(target(ids)).append(" HTTP/1.1\r\n");
        head.append("Host: 127.0.0.1:").append(port).append("\r\n");
        head.append("Authorization: Bearer ").append(secret).append("\r\n");
        headers.forEach(header ->
                head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        if (sent.length > 0 || !method.equals("GET")) {
            head.append("Content-Length: ").append(sent.length).append("\r\n");
        }
        head.append("\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(sent);
        return bytes.toByteArray();
    }

    boolean reads() {
        return List.of("GET", "HEAD", "OPTIONS").contains(method);
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    String target(KnownIds ids) {
        return ids.fill(operation.path(), target);
    }

    /** As bytes that hold no place they pass untouched, bad UTF-8 too. */
    private byte[] body(KnownIds ids) {
        String latin = body.toString(StandardCharsets.ISO_8859_1);
        return latin.contains("@known")
                ? ids.fill(operation.path(), latin).getBytes(StandardCharsets.ISO_8859_1)
                : body.getBytes();
    }

    @Override
    public String toString() {
        String shown = headers.stream()
                .map(header -> header.name() + ": " + header.value())
                .collect(Collectors.joining("; "));
        String text = escaped(method + " " + target + " [" + shown + "] " + body.toString(StandardCharsets.UTF_8));
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "… (" + text.length() + " characters)" : text;
    }

    private static String escaped(String text) {
        return text.codePoints()
                .mapToObj(c -> c < ' ' || (c > '~' && !Character.isLetterOrDigit(c))
                        ? String.format("\\u%04x", c)
                        : Character.toString(c))
                .collect(Collectors.joining());
    }
}
