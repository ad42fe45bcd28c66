package dev.skydeck.launcher.faults;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One faulty SkyPilot for all tests of a class, mended after each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FaultySkyFixture {
    @SuppressWarnings("NullAway.Init")
    FaultySky sky;

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
}
