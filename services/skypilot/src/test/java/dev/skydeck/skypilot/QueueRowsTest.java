package dev.skydeck.skypilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skydeck.messages.model.ObservedJob;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueueRowsTest {
    private static JsonNode recorded(String version, String name) {
        return Recordings.of(version, name).returnValue().path("jobs");
    }

    private static ObservedJob only(List<ObservedJob> rows, long id) {
        return rows.stream().filter(row -> row.jobId() == id).findFirst().orElseThrow();
    }

    @Test
    void shouldReadEveryStatus() {
        // Given
        JsonNode jobs = recorded("0.14.1", "seeded_every_status_light--get");
        // When
        List<ObservedJob> rows = QueueRows.of(jobs);
        // Then
        assertThat(rows)
                .extracting(ObservedJob::jobId, ObservedJob::status)
                .containsExactly(
                        tuple(14L, "FAILED_CONTROLLER"),
                        tuple(13L, "FAILED_NO_RESOURCE"),
                        tuple(12L, "FAILED_PRECHECKS"),
                        tuple(11L, "FAILED_SETUP"),
                        tuple(10L, "FAILED"),
                        tuple(9L, "CANCELLED"),
                        tuple(8L, "SUCCEEDED"),
                        tuple(7L, "CANCELLING"),
                        tuple(6L, "RECOVERING"),
                        tuple(5L, "WINDING_DOWN"),
                        tuple(4L, "RUNNING"),
                        tuple(3L, "STARTING"),
                        tuple(2L, "SUBMITTED"),
                        tuple(1L, "PENDING"));
    }

    @Test
    void shouldReadTimesFromFloatSeconds() {
        // Given
        JsonNode jobs = recorded("0.14.1", "seeded_every_status_light--get");
        // When
        ObservedJob job = only(QueueRows.of(jobs), 14);
        // Then
        assertThat(job.submittedAt()).isEqualTo(Instant.ofEpochMilli(1_795_303_628_319L));
        assertThat(job.startedAt()).isEqualTo(Instant.ofEpochMilli(1_795_303_828_319L));
        assertThat(job.endedAt()).isEqualTo(Instant.ofEpochMilli(1_795_310_727_019L));
        assertThat(job.durationSeconds()).isEqualTo(6898.700000047684);
    }

    @Test
    void shouldReadOfALivingJobOnlyTheDurationThatStandsStill() {
        // Given
        JsonNode jobs = recorded("0.14.1", "seeded_every_status_light--get");
        // When
        List<ObservedJob> rows = QueueRows.of(jobs);
        // Then
        assertThat(only(rows, 6).durationSeconds()).as("recovering").isZero();
        assertThat(only(rows, 4).durationSeconds()).as("running").isNull();
    }

    @Test
    void shouldLeaveOutTimesThatAreNull() {
        // Given
        JsonNode jobs = recorded("0.14.1", "seeded_every_status_light--get");
        // When
        ObservedJob job = only(QueueRows.of(jobs), 13);
        // Then
        assertThat(job.startedAt()).isNull();
    }

    @Test
    void shouldReadNameReasonAndMetadata() {
        // Given
        JsonNode jobs = recorded("0.14.1", "seeded_every_status_light--get");
        // When
        ObservedJob job = only(QueueRows.of(jobs), 14);
        // Then
        assertThat(job.name()).isEqualTo("lr-sweep-13");
        assertThat(job.scheduleState()).isEqualTo("DONE");
        assertThat(job.failureReason()).isEqualTo("seeded: FAILED_CONTROLLER");
        assertThat(job.metadata()).containsExactly(java.util.Map.entry("attempt", "a13"));
    }

    @Test
    void shouldReadRowsOfTheOlderServer() {
        // Given
        JsonNode jobs = recorded("0.11.1", "queue_v2_light_fields--get");
        // When
        List<ObservedJob> rows = QueueRows.of(jobs);
        // Then
        assertThat(rows)
                .extracting(ObservedJob::jobId, ObservedJob::name, ObservedJob::status, ObservedJob::scheduleState)
                .containsExactly(
                        tuple(2L, "old-1", "STARTING", "LAUNCHING"), tuple(1L, "old-1", "STARTING", "LAUNCHING"));
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.cloud()).isNull();
            assertThat(row.endedAt()).isNull();
            assertThat(row.metadata()).containsEntry("attempt", "k7f2");
        });
    }

    @Test
    void shouldTakeADashForNothing() {
        // Given
        JsonNode jobs = recorded("0.11.1", "queue_v2_all_fields--get");
        // When
        ObservedJob job = only(QueueRows.of(jobs), 2);
        // Then
        assertThat(job.cloud()).isNull();
        assertThat(job.region()).isNull();
        assertThat(job.zone()).isNull();
        assertThat(job.resources()).isEqualTo("1x[CPU:1+]");
        assertThat(job.userName()).isEqualTo("ana");
        assertThat(job.userHash()).isEqualTo("ab12cd34");
    }

    @Test
    void shouldReadWhereAJobRuns() {
        // Given
        JsonNode jobs = recorded("0.14.1", "queue_v2_all_kinds--get");
        // When
        ObservedJob job = only(QueueRows.of(jobs), 9);
        // Then
        assertThat(job.cloud()).isEqualTo("Slurm");
        assertThat(job.region()).isEqualTo("local");
        assertThat(job.zone()).isEqualTo("main");
        assertThat(job.workspace()).isEqualTo("default");
    }

    @Test
    void shouldMakeNestedMetadataFlat() {
        // Given
        JsonNode jobs = Recordings.json("""
                [{"job_id": 3, "status": "RUNNING", "metadata": {"skydeck": "sd1:x", "nested": {"a": 1}, "number": 5}}]
                """);
        // When
        ObservedJob job = only(QueueRows.of(jobs), 3);
        // Then
        assertThat(job.metadata())
                .containsEntry("skydeck", "sd1:x")
                .containsEntry("nested", "{\"a\":1}")
                .containsEntry("number", "5");
    }

    @Test
    void shouldLeaveOutOddRowsAndSpoilNoOther() {
        // Given
        JsonNode jobs = Recordings.json("""
                [{"status": "RUNNING"}, {"job_id": 2, "status": null}, {"job_id": "x", "status": "RUNNING"}, 7, null,
                 {"job_id": 5, "status": "RUNNING", "submitted_at": "soon", "metadata": null, "task_id": null}]
                """);
        // When
        List<ObservedJob> rows = QueueRows.of(jobs);
        // Then
        assertThat(rows).extracting(ObservedJob::jobId).containsExactly(5L);
        assertThat(rows.get(0).submittedAt()).isNull();
    }

    @Test
    void shouldAskOnlyForFieldsThatTheOlderServerKnows() {
        // Given
        JsonNode row = recorded("0.11.1", "queue_v2_all_fields--get").path(0);
        ObjectNode body = SkyPilotClient.body();
        // When
        QueueRows.askFor(body, 24, Set.of());
        // Then
        assertThat(body.path("fields"))
                .isNotEmpty()
                .allSatisfy(field -> assertThat(row.has(field.asText())).isTrue());
    }
}
