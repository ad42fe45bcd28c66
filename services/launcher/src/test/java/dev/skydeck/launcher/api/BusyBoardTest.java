package dev.skydeck.launcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.launcher.ApiFixture.Got;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The board is read in pages; a store that is written all the time is read all the same. */
class BusyBoardTest extends EmptyApi {
    private static final int EXPERIMENTS = 700;

    @Test
    void shouldBeReadWhileItIsWrittenAllTheTime() throws Exception {
        fill();
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> writes = CompletableFuture.supplyAsync(() -> writeUntil(done));
        try {
            for (int reads = 0; reads < 20; reads++) {
                Got got = api.get("/api/experiments");

                assertThat(got.status()).as(got.text()).isEqualTo(200);
                assertThat(ids(got)).hasSize(EXPERIMENTS);
            }
        } finally {
            done.set(true);
        }
        int written = writes.join();
        assertThat(written).isPositive();
        long nodes = 0;
        for (JsonNode experiment : api.get("/api/experiments").at("/experiments")) {
            nodes += experiment.path("nodes").asLong() - 1;
        }
        assertThat(nodes).as("what the last board shows of what was written").isEqualTo(written);
    }

    private void fill() throws Exception {
        StringBuilder operations = new StringBuilder();
        for (int i = 0; i < EXPERIMENTS; i++) {
            operations
                    .append(i == 0 ? "" : ",")
                    .append("{\"op\":\"create\",\"experiment\":{\"name\":\"e")
                    .append(i)
                    .append("\"}}");
        }
        Got got = api.post("/api/experiments/batch", "{\"operations\":[" + operations + "]}");
        assertThat(got.status()).as(got.text()).isEqualTo(200);
    }

    /** Raises the nodes of one experiment after the other, by one each time round. */
    private int writeUntil(AtomicBoolean done) {
        int written = 0;
        try {
            while (!done.get()) {
                int id = 1 + written % EXPERIMENTS;
                int nodes = 2 + written / EXPERIMENTS;
                Got got = api.patch("/api/experiments/" + id, "{\"nodes\":" + nodes + "}");
                assertThat(got.status()).isEqualTo(200);
                written++;
            }
            return written;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<Long> ids(Got got) {
        Set<Long> ids = new HashSet<>();
        got.at("/experiments")
                .forEach(experiment -> ids.add(experiment.path("id").asLong()));
        return ids;
    }
}
