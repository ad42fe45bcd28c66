package dev.skydeck.store;

import static dev.skydeck.store.Deployed.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.ExperimentRequest.Relaunch;
import dev.skydeck.messages.LaunchRequest.AbandonLaunch;
import dev.skydeck.messages.ObservationRequest.RecordObservation;
import dev.skydeck.messages.ObservationRequest.Scope;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchEnd;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.ObservedJob;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostJobsTest {
    private Deployed store;
    private Launch launch;

    @BeforeEach
    void deploy(@TempDir Path folder) throws Exception {
        store = Deployed.at(folder.resolve("skydeck.db"));
        launch = store.sent("mnist");
        store.observe(row(100, "RUNNING", launch));
        store.observation();
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    /** The launches whose job such a reading should have shown. */
    private List<Long> missing(Scope scope, boolean complete, long askedRevision, ObservedJob... rows)
            throws Exception {
        store.ask(new RecordObservation(
                UUID.randomUUID().toString(),
                Deployed.SERVER,
                scope,
                askedRevision,
                5,
                complete,
                0,
                1,
                List.of(rows),
                10L,
                10_000,
                180_000));
        return store.observation().missing();
    }

    @Test
    void shouldNameALaunchWhoseJobACompleteReadingDoesNotShow() throws Exception {
        assertThat(missing(Scope.ALIVE, true, store.revision())).containsExactly(launch.id());
    }

    @Test
    void shouldNameNoLaunchWhoseJobIsShown() throws Exception {
        assertThat(missing(Scope.ALIVE, true, store.revision(), row(100, "RUNNING", launch)))
                .isEmpty();
    }

    @Test
    void shouldNameNoneByAReadingThatLacksSomething() throws Exception {
        assertThat(missing(Scope.ALIVE, false, store.revision())).isEmpty();
    }

    @Test
    void shouldNameNoneByALookForSomeJobs() throws Exception {
        assertThat(missing(Scope.SOME, true, store.revision())).isEmpty();
    }

    @Test
    void shouldNameNoneByAReadingFromBeforeOurLastWrite() throws Exception {
        assertThat(missing(Scope.ALIVE, true, 1)).isEmpty();
    }

    @Test
    void shouldNameNoLaunchWhoseJobHasEnded() throws Exception {
        store.observe(row(100, "SUCCEEDED", launch));
        store.observation();

        assertThat(missing(Scope.WHOLE, true, store.revision())).isEmpty();
    }

    @Test
    void shouldEndALostLaunchThatIsToBeEnded() throws Exception {
        store.ask(new Relaunch(Deployed.command(), 1));

        Launch ended = store.ask(new AbandonLaunch(1, launch.id(), LaunchEnd.LOST, "It is not shown."));

        assertThat(ended.state()).isEqualTo(LaunchState.ABANDONED);
    }

    @Test
    void shouldNotEndALostLaunchThatNobodyWantsToEnd() {
        assertThatThrownBy(() -> store.ask(new AbandonLaunch(1, launch.id(), LaunchEnd.LOST, "It is not shown.")))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldTakeALostJobThatTurnsUpForALateOne() throws Exception {
        store.ask(new Relaunch(Deployed.command(), 1));
        store.ask(new AbandonLaunch(1, launch.id(), LaunchEnd.LOST, "It is not shown."));

        store.observe(row(100, "WINDING_DOWN", launch));

        assertThat(store.view(1).launches().get(0).state()).isEqualTo(LaunchState.LATE);
    }
}
