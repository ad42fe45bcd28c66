package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest extends GatewayFixture {
    private static final String ASSET = "/assets/app-abc123.js";

    @Test
    void shouldServeThePageAndHaveItAskedForEachTime() throws Exception {
        Got got = get("/");

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.text()).contains("<title>SkyDeck</title>");
        assertThat(got.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(got.header("Cache-Control")).isEqualTo("no-cache");
        Got again = send("GET", "/", null, Map.of("If-None-Match", got.header("ETag")));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();
    }

    @Test
    void shouldLetAssetsBeKeptForEver() throws Exception {
        Got got = get(ASSET);

        assertThat(got.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(got.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
    }

    @Test
    void shouldSendThePackedFileToWhoTakesIt() throws Exception {
        Got packed = send("GET", ASSET, null, Map.of("Accept-Encoding", "br, gzip;q=0.8"));
        Got plain = send("GET", ASSET, null, Map.of("Accept-Encoding", "gzip;q=0"));

        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.header("Vary")).isEqualTo("Accept-Encoding");
        byte[] unpacked =
                new GZIPInputStream(new ByteArrayInputStream(packed.bytes().getBytes())).readAllBytes();
        assertThat(new String(unpacked, StandardCharsets.UTF_8)).isEqualTo(plain.text());
        assertThat(plain.headers()).doesNotContainKey("Content-Encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x/1", "/v/mine", "/compare?ids=1,2", "/jobs/8"})
    void shouldAnswerThePagesOwnViewsWithThePage(String path) throws Exception {
        Got got = send("GET", path, null, Map.of("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.text()).contains("<title>SkyDeck</title>");
        assertThat(got.header("Content-Security-Policy")).isEqualTo(SecurityHeaders.CSP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/assets/none.js",
                "/assets",
                "/assets/",
                "/../openapi.yaml",
                "/%2e%2e/openapi.yaml",
                "/assets/..%2f..%2fopenapi.yaml",
                "/assets/../../openapi.yaml",
                "//etc/passwd",
                "/.hidden.js",
                "/index.html%00.js",
            })
    void shouldAnswerNothingElse(String path) throws Exception {
        Got got = send("GET", path, null, Map.of("Accept", "*/*"));

        assertThat(got.status()).isIn(400, 404);
        assertThat(got.text()).doesNotContain("openapi:");
    }

    @Test
    void shouldAnswerAHeadWithoutABody() throws Exception {
        Got got = send("HEAD", "/", null, Map.of());

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.text()).isEmpty();
        assertThat(got.header("Content-Length"))
                .isEqualTo(Integer.toString(get("/").bytes().length()));
    }
}
