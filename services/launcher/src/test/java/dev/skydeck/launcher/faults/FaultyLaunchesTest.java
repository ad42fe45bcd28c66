package dev.skydeck.launcher.faults;

import static dev.skydeck.launcher.faults.FaultySky.OF_VALUES;
import static dev.skydeck.launcher.faults.FaultySky.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.sandbox.fault.Fault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The launch of a managed job goes wrong in every way, or everything does after it: it runs once, or was refused. */
class FaultyLaunchesTest extends FaultySkyFixture {
    private static final String LAUNCH = "/jobs/launch";
    private static final String EVERYTHING = "/";

    private int runs;

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
