package dev.skydeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyApiTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder = Path.of("replaced");

    private static Sandbox sandbox = Unset.sandbox();

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start(folder);
        Path policy = Files.createDirectories(folder.resolve("s3/skydeck/policies/ann & co"));
        for (String file : new String[] {"v1.mpt", "v2.mpt", "replay.json"}) {
            Files.writeString(policy.resolve(file), "x");
        }
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static HttpResponse<String> ask(String name) throws Exception {
        String path =
                "/stats/policy-versions?name_exact=" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "&limit=1";
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(sandbox.registryEndpoint() + path))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void shouldCountTheCheckpointsOfAPolicyAsVersions() throws Exception {
        JsonObject policy =
                new JsonObject(ask("ann & co").body()).getJsonArray("data").getJsonObject(0);

        assertThat(policy.getString("name")).isEqualTo("ann & co");
        assertThat(policy.getInteger("version")).isEqualTo(2);
        assertThat(policy.getString("id")).isNotEqualTo(policy.getString("policy_id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "..", "../policies/ann & co", "ann & co/", ""})
    void shouldKnowNoOtherName(String name) throws Exception {
        assertThat(ask(name).body()).isEqualTo("{\"data\":[]}");
    }
}
