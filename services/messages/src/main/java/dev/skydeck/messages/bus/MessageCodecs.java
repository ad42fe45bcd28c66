package dev.skydeck.messages.bus;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.skydeck.messages.Answer;
import dev.skydeck.messages.Garbled;
import dev.skydeck.messages.Message;
import dev.skydeck.messages.Request;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one codec of all messages. Inside a process a message is handed over as it is, so it must be immutable; on the wire
 * it is: length and name of the type, length and JSON of the body. An answer's name is {@code answer:} and its request's.
 */
final class MessageCodecs implements MessageCodec<Message, Message> {
    static final String NAME = "skydeck.message";
    /** Longer messages are refused at the sender: long things travel in chunks. */
    static final int MAX_BYTES = 1 << 20;

    private static final String ANSWER = "answer:";
    private static final ObjectMapper MAPPER = WireMapper.mapper();
    private static final Map<Class<?>, JavaType> ANSWER_TYPES = new ConcurrentHashMap<>();
    private static final Map<JavaType, ObjectReader> READERS = new ConcurrentHashMap<>();
    private static final Map<JavaType, ObjectWriter> WRITERS = new ConcurrentHashMap<>();

    /** Must be called once per Vert.x, right after it started and before any verticle. */
    static void register(Vertx vertx) {
        vertx.eventBus().registerCodec(new MessageCodecs());
        vertx.eventBus().codecSelector(body -> body instanceof Message ? NAME : null);
    }

    @Override
    public void encodeToWire(Buffer buffer, Message message) {
        byte[] body = encode(message);
        byte[] name = wireName(message).getBytes(StandardCharsets.UTF_8);
        buffer.appendInt(name.length).appendBytes(name).appendInt(body.length).appendBytes(body);
    }

    @Override
    public Message decodeFromWire(int pos, Buffer buffer) {
        int nameLength = buffer.getInt(pos);
        int bodyAt = pos + 4 + nameLength;
        String name = buffer.getString(pos + 4, bodyAt, StandardCharsets.UTF_8.name());
        byte[] body = buffer.getBytes(bodyAt + 4, bodyAt + 4 + buffer.getInt(bodyAt));
        try {
            return decode(name, body);
        } catch (IOException e) {
            return new Garbled(name, String.valueOf(e.getMessage()));
        }
    }

    private static Message decode(String name, byte[] body) throws IOException {
        boolean answer = name.startsWith(ANSWER);
        Class<?> leaf = Leaves.BY_NAME.get(answer ? name.substring(ANSWER.length()) : name);
        if (leaf == null) {
            throw new IOException("unknown message type " + name);
        }
        if (!answer) {
            return (Message) reader(MAPPER.constructType(leaf)).readValue(body);
        }
        Object value = reader(answerType(leaf)).readValue(body);
        return new Answer(leaf, value);
    }

    private static byte[] encode(Message message) {
        try {
            byte[] body = message instanceof Answer answer
                    ? writer(answerType(answer.request())).writeValueAsBytes(answer.value())
                    : writer(MAPPER.constructType(message.getClass())).writeValueAsBytes(message);
            if (body.length > MAX_BYTES) {
                throw new IllegalArgumentException(
                        wireName(message) + " has " + body.length + " bytes; the bus carries at most " + MAX_BYTES);
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(wireName(message) + " cannot be written", e);
        }
    }

    private static String wireName(Message message) {
        return message instanceof Answer answer
                ? ANSWER + Leaves.name(answer.request())
                : Leaves.name(message.getClass());
    }

    /** What {@code Request<R>} says R is for that leaf. */
    private static JavaType answerType(Class<?> leaf) {
        return ANSWER_TYPES.computeIfAbsent(
                leaf, l -> MAPPER.constructType(l).findSuperType(Request.class).containedType(0));
    }

    private static ObjectReader reader(JavaType type) {
        return READERS.computeIfAbsent(type, MAPPER::readerFor);
    }

    private static ObjectWriter writer(JavaType type) {
        return WRITERS.computeIfAbsent(type, MAPPER::writerFor);
    }

    @Override
    public Message transform(Message message) {
        return message;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
