package dev.skydeck.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import picocli.CommandLine.Option;

/** Whether a command prints for programs. */
final class JsonOption {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    /** Prints the sentence, or with {@code --json} the fields. */
    void print(String sentence, Map<String, ?> fields) {
        System.out.println(json ? text(fields) : sentence);
    }

    private static String text(Map<String, ?> fields) {
        try {
            return MAPPER.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("fields are plain", e);
        }
    }
}
