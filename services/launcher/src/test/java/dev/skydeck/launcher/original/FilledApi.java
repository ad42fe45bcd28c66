package dev.skydeck.launcher.original;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.launcher.ApiFixture;
import dev.skydeck.launcher.ApiFixture.Got;
import dev.skydeck.launcher.FilledFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server on a file with something in every table, anew for each test. */
abstract class FilledApi {
    ApiFixture api;
    FilledFile file;

    @SuppressWarnings("NullAway.Init") // JUnit calls start first
    FilledApi() {}

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        api = ApiFixture.on(folder.resolve("skydeck.db"));
        file = FilledFile.of(api);
    }

    @AfterEach
    void stop() throws Exception {
        file.close();
        api.close();
    }

    /** One field of each row of a list. */
    static List<String> each(Got got, String list, String field) {
        List<String> values = new ArrayList<>();
        for (JsonNode row : got.at(list)) {
            values.add(row.path(field).asText());
        }
        return values;
    }
}
