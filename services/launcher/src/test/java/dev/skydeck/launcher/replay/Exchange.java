package dev.skydeck.launcher.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.skydeck.launcher.ApiFixture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One recorded request and the original's answer.
 *
 * @param path may hold captured values as <code>{E1}</code>, as may the body
 * @param body as sent; null for none
 * @param expected the answer's body; missing when there was none
 * @param captures where in the answer each captured value stands, parts joined by dots
 * @param varies what is not the same in two runs, parts joined by dots, <code>[]</code> for each item of a list
 */
record Exchange(
        int step,
        String name,
        String method,
        String path,
        Map<String, String> headers,
        @Nullable String body,
        int status,
        Map<String, String> expectedHeaders,
        JsonNode expected,
        Map<String, String> captures,
        Set<String> varies) {

    static List<Exchange> all() {
        try (InputStream in = Exchange.class.getResourceAsStream("exchanges.jsonl")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().map(Exchange::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Exchange of(String line) {
        try {
            JsonNode tree = ApiFixture.MAPPER.readTree(line);
            JsonNode request = tree.path("request");
            JsonNode response = tree.path("response");
            Set<String> varies = new TreeSet<>();
            tree.path("varies").forEach(path -> varies.add(path.asText()));
            return new Exchange(
                    tree.path("seq").intValue(),
                    tree.path("name").asText(),
                    request.path("method").asText(),
                    request.path("path").asText() + query(request.path("query")),
                    texts(request.path("headers")),
                    body(request),
                    response.path("status").intValue(),
                    texts(response.path("headers")),
                    response.path("body").isNull() ? MissingNode.getInstance() : response.path("body"),
                    texts(tree.path("capture")),
                    varies);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String body(JsonNode request) throws JsonProcessingException {
        if (request.has("raw_body")) {
            return request.path("raw_body").asText();
        }
        JsonNode body = request.path("body");
        return body.isNull() ? null : ApiFixture.MAPPER.writeValueAsString(body);
    }

    private static String query(JsonNode query) {
        if (query.isTextual()) {
            return "?" + query.asText();
        }
        StringBuilder text = new StringBuilder();
        texts(query)
                .forEach((name, value) -> text.append(text.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return text.toString();
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }
}
