package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import dev.skydeck.gateway.stream.StreamOptions;
import dev.skydeck.messages.ExperimentRequest.ReadBoard;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The board is read once per revision, and is never older than what its reader knows. */
class BoardTest extends GatewayFixture {

    @Override
    GatewayOptions options() {
        // The look for lost events must not help here.
        return options(Duration.ofHours(1), StreamOptions.DEFAULT);
    }

    private long reads() {
        return store.asked.stream().filter(ReadBoard.class::isInstance).count();
    }

    @Test
    void shouldReadAllPages() throws Exception {
        store.fill(620);

        assertThat(get("/api/experiments").json().path("experiments")).hasSize(620);
        assertThat(reads()).isEqualTo(3);
    }

    @Test
    void shouldReadOnceForAllWhoAsk() throws Exception {
        store.fill(3);

        List<Future<HttpResponse<Buffer>>> asking = IntStream.range(0, 20)
                .mapToObj(i -> web.get(port(), "127.0.0.1", i % 2 == 0 ? "/api/groups" : "/api/experiments")
                        .send())
                .toList();
        await(Future.all(asking));
        get("/api/groups");

        assertThat(reads()).isEqualTo(1);
    }

    @Test
    void shouldReadAgainAfterAChange() throws Exception {
        get("/api/groups");
        created("a");

        assertThat(get("/api/groups").json().path("ungrouped")).hasSize(1);
        assertThat(reads()).isEqualTo(2);
    }

    @Test
    void shouldShowAWriteEvenWhenItsEventIsLost() throws Exception {
        get("/api/groups");
        store.silent = true;

        Got written = post("/api/experiments", "{\"name\":\"a\"}");
        Got board = get("/api/groups");

        assertThat(board.header("X-SkyDeck-Revision")).isEqualTo(written.header("X-SkyDeck-Revision"));
        assertThat(board.json().path("ungrouped")).hasSize(1);
    }

    @Test
    void shouldReadAgainForWhoHasSeenMore() throws Exception {
        get("/api/groups");
        store.fill(2);

        assertThat(get("/api/groups").json().path("ungrouped")).isEmpty();
        assertThat(get("/api/groups?min_revision=11").json().path("ungrouped")).hasSize(2);
    }

    @Test
    void shouldRefuseAWishForARevisionThatDoesNotExist() throws Exception {
        Got got = get("/api/groups?min_revision=999999");

        assertThat(got.status()).isEqualTo(503);
        assertThat(got.detail()).startsWith("The store is at revision 10 and has not come to 999999.");
    }

    @Test
    void shouldStartAgainWhenThePagesAreOfDifferentRevisions() throws Exception {
        store.fill(300);
        store.restless.set(2);

        Got got = get("/api/experiments");

        assertThat(got.json().path("experiments")).hasSize(300);
        assertThat(got.header("X-SkyDeck-Revision")).isEqualTo("13");
    }

    @Test
    void shouldGiveUpOnABoardThatNeverHoldsStill() throws Exception {
        store.fill(300);
        store.restless.set(1_000);

        assertThat(get("/api/experiments").status()).isEqualTo(503);
    }

    @Test
    void shouldSayThatNothingChanged() throws Exception {
        created("a");
        Got first = get("/api/groups");

        Got same = send("GET", "/api/groups", null, Map.of("If-None-Match", first.header("ETag")));
        created("b");
        Got changed = send("GET", "/api/groups", null, Map.of("If-None-Match", first.header("ETag")));

        assertThat(same.status()).isEqualTo(304);
        assertThat(same.text()).isEmpty();
        assertThat(changed.status()).isEqualTo(200);
    }

    @Test
    void shouldPackALargeBoardWithBrotliForWhoTakesIt() throws Exception {
        store.fill(50);

        Got packed = send("GET", "/api/groups", null, Map.of("Accept-Encoding", "gzip, deflate, br"));

        assertThat(packed.header("Content-Encoding")).isEqualTo("br");
        byte[] unpacked =
                new BrotliInputStream(new ByteArrayInputStream(packed.bytes().getBytes())).readAllBytes();
        assertThat(new String(unpacked, StandardCharsets.UTF_8))
                .isEqualTo(get("/api/groups").text());
    }

    @Test
    void shouldNotPackWithBrotliForWhoRefusesIt() throws Exception {
        store.fill(50);

        Got packed = send("GET", "/api/groups", null, Map.of("Accept-Encoding", "gzip, br;q=0"));

        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
    }

    @Test
    void shouldPackALargeBoard() throws Exception {
        store.fill(50);

        Got packed = send("GET", "/api/groups", null, Map.of("Accept-Encoding", "gzip"));

        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        byte[] unpacked =
                new GZIPInputStream(new ByteArrayInputStream(packed.bytes().getBytes())).readAllBytes();
        assertThat(new String(unpacked, StandardCharsets.UTF_8))
                .isEqualTo(get("/api/groups").text());
    }
}
