package dev.skydeck.launcher.ages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.launcher.ApiFixture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Two files that the original wrote, and what it answered on them. */
final class Samples {
    private Samples() {}

    /** Copies one into a folder. */
    static Path copy(String name, Path folder) throws IOException {
        Path file = folder.resolve("skydeck.db");
        try (InputStream in = resource(name + ".db")) {
            Files.copy(in, file);
        }
        return file;
    }

    /** What the original's last version answered when it had opened the file: by address, {@code status} and {@code body}. */
    static JsonNode answers(String name) throws IOException {
        try (InputStream in = resource(name + ".expected.json")) {
            return ApiFixture.MAPPER.readTree(in).path("by_a8_first_start");
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(Samples.class.getResourceAsStream("/original/" + name), name);
    }
}
