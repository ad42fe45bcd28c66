package dev.skydeck.launcher.faults;

import static dev.skydeck.launcher.faults.FaultySky.OF_VALUES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.skydeck.sandbox.fault.Fault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The launch of a job on a cluster goes wrong in every way: it runs once, or was refused. */
class FaultyClusterLaunchesTest extends FaultySkyFixture {
    private static final String LAUNCH = "/launch";
    private static final String QUEUE = "/queue";

    private int runs;

    private JsonNode jobsOn(String cluster) throws Exception {
        return sky.sandbox.value(
                QUEUE,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("cluster_name", cluster)
                        .put("all_users", true));
    }

    @ParameterizedTest
    @EnumSource(names = OF_VALUES, mode = Mode.MATCH_NONE)
    void shouldLaunchOnceWhateverALaunchIsAnswered(Fault fault) throws Exception {
        // Given
        String name = "cluster" + ++runs;
        long id = sky.createdOn(name, name);
        // When
        sky.runDespite(fault, LAUNCH, id);
        // Then
        if (FaultySky.refuses(fault)) {
            sky.awaitRefused(id);
        } else {
            sky.awaitRunning(id);
            assertThat(jobsOn(name)).hasSize(1);
        }
        sky.assertNothingChanged();
        sky.state(id, "TERMINATED");
    }
}
