package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask at all: hosts, origins, methods, sizes. */
class GuardsTest extends GatewayFixture {
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final List<String> WRITES = List.of("POST", "PUT", "PATCH", "DELETE");

    private static List<String> paths() {
        List<String> paths = new ArrayList<>(List.of("/", "/assets/app-abc123.js", "/x/1", "/nothing", "/api/nothing"));
        Contract.load()
                .operations()
                .forEach(operation -> paths.add(operation.path().replaceAll("\\{[^}]+}", "1")));
        return paths;
    }

    /** The status alone: a stream would never end. */
    private int status(String method, String path, Map<String, String> headers) throws Exception {
        HttpClientRequest request = await(http.request(HttpMethod.valueOf(method), port(), "127.0.0.1", path));
        headers.forEach(request::putHeader);
        int status = await(request.send()).statusCode();
        await(request.connection().close());
        return status;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:PORT", "127.0.0.1:1", "localhost", "127.0.0.1.evil.example:PORT"})
    void shouldAnswerNothingUnderAForeignHost(String host) throws Exception {
        String asked = host.replace("PORT", Integer.toString(port()));
        for (String path : paths()) {
            for (String method : METHODS) {
                assertThat(status(method, path, Map.of("Host", asked)))
                        .as(method + " " + path)
                        .isEqualTo(421);
            }
        }
        assertThat(store.revision).hasValue(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "LocalHost"})
    void shouldAnswerUnderItsOwnNames(String name) throws Exception {
        assertThat(status("GET", "/api/experiments", Map.of("Host", name + ":" + port())))
                .isEqualTo(200);
    }

    @Test
    void shouldRefuseWritesFromOtherSitesOnEveryPath() throws Exception {
        List<Map<String, String>> foreign = List.of(
                Map.of("Origin", "http://evil.example"),
                Map.of("Origin", "null"),
                Map.of("Origin", "http://localhost:" + port()),
                Map.of("Origin", "https://127.0.0.1:" + port()),
                Map.of("Sec-Fetch-Site", "cross-site"),
                Map.of("Sec-Fetch-Site", "same-site"));
        for (String path : paths()) {
            for (String method : WRITES) {
                for (Map<String, String> headers : foreign) {
                    assertThat(status(method, path, headers))
                            .as(method + " " + path + " " + headers)
                            .isEqualTo(403);
                }
            }
        }
        assertThat(store.revision).hasValue(10);
    }

    @Test
    void shouldTakeWritesFromItsOwnPageAndFromScripts() throws Exception {
        Map<String, String> page = headers(
                "Content-Type",
                "application/json",
                "Origin",
                "http://127.0.0.1:" + port(),
                "Sec-Fetch-Site",
                "same-origin");

        assertThat(send("POST", "/api/experiments", Buffer.buffer("{\"name\":\"a\"}"), page)
                        .status())
                .isEqualTo(200);
        assertThat(post("/api/experiments", "{\"name\":\"b\"}").status()).isEqualTo(200);
    }

    @Test
    void shouldLetNoOtherSiteReadTheApi() throws Exception {
        assertThat(status("GET", "/api/experiments", Map.of("Sec-Fetch-Site", "cross-site")))
                .isEqualTo(403);
        assertThat(status("GET", "/api/events", Map.of("Sec-Fetch-Site", "cross-site")))
                .isEqualTo(403);
        assertThat(status("GET", "/", Map.of("Sec-Fetch-Site", "cross-site"))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/experiments/%", "/api/experiments/%zz", "/%u0041", "/api/groups?min_revision=%"})
    void shouldRefuseAnAddressWithABrokenEscape(String path) throws Exception {
        Got got = get(path);

        assertThat(got.status()).isEqualTo(400);
        assertThat(got.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @CsvSource({"X-Long, 9000, 431", "X-Long, 3000, 200"})
    void shouldSayThatHeadersAreTooLong(String name, int length, int status) throws Exception {
        assertThat(status("GET", "/api/experiments", Map.of(name, "x".repeat(length))))
                .isEqualTo(status);
    }

    @Test
    void shouldSayThatTheFirstLineIsTooLong() throws Exception {
        Got got = get("/api/experiments?a=" + "x".repeat(5_000));

        assertThat(got.status()).isEqualTo(414);
        assertThat(got.detail()).contains("4 KiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data; boundary=x", "application/x-www-form-urlencoded"})
    void shouldTakeAReadForAReadWhateverTypeItNames(String type) throws Exception {
        assertThat(status("GET", "/api/experiments", Map.of("Content-Type", type)))
                .isEqualTo(200);
        assertThat(status("OPTIONS", "/api/experiments", Map.of("Content-Type", type)))
                .isEqualTo(405);
    }

    @Test
    void shouldSendNoCorsHeader() throws Exception {
        Got got = send("GET", "/api/experiments", null, Map.of("Origin", "http://evil.example"));

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.headers()).doesNotContainKey("Access-Control-Allow-Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""})
    void shouldTakeBodiesOnlyAsJson(String type) throws Exception {
        Map<String, String> headers = type.isEmpty() ? Map.of() : Map.of("Content-Type", type);

        Got got = send("POST", "/api/experiments", Buffer.buffer("{\"name\":\"plain\"}"), headers);

        assertThat(got.status()).isEqualTo(415);
        assertThat(store.experiments).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,     /api/experiments,   'GET, POST'",
        "OPTIONS, /api/experiments,   'GET, POST'",
        "PUT,     /api/experiments/1, 'GET, PATCH, DELETE'",
        "GET,     /api/refresh,       POST",
        "HEAD,    /api/health,        GET",
        "POST,    /,                  'GET, HEAD'",
    })
    void shouldNameTheMethodsThatAPathHas(String method, String path, String allowed) throws Exception {
        Got got = send(method, path, null, Map.of());

        assertThat(got.status()).isEqualTo(405);
        assertThat(got.header("Allow")).isEqualTo(allowed);
        if (!method.equals("HEAD")) {
            assertThat(got.text()).isEqualTo("{\"detail\":\"Method Not Allowed\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/nothing", "/api/experiments/1/nothing", "/api/nothing/"})
    void shouldAnswerUnknownPathsOfTheApiInJson(String path) throws Exception {
        Got got = send("GET", path, null, Map.of("Accept", "text/html"));

        assertThat(got.status()).isEqualTo(404);
        assertThat(got.text()).isEqualTo("{\"detail\":\"Not Found\"}");
    }

    @Test
    void shouldRedirectATrailingSlash() throws Exception {
        Got got = get("/api/experiments/?a=b");

        assertThat(got.status()).isEqualTo(307);
        assertThat(got.header("Location")).isEqualTo("http://127.0.0.1:" + port() + "/api/experiments?a=b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/experiments", "/api/nothing", "/api/experiments/999", "/assets/app-abc123.js"})
    void shouldSendSecurityHeadersWithEveryAnswer(String path) throws Exception {
        Got got = get(path);

        assertThat(got.headers())
                .containsEntry("Content-Security-Policy", SecurityHeaders.CSP)
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Referrer-Policy", "no-referrer")
                .containsEntry("Cross-Origin-Opener-Policy", "same-origin")
                .containsEntry("Cross-Origin-Resource-Policy", "same-origin");
        if (path.startsWith("/api")) {
            assertThat(got.headers()).containsEntry("Cache-Control", "no-store");
        }
    }

    @Test
    void shouldRefuseHeadersThatAreTooLong() throws Exception {
        assertThat(status("GET", "/api/experiments", Map.of("X-Long", "x".repeat(9_000))))
                .isEqualTo(431);
        assertThat(status("GET", "/api/experiments?x=" + "x".repeat(5_000), Map.of()))
                .isEqualTo(414);
    }

    @Test
    void shouldServeTheContract() throws Exception {
        Got got = get("/api/openapi.json");

        assertThat(got.json().path("openapi").asText()).startsWith("3.1");
        assertThat(got.json().at("/paths/~1api~1experiments/post/operationId").asText())
                .isEqualTo("createExperiment");
    }
}
