package dev.skydeck.launcher.faults;

import static dev.skydeck.launcher.faults.FaultySky.OF_VALUES;
import static dev.skydeck.launcher.faults.FaultySky.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.sandbox.fault.Fault;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The launch of a managed job goes wrong in every way, or everything does after it: it runs once, or was refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultyLaunchesTest {
    private static final String LAUNCH = "/jobs/launch";
    private static final String EVERYTHING = "/";

    @SuppressWarnings("NullAway.Init")
    private FaultySky sky;

    private int runs;

    @BeforeAll
    void givenExperimentsThatRun(@TempDir Path folder) throws Exception {
        sky = FaultySky.in(folder);
    }

    @AfterEach
    void allWellAgain() {
        sky.mend();
    }

    @AfterAll
    void stop() throws Exception {
        sky.close();
    }

    @ParameterizedTest
    @EnumSource(names = OF_VALUES, mode = Mode.MATCH_NONE)
    void shouldLaunchOnceWhateverALaunchIsAnswered(Fault fault) throws Exception {
        // Given
        String name = "launch" + ++runs;
        long id = sky.created(name);
        // When
        sky.runDespite(fault, LAUNCH, id);
        // Then
        if (FaultySky.refuses(fault)) {
            sky.awaitRefused(id);
            assertThat(sky.sandbox.jobsNamed(name)).isZero();
        } else {
            sky.awaitRunning(id);
            assertThat(sky.sandbox.jobsNamed(name)).isEqualTo(1);
        }
        sky.assertNothingChanged();
        sky.state(id, "TERMINATED");
    }

    @ParameterizedTest
    @EnumSource(names = OF_VALUES, mode = Mode.MATCH_NONE)
    void shouldLaunchOnceThoughTheServerGoesWrongMeanwhile(Fault fault) throws Exception {
        // Given
        String name = "meanwhile" + ++runs;
        long id = sky.created(name);
        sky.state(id, "RUNNING");
        // Earlier some faults would refuse the launch itself, as they may.
        patiently().until(() -> sky.sandbox.jobsNamed(name) == 1);
        // When
        sky.read(fault, EVERYTHING, 2);
        sky.faults.clear();
        // Then
        sky.awaitRunning(id);
        assertThat(sky.sandbox.jobsNamed(name)).isEqualTo(1);
        sky.assertNothingChanged();
        sky.state(id, "TERMINATED");
    }
}
