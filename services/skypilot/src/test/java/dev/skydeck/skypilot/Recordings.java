package dev.skydeck.skypilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Answers recorded from real servers. */
public final class Recordings {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private Recordings() {}

    /** @param requestId of the header; empty for none */
    public record Recorded(int status, String contentType, String requestId, String body) {
        /** What a request's result holds as its value. */
        JsonNode returnValue() {
            return json(json(body).path("return_value").asText());
        }
    }

    public static Recorded of(String version, String name) {
        String path = "/exchanges/" + version + "/" + name + ".json";
        try (InputStream in = Objects.requireNonNull(Recordings.class.getResourceAsStream(path), path)) {
            JsonNode response = MAPPER.readTree(in).path("response");
            return new Recorded(
                    response.path("status").asInt(),
                    response.path("headers").path("content-type").asText(),
                    response.path("headers").path("x-skypilot-request-id").asText(),
                    response.path("body").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
