package dev.skydeck.launcher.api;

import dev.skydeck.launcher.ApiFixture;
import dev.skydeck.launcher.ApiFixture.Got;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server on an empty file, anew for each test. */
abstract class EmptyApi {
    ApiFixture api;

    @SuppressWarnings("NullAway.Init") // JUnit calls start first
    EmptyApi() {}

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        api = ApiFixture.on(folder.resolve("skydeck.db"));
    }

    @AfterEach
    void stop() throws Exception {
        api.close();
    }

    Got with(String method, String path, String body, String header, String value) throws Exception {
        return api.raw(method, path, body, Map.of("Content-Type", "application/json", header, value));
    }
}
