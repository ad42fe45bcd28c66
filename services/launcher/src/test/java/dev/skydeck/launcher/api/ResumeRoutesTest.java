package dev.skydeck.launcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.launcher.ApiFixture;
import dev.skydeck.launcher.ApiFixture.Got;
import dev.skydeck.messages.CheckpointRequest.RecordCheckpoints;
import dev.skydeck.messages.CheckpointRequest.Whole;
import dev.skydeck.messages.model.FoundCheckpoint;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Copies that go on from a checkpoint. */
class ResumeRoutesTest {
    @SuppressWarnings("NullAway.Init")
    private ApiFixture api;

    private long id;

    @BeforeEach
    void givenACheckpointAndOneThatIsGone(@TempDir Path folder) throws Exception {
        api = ApiFixture.on(folder.resolve("skydeck.db"));
        id = api.post("/api/experiments", "{\"name\":\"run\",\"flags\":{\"lr\":1e-3,\"from\":\"nothing\"}}")
                .at("/experiment/id")
                .asLong();
        record(List.of(checkpoint(1), checkpoint(2)), null);
        record(List.of(checkpoint(2)), new Whole(0, Long.MAX_VALUE, List.of("s3://b/")));
    }

    @AfterEach
    void close() throws Exception {
        api.close();
    }

    private void record(List<FoundCheckpoint> found, @Nullable Whole whole) throws Exception {
        api.bus.request(new RecordCheckpoints(id, found, whole)).await(20, TimeUnit.SECONDS);
    }

    private static FoundCheckpoint checkpoint(long epoch) {
        return new FoundCheckpoint(epoch, "s3://b/run/v" + epoch + ".mpt", List.of(), 1L, "e", Instant.EPOCH, null);
    }

    private Got resume(String epoch, String body) throws Exception {
        return api.post("/api/experiments/" + id + "/checkpoints/" + epoch + "/resume", body);
    }

    @Test
    void shouldCopyTheExperimentWithTheCheckpointInTheFlag() throws Exception {
        Got got = resume("2", "{\"flag\":\"from\",\"name\":\"run again\"}");

        assertThat(got.status()).as(got.text()).isEqualTo(200);
        assertThat(got.at("/experiment/name").asText()).isEqualTo("run again");
        assertThat(got.at("/experiment/desired_state").asText()).isEqualTo("STOPPED");
        assertThat(got.at("/experiment/flags").toString()).isEqualTo("{\"lr\":0.001,\"from\":\"s3://b/run/v2.mpt\"}");
        assertThat(api.get("/api/experiments/" + id)
                        .at("/experiment/flags/from")
                        .asText())
                .isEqualTo("nothing");
    }

    @ParameterizedTest
    @CsvSource({"1, 409, is gone from S3", "7, 404, There is no checkpoint", "x, 404, There is no checkpoint"})
    void shouldSayThatThereIsNothingToGoOnFrom(String epoch, int status, String sentence) throws Exception {
        Got got = api.raw(
                "POST",
                "/api/experiments/" + id + "/checkpoints/" + epoch + "/resume",
                "{\"flag\":\"from\"}",
                Map.of("Content-Type", "application/json"));

        assertThat(got.status()).isEqualTo(status);
        assertThat(got.text()).contains(sentence);
        assertThat(api.get("/api/experiments").at("/experiments")).hasSize(1);
    }

    @Test
    void shouldAskForAFlagWhereNoneIsConfigured() throws Exception {
        Got got = resume("2", "{}");

        assertThat(got.status()).isEqualTo(422);
        assertThat(got.text()).contains("resume_flag");
    }
}
