package dev.skydeck.launcher.access;

import dev.skydeck.launcher.ApiFixture;
import dev.skydeck.launcher.ApiFixture.Got;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server that asks for tokens, anew for each test: there is one for an administrator. */
abstract class Guarded {
    ApiFixture api;
    String admin;

    @SuppressWarnings("NullAway.Init") // JUnit calls start first
    Guarded() {}

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        api = ApiFixture.on(folder.resolve("skydeck.db"));
        admin = token(api.post("/api/tokens", "{\"name\":\"root\",\"scope\":\"admin\"}"));
    }

    @AfterEach
    void stop() throws Exception {
        api.close();
    }

    static String token(Got created) {
        return created.at("/secret").asText();
    }

    /** The secret of a new token. */
    String made(String name, String scope) throws Exception {
        return token(bearing(admin, "POST", "/api/tokens", body(name, scope)));
    }

    static String body(String name, String scope) {
        return "{\"name\":\"" + name + "\",\"scope\":\"" + scope + "\"}";
    }

    Got bearing(String token, String method, String path, @Nullable String body) throws Exception {
        return with(method, path, body, "Authorization", "Bearer " + token);
    }

    Got with(String method, String path, @Nullable String body, String header, String value) throws Exception {
        Map<String, String> headers = new LinkedHashMap<>();
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        headers.put(header, value);
        return api.raw(method, path, body, headers);
    }
}
