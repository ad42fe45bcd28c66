package dev.skydeck.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skydeck.messages.bus.WireMapper;
import dev.skydeck.messages.model.ObservedJob;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunksTest {
    private static ObjectNode job(int id, String reason) {
        ObjectNode job = SkyPilotClient.body();
        job.put("job_id", id).put("task_id", 0).put("status", "FAILED").put("failure_reason", reason);
        return job;
    }

    private static List<ObservedJob> rows(int count, String reason) {
        var jobs = Recordings.MAPPER.createArrayNode();
        IntStream.range(0, count).forEach(id -> jobs.add(job(id, reason)));
        return QueueRows.of(jobs);
    }

    @Test
    void shouldMakeOneEmptyChunkOfNoRows() {
        // When, then
        assertThat(Chunks.of(List.of())).containsExactly(List.of());
    }

    @Test
    void shouldKeepEveryRowInOrder() {
        // Given
        List<ObservedJob> rows = rows(700, "short");
        // When
        List<List<ObservedJob>> chunks = Chunks.of(rows);
        // Then
        assertThat(chunks).hasSize(3);
        assertThat(chunks.stream().flatMap(List::stream)).isEqualTo(rows);
    }

    @Test
    void shouldKeepEachChunkBelowWhatTheBusCarries() throws Exception {
        // Given
        List<ObservedJob> rows = rows(600, "\u0001\u2028漢".repeat(2_000));
        // When
        List<List<ObservedJob>> chunks = Chunks.of(rows);
        // Then
        for (List<ObservedJob> chunk : chunks) {
            assertThat(WireMapper.mapper().writeValueAsBytes(chunk)).hasSizeLessThan(Chunks.MOST_BYTES);
        }
        assertThat(chunks.stream().mapToInt(List::size).sum()).isEqualTo(600);
    }

    @Test
    void shouldFitTheLargestRowIntoAChunk() throws Exception {
        // Given
        String worst = "\u0001".repeat(5_000_000);
        ObjectNode job = job(1, worst);
        List.of("job_name", "details", "resources", "cloud", "region", "zone", "user_hash", "user_name", "workspace")
                .forEach(field -> job.put(field, worst));
        ObjectNode metadata = job.putObject("metadata");
        IntStream.range(0, 5_000).forEach(i -> metadata.put("key" + i, worst.substring(0, 2_000)));
        metadata.put("skydeck", FakeStore.TOKEN);
        // When
        List<ObservedJob> rows =
                QueueRows.of(Recordings.MAPPER.createArrayNode().add(job));
        // Then
        assertThat(WireMapper.mapper().writeValueAsBytes(Chunks.of(rows).get(0)))
                .hasSizeLessThan(Chunks.MOST_BYTES);
        assertThat(rows.get(0).metadata()).containsEntry("skydeck", FakeStore.TOKEN);
    }

    @Test
    void shouldCutNoCharacterInTwo() {
        // Given
        String reason = "x" + "\uD83D\uDE80".repeat(4_000);
        // When
        ObservedJob row = rows(1, reason).get(0);
        // Then
        assertThat(row.failureReason()).matches("x(\uD83D\uDE80)+…");
    }
}
