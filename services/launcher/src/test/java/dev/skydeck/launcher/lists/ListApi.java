package dev.skydeck.launcher.lists;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.launcher.ApiFixture;
import dev.skydeck.launcher.ApiFixture.Got;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server on an empty file, anew for each test. */
abstract class ListApi {
    ApiFixture api;

    @SuppressWarnings("NullAway.Init") // JUnit calls start first
    ListApi() {}

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        api = ApiFixture.on(folder.resolve("skydeck.db"));
    }

    @AfterEach
    void stop() throws Exception {
        api.close();
    }

    /** Creates one with these fields, written as JSON members. */
    long made(String name, String more) throws Exception {
        Got made =
                api.post("/api/experiments", "{\"name\":\"" + name + "\"" + (more.isEmpty() ? "" : "," + more) + "}");
        return made.at("/experiment/id").asLong();
    }

    /** The query of these names and values. */
    static String query(String... pairs) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            parts.add(pairs[i] + "=" + URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
        }
        return "?" + String.join("&", parts);
    }

    Got experiments(String... parameters) throws Exception {
        return api.get("/api/experiments" + query(parameters));
    }

    /** The cursor of the page after this one. */
    static String next(Got page) {
        return Objects.requireNonNull(page.headers().get("Next-Cursor"), "there is no next page");
    }

    static List<String> names(Got got) {
        List<String> names = new ArrayList<>();
        for (JsonNode row : got.at("/experiments")) {
            names.add(row.path("name").asText());
        }
        return names;
    }
}
