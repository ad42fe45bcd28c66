package dev.skydeck.syncer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.model.FoundCheckpoint;
import dev.skydeck.messages.model.SideCar;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckpointsTest {
    private static S3File file(String key, long modified) {
        return new S3File(key, 5L, "\"tag\"", Instant.ofEpochSecond(modified));
    }

    private static List<FoundCheckpoint> found(String bucket, List<S3File> files) {
        return Checkpoints.of(bucket, FilePatterns.ORIGINAL.reader(), MetricNames.DEFAULT, files);
    }

    @Test
    void shouldOrderByEpoch() {
        List<FoundCheckpoint> found = found("b", List.of(file("p/x/10.mpt", 1), file("p/x/9.mpt", 2)));
        assertThat(found).extracting(FoundCheckpoint::epoch).containsExactly(9L, 10L);
        assertThat(found.get(0).uri()).isEqualTo("s3://b/p/x/9.mpt");
    }

    @Test
    void shouldTakeTheNewestFileOfAnEpoch() {
        List<FoundCheckpoint> found = found("b", List.of(file("p/x/v1.mpt", 5), file("p/x/epoch_1.mpt", 4)));
        assertThat(found).singleElement().extracting(FoundCheckpoint::uri).isEqualTo("s3://b/p/x/v1.mpt");
    }

    @Test
    void shouldTieReplaysByEpoch() {
        List<FoundCheckpoint> found = found(
                "b",
                List.of(file("p/x/1.mpt", 1), file("p/x/replays/replay_1.json.z", 1), file("p/x/replay_2.json.z", 1)));
        assertThat(found)
                .singleElement()
                .extracting(FoundCheckpoint::replays)
                .isEqualTo(List.of("s3://b/p/x/replays/replay_1.json.z"));
    }

    @Test
    void shouldNeverPutMoreThanFiveHundredIntoOneMessage() {
        List<FoundCheckpoint> found = found(
                "b",
                IntStream.range(0, 1001)
                        .mapToObj(i -> file("p/x/" + i + ".mpt", 1))
                        .toList());
        assertThat(Checkpoints.portions(found)).extracting(List::size).containsExactly(500, 500, 1);
    }

    @Test
    void shouldKeepMessagesSmallWhenKeysAreLong() {
        String folder = "p/" + "x".repeat(900) + "/";
        List<FoundCheckpoint> found = found(
                "b",
                IntStream.range(0, 500)
                        .mapToObj(i -> file(folder + i + ".mpt", 1))
                        .toList());
        assertThat(Checkpoints.portions(found)).hasSizeGreaterThan(1);
    }

    @Test
    void shouldTellListingsApart() {
        List<FoundCheckpoint> one = found("b", List.of(file("p/x/1.mpt", 1)));
        List<FoundCheckpoint> other = found("b", List.of(file("p/x/1.mpt", 2)));
        assertThat(Checkpoints.digest(one, List.of())).isNotEqualTo(Checkpoints.digest(other, List.of()));
    }

    @Test
    void shouldFindTheNumbersBesideACheckpoint() {
        List<FoundCheckpoint> found = found(
                "b",
                List.of(
                        file("p/x/v1.mpt", 1),
                        file("p/x/v1.metrics.json", 1),
                        file("p/x/v2.mpt", 1),
                        file("p/x/v2.mpt.json", 1),
                        file("p/x/v2.json", 1),
                        file("p/x/v3.mpt", 1),
                        file("p/x/other/v3.json", 1)));
        assertThat(found)
                .extracting(FoundCheckpoint::sideCar)
                .containsExactly(
                        new SideCar("s3://b/p/x/v1.metrics.json", "\"tag\""),
                        new SideCar("s3://b/p/x/v2.mpt.json", "\"tag\""),
                        null);
    }
}
