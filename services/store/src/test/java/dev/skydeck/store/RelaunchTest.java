package dev.skydeck.store;

import static dev.skydeck.store.Deployed.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.ExperimentRequest.EditExperiment;
import dev.skydeck.messages.ExperimentRequest.Edits;
import dev.skydeck.messages.ExperimentRequest.ReadEdits;
import dev.skydeck.messages.ExperimentRequest.Relaunch;
import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.FieldDifference;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Launch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelaunchTest {
    private Deployed store;

    @BeforeEach
    void deploy(@TempDir Path folder) throws Exception {
        store = Deployed.at(folder.resolve("skydeck.db"));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private Experiment relaunch() throws Exception {
        return store.ask(new Relaunch(Deployed.command(), 1)).value();
    }

    private Launch newest() throws Exception {
        return store.view(1).launches().get(0);
    }

    @Test
    void shouldTellNoEditsOfWhatWasNeverLaunched() throws Exception {
        store.create("mnist", DesiredState.STOPPED);

        assertThat(store.ask(new ReadEdits(1))).isEqualTo(new Edits(null, List.of()));
    }

    @Test
    void shouldTellWhatWasEditedSinceTheLaunch() throws Exception {
        Launch launch = store.sent("mnist");
        SpecEdit edit = SpecEdit.builder()
                .nodes(4)
                .flags(new Flags(Map.of("lr", new FlagValue.Dec("3e-4"), "seed", new FlagValue.Int("7"))))
                .build();

        store.ask(new EditExperiment(Deployed.command(), 1, edit));

        assertThat(store.ask(new ReadEdits(1)))
                .isEqualTo(new Edits(
                        launch.id(),
                        List.of(
                                new FieldDifference("nodes", "1", "4"),
                                new FieldDifference("flags.lr", "1e-4", "3e-4"),
                                new FieldDifference("flags.seed", null, "7"))));
    }

    @Test
    void shouldRecordTheCancelAndAskForAnotherRun() throws Exception {
        Launch launch = store.sent("mnist");
        store.observe(row(100, "RUNNING", launch));

        Experiment after = relaunch();

        assertThat(after.runRequest()).isEqualTo(2);
        assertThat(newest().cancelRecorded()).isTrue();
    }

    @Test
    void shouldAlsoEndALaunchOfWhichNobodyKnowsYetWhatCame() throws Exception {
        store.sent("mnist");

        relaunch();

        assertThat(newest().cancelRecorded()).isTrue();
    }

    @Test
    void shouldAskForOneRunHoweverOftenItIsAsked() throws Exception {
        Launch launch = store.sent("mnist");
        store.observe(row(100, "RUNNING", launch));
        relaunch();

        assertThat(relaunch().runRequest()).isEqualTo(2);
    }

    @Test
    void shouldBeAsRunWhereNothingRuns() throws Exception {
        store.create("mnist", DesiredState.STOPPED);

        Experiment after = relaunch();

        assertThat(after.desiredState()).isEqualTo(DesiredState.RUNNING);
        assertThat(after.runRequest()).isEqualTo(1);
    }

    @Test
    void shouldNotReopenWhatIsTerminated() throws Exception {
        store.create("mnist", DesiredState.TERMINATED);

        assertThatThrownBy(this::relaunch).isInstanceOf(Failure.Conflict.class).hasMessageContaining("terminated");
    }
}
