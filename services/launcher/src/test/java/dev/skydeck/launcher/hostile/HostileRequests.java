package dev.skydeck.launcher.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.launcher.hostile.HostileRequest.Header;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Requests to the operations of a contract, from good to broken. */
final class HostileRequests {
    /** Each of these reads a whole queue or writes a whole file. */
    private static final Set<String> COSTLY = Set.of("refresh", "reconcile", "backUp", "backup", "createBackup");

    private static final Header JSON = new Header("Content-Type", "application/json");

    private final JsonNode contract;
    private final JsonTexts texts;

    HostileRequests(JsonNode contract) {
        this.contract = contract;
        this.texts = new JsonTexts(contract);
    }

    /** To any operation that answers and is done. */
    Arbitrary<HostileRequest> any() {
        List<Tuple.Tuple2<Integer, Arbitrary<HostileRequest>>> operations = new ArrayList<>();
        for (Operation operation : Operation.allOf(contract)) {
            if (!operation.streams()) {
                operations.add(Tuple.of(weight(operation), to(operation)));
            }
        }
        return Arbitraries.frequencyOf(operations);
    }

    /** To the operations whose answers never end. */
    Arbitrary<HostileRequest> streams() {
        return Arbitraries.oneOf(Operation.allOf(contract).stream()
                .filter(Operation::streams)
                .map(this::to)
                .toList());
    }

    private static int weight(Operation operation) {
        if (COSTLY.contains(operation.id())) {
            return 1;
        }
        return operation.body() == null ? 8 : 20;
    }

    private Arbitrary<HostileRequest> to(Operation operation) {
        return Combinators.combine(method(operation), target(operation), headers(operation), body(operation))
                .as((method, target, headers, body) ->
                        new HostileRequest(operation, method, target, headers, Buffer.buffer(body)));
    }

    private static Arbitrary<String> method(Operation operation) {
        return operation.streams()
                ? Arbitraries.just(operation.method())
                : Arbitraries.frequency(
                        Tuple.of(60, operation.method()),
                        Tuple.of(1, "HEAD"),
                        Tuple.of(1, "PUT"),
                        Tuple.of(1, "OPTIONS"));
    }

    private Arbitrary<String> target(Operation operation) {
        Arbitrary<String> path = Arbitraries.just(operation.path());
        for (Operation.Parameter parameter : operation.parameters("path")) {
            path = Combinators.combine(path, pathValue(parameter))
                    .as((whole, value) -> whole.replace("{" + parameter.name() + "}", value));
        }
        return Combinators.combine(path, query(operation)).as((whole, query) -> whole + query);
    }

    private static Arbitrary<String> pathValue(Operation.Parameter parameter) {
        Arbitrary<String> good = Schemas.types(parameter.schema()).contains("integer")
                ? Arbitraries.integers().between(1, 60).map(id -> Integer.toString(id))
                : Arbitraries.integers().between(0, 9).map(KnownIds::place);
        return Arbitraries.frequencyOf(Tuple.of(5, good), Tuple.of(2, Arbitraries.of(HostileTexts.URL)));
    }

    private Arbitrary<String> query(Operation operation) {
        List<Arbitrary<List<String>>> parameters = new ArrayList<>();
        for (Operation.Parameter parameter : operation.parameters("query")) {
            Arbitrary<String> value = Arbitraries.frequencyOf(
                    Tuple.of(3, texts.valid(parameter.schema()).map(HostileRequests::bare)),
                    Tuple.of(1, Arbitraries.of(HostileTexts.URL)));
            parameters.add(
                    value.map(text -> parameter.name() + "=" + text).list().ofMaxSize(2));
        }
        parameters.add(Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.just(List.<String>of())),
                Tuple.of(
                        1,
                        Arbitraries.of("no_such=1", "=", "&&", "limit", "%", "a[]=1", "?")
                                .map(List::of))));
        return Combinators.combine(parameters).as(lists -> {
            List<String> all = lists.stream().flatMap(List::stream).toList();
            return all.isEmpty() ? "" : "?" + String.join("&", all);
        });
    }

    private static String bare(String json) {
        return json.startsWith("\"")
                ? URLEncoder.encode(json.substring(1, json.length() - 1), StandardCharsets.UTF_8)
                : json;
    }

    private Arbitrary<List<Header>> headers(Operation operation) {
        List<Arbitrary<List<Header>>> headers = new ArrayList<>();
        headers.add(Arbitraries.frequencyOf(
                Tuple.of(20, Arbitraries.just(List.of(JSON))),
                Tuple.of(
                        1,
                        Arbitraries.of(HostileTexts.CONTENT_TYPES)
                                .map(type -> List.of(new Header("Content-Type", type)))),
                Tuple.of(1, Arbitraries.just(List.<Header>of()))));
        operation.parameters("header").forEach(parameter -> headers.add(sometimes(3, parameter.name())));
        headers.add(sometimes(
                1,
                "If-Match",
                "If-None-Match",
                "If-Modified-Since",
                "Idempotency-Key",
                "Range",
                "Accept",
                "Accept-Encoding",
                "Authorization",
                "Cookie",
                "Forwarded",
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-HTTP-Method-Override",
                "Content-Encoding",
                "Origin",
                "Sec-Fetch-Site",
                "Expect",
                "Connection",
                "X-\u00e9"));
        return Combinators.combine(headers)
                .as(lists -> lists.stream().flatMap(List::stream).toList());
    }

    private static Arbitrary<List<Header>> sometimes(int often, String... names) {
        Arbitrary<List<Header>> header = Combinators.combine(
                        Arbitraries.of(Arrays.asList(names)), Arbitraries.of(HostileTexts.HEADER))
                .as((name, value) -> List.of(new Header(name, value)));
        return Arbitraries.frequencyOf(Tuple.of(often, header), Tuple.of(4, Arbitraries.just(List.<Header>of())));
    }

    private Arbitrary<byte[]> body(Operation operation) {
        @Nullable JsonNode schema = operation.body();
        Arbitrary<byte[]> none = Arbitraries.just(new byte[0]);
        if (schema == null) {
            return operation.method().equals("GET")
                    ? none
                    : Arbitraries.frequencyOf(
                            Tuple.of(9, none), Tuple.of(1, JsonTexts.hostile().map(HostileRequests::utf8)));
        }
        Arbitrary<byte[]> nearly = texts.nearlyValid(schema).map(HostileRequests::utf8);
        Arbitrary<byte[]> broken = Combinators.combine(
                        nearly, Arbitraries.doubles().between(0, 1), Arbitraries.of(BAD_BYTES))
                .as(HostileRequests::inserted);
        return Arbitraries.frequencyOf(
                Tuple.of(40, texts.valid(schema).map(HostileRequests::utf8)),
                Tuple.of(40, nearly),
                Tuple.of(8, broken),
                Tuple.of(6, JsonTexts.hostile().map(HostileRequests::utf8)),
                Tuple.of(3, none),
                Tuple.of(2, Arbitraries.bytes().array(byte[].class).ofMaxSize(200)),
                Tuple.of(1, texts.valid(schema).map(HostileRequests::tooLarge)));
    }

    /** Continuation without a start, an overlong slash, half a surrogate, beyond Unicode, a cut sequence, NUL, a byte order mark. */
    private static final List<byte[]> BAD_BYTES = List.of(
            bytes(0x80),
            bytes(0xC0, 0xAF),
            bytes(0xED, 0xA0, 0x80),
            bytes(0xF5, 0x80, 0x80, 0x80),
            bytes(0xE2, 0x82),
            bytes(0x00),
            bytes(0xFF, 0xFE),
            bytes(0xEF, 0xBB, 0xBF));

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] inserted(byte[] text, double where, byte[] bad) {
        int at = (int) (text.length * where);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(text, 0, at);
        whole.writeBytes(bad);
        whole.write(text, at, text.length - at);
        return whole.toByteArray();
    }

    private static byte[] tooLarge(String text) {
        return utf8(" ".repeat(1 << 20) + text);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
