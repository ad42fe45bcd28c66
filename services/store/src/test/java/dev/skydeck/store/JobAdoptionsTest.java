package dev.skydeck.store;

import static dev.skydeck.store.Deployed.command;
import static dev.skydeck.store.Deployed.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.JobRequest.AdoptJob;
import dev.skydeck.messages.JobRequest.JobRef;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchState;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that somebody else launched, given to an experiment. */
class JobAdoptionsTest {
    @SuppressWarnings("NullAway.Init")
    private Deployed store;

    @BeforeEach
    void deploy(@TempDir Path folder) throws Exception {
        store = Deployed.at(folder.resolve("skydeck.db"));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private Experiment adopt(long job, long experiment) throws Exception {
        return store.ask(new AdoptJob(command(), JobRef.managed(job), experiment))
                .value();
    }

    private Launch newest(long experiment) throws Exception {
        return store.view(experiment).launches().get(0);
    }

    @Test
    void shouldMakeAnOrphanTheExperimentsJob() throws Exception {
        // Given
        store.observe(row(7, "theirs", "RUNNING"));
        Experiment made = store.create("mnist", DesiredState.STOPPED);
        // When
        Experiment adopted = adopt(7, made.id());
        // Then
        assertThat(adopted.desiredState()).isEqualTo(DesiredState.RUNNING);
        assertThat(adopted.currentState()).isEqualTo(CurrentState.RUNNING);
        assertThat(newest(made.id()).state()).isEqualTo(LaunchState.LIVE);
        assertThat(newest(made.id()).adopted()).isTrue();
        assertThat(newest(made.id()).runRequest()).isEqualTo(adopted.runRequest());
        assertThat(store.jobsOf(made.id())).singleElement().satisfies(job -> {
            assertThat(job.launchId()).isEqualTo(newest(made.id()).id());
            assertThat(job.command()).isNull();
        });
    }

    @Test
    void shouldKeepItTheExperimentsWhenItIsReadAgain() throws Exception {
        // Given
        store.observe(row(7, "theirs", "RUNNING"));
        Experiment made = store.create("mnist", DesiredState.STOPPED);
        adopt(7, made.id());
        // When
        store.observe(row(7, "theirs", "SUCCEEDED"));
        // Then
        assertThat(newest(made.id()).state()).isEqualTo(LaunchState.CLOSED);
        assertThat(store.experiment(made.id()).currentState()).isEqualTo(CurrentState.SUCCEEDED);
    }

    @Test
    void shouldAdoptAJobOfAnotherInstallation() throws Exception {
        // Given
        Map<String, String> foreign = Map.of("skydeck", "sd1:elsewhere:1:1:aaaaaaaaaaaaa");
        store.observe(row(7, 0, "theirs", "RUNNING", foreign));
        Experiment made = store.create("mnist", DesiredState.STOPPED);
        adopt(7, made.id());
        // When
        store.observe(row(7, 0, "theirs", "FAILED", foreign));
        // Then
        assertThat(newest(made.id()).state()).isEqualTo(LaunchState.CLOSED);
    }

    @Test
    void shouldNotTakeAnotherJobOfThatNumberForIt() throws Exception {
        // Given
        store.observe(row(7, "theirs", "RUNNING"));
        Experiment made = store.create("mnist", DesiredState.STOPPED);
        adopt(7, made.id());
        // When
        store.observe(row(8, "others", "SUCCEEDED"));
        // Then
        assertThat(newest(made.id()).state()).isEqualTo(LaunchState.LIVE);
    }

    @Test
    void shouldRefuseAJobThatHasEnded() throws Exception {
        // Given
        store.observe(row(7, "theirs", "SUCCEEDED"));
        Experiment made = store.create("mnist", DesiredState.STOPPED);
        // When, then
        assertThatThrownBy(() -> adopt(7, made.id())).isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldRefuseAJobOfAnotherExperiment() throws Exception {
        // Given
        Launch launch = store.sent("mnist");
        store.observe(row(7, "RUNNING", launch));
        Experiment other = store.create("other", DesiredState.STOPPED);
        // When, then
        assertThatThrownBy(() -> adopt(7, other.id()))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("SkyDeck's own");
    }

    @Test
    void shouldRefuseASecondJob() throws Exception {
        // Given
        Launch launch = store.sent("mnist");
        store.observe(row(7, "RUNNING", launch), row(8, "theirs", "RUNNING"));
        // When, then
        assertThatThrownBy(() -> adopt(8, launch.experimentId())).isInstanceOf(Failure.Conflict.class);
        assertThat(store.view(launch.experimentId()).launches()).hasSize(1);
    }

    @Test
    void shouldNotFindAJobThatIsNotThere() throws Exception {
        // Given
        Experiment made = store.create("mnist", DesiredState.STOPPED);
        // When, then
        assertThatThrownBy(() -> adopt(7, made.id())).isInstanceOf(Failure.NotFound.class);
    }
}
