package dev.skydeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eight GPUs, and jobs that want more. */
class CapacityTest {
    private Sandbox sandbox = Unset.sandbox();

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        sandbox = Sandbox.start(folder);
    }

    @AfterEach
    void stop() throws Exception {
        sandbox.closeWithoutJobs();
    }

    private int launch(int gpus, int nodes, int priority) throws Exception {
        return sandbox.launch("name: j\nnum_nodes: " + nodes + "\nresources: {accelerators: 'H100:" + gpus
                + "', priority: " + priority + "}\nrun: sleep 100\n");
    }

    @Test
    void shouldRefuseWhatItCouldNeverRun() throws Exception {
        // When
        int job = launch(16, 1, 0);
        // Then
        JsonObject row = sandbox.awaitStatus(job, "FAILED_PRECHECKS");
        assertThat(row.getString("failure_reason"))
                .startsWith(
                        "[sky.exceptions.ResourcesUnavailableError] Catalog does not contain any instances satisfying the"
                                + " request: 1x Sandbox({'H100': 16}).");
        assertThat(row.getValue("start_at")).isNull();
    }

    @Test
    void shouldLetAJobWaitUntilAnotherIsDone() throws Exception {
        // Given
        int first = launch(4, 2, 0);
        sandbox.awaitStatus(first, "RUNNING");
        int second = launch(1, 1, 0);
        int cpu = sandbox.launch("name: j\nrun: sleep 100\n");
        sandbox.awaitStatus(cpu, "RUNNING");
        assertThat(sandbox.row(second).getString("status")).isEqualTo("PENDING");
        assertThat(sandbox.row(second).getString("details")).isEqualTo("Waiting for other jobs to launch");
        // When
        sandbox.cancel(first);
        // Then
        sandbox.awaitStatus(second, "RUNNING");
    }

    @Test
    void shouldTakeTheHighestPriorityFirst() throws Exception {
        // Given
        int first = launch(8, 1, 0);
        sandbox.awaitStatus(first, "RUNNING");
        int low = launch(8, 1, 0);
        int high = launch(8, 1, 500);
        // When
        sandbox.cancel(first);
        // Then
        sandbox.awaitStatus(high, "RUNNING");
        assertThat(sandbox.row(low).getString("status")).isEqualTo("PENDING");
    }
}
