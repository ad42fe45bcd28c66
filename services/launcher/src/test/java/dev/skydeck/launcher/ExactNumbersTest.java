package dev.skydeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExactNumbersTest {
    @Test
    void shouldKeepFlagsAsTheyWereWrittenThroughTheStore(@TempDir Path folder) throws Exception {
        String flags =
                "{\"a\":1234567,\"b\":1e-4,\"c\":\"007\",\"d\":true,\"e\":\"true\",\"f\":9007199254740993,\"g\":1.0}";
        try (ApiFixture api = ApiFixture.on(folder.resolve("skydeck.db"))) {
            api.post("/api/experiments", "{\"name\":\"exact\",\"flags\":" + flags + "}");

            assertThat(api.get("/api/experiments/1").text()).contains("\"flags\":" + flags);
        }
    }
}
