package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all reads have in common. */
class ReadsTest extends GatewayFixture {

    @ParameterizedTest
    @ValueSource(strings = {"/api/experiments/1", "/api/experiments/1/jobs", "/api/experiments/1/checkpoints"})
    void shouldSayThatAnAnswerIsUnchanged(String path) throws Exception {
        created("a");
        String tag = get(path).header("ETag");

        Got same = send("GET", path, null, Map.of("If-None-Match", tag));

        assertThat(same.status()).isEqualTo(304);
        assertThat(same.text()).isEmpty();
    }

    @Test
    void shouldSendAnAnswerThatChanged() throws Exception {
        created("a");
        String tag = get("/api/experiments/1").header("ETag");
        post("/api/experiments/1/state", "{\"desired_state\":\"RUNNING\"}");

        assertThat(send("GET", "/api/experiments/1", null, Map.of("If-None-Match", tag))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldPackALongAnswer() throws Exception {
        post("/api/experiments", "{\"name\":\"a\",\"description\":\"" + "long ".repeat(1_000) + "\"}");

        Got packed = send("GET", "/api/experiments/1", null, Map.of("Accept-Encoding", "gzip"));

        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        byte[] unpacked =
                new GZIPInputStream(new ByteArrayInputStream(packed.bytes().getBytes())).readAllBytes();
        assertThat(new String(unpacked, StandardCharsets.UTF_8))
                .isEqualTo(get("/api/experiments/1").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/experiments", "/api/experiments/1", "/api/experiments/1/jobs"})
    void shouldServeARevisionThatOnlyTheStoreKnows(String path) throws Exception {
        created("a");
        store.silent = true;
        store.fill(1);

        Got got = get(path + "?min_revision=" + store.revision.get());

        assertThat(got.status()).isEqualTo(200);
        assertThat(Long.parseLong(got.header("X-SkyDeck-Revision"))).isEqualTo(store.revision.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "1.5", "99999999999999999999"})
    void shouldRefuseWhatIsNoRevision(String text) throws Exception {
        Got got = get("/api/experiments/1?min_revision=" + text);

        assertThat(got.status()).isEqualTo(422);
        assertThat(got.json().at("/detail/0/loc/1").asText()).isEqualTo("min_revision");
    }
}
