package dev.skydeck.store;

import static dev.skydeck.store.Deployed.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.ExperimentRequest.DeleteExperiment;
import dev.skydeck.messages.ExperimentRequest.GetExperiment;
import dev.skydeck.messages.ExperimentRequest.UndeleteExperiment;
import dev.skydeck.messages.TrashRequest.ListTrash;
import dev.skydeck.messages.TrashRequest.PurgeTrash;
import dev.skydeck.messages.TrashRequest.Trashed;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Launch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrashTest {
    @TempDir
    private Path folder;

    private Deployed store;

    @BeforeEach
    void start() throws Exception {
        store = Deployed.at(folder.resolve("skydeck.db"));
    }

    @AfterEach
    void stop() throws Exception {
        store.close();
    }

    @Test
    void shouldListTheNewestDeletionFirst() throws Exception {
        deleted("a");
        deleted("b");

        assertThat(trash()).extracting(item -> item.experiment().spec().name()).containsExactly("b", "a");
    }

    @Test
    void shouldPurgeWhatIsAskedForOnly() throws Exception {
        Experiment a = deleted("a");
        deleted("b");

        store.ask(new PurgeTrash(command(), List.of(a.id())));

        assertThat(trash()).extracting(item -> item.experiment().spec().name()).containsExactly("b");
        assertThatThrownBy(() -> store.ask(new GetExperiment(a.id()))).isInstanceOf(Failure.NotFound.class);
        assertThatThrownBy(() -> store.ask(new UndeleteExperiment(command(), a.id())))
                .isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void shouldKeepTheHistoryOfWhatWasPurged() throws Exception {
        Experiment a = deleted("a");

        store.ask(new PurgeTrash(command(), List.of()));

        assertThat(store.raw("select kind from events where experiment_id = " + a.id() + " order by id"))
                .containsExactly("experiment_created", "experiment_deleted", "experiment_purged");
    }

    @Test
    void shouldRefuseToPurgeWhatIsNotDeleted() throws Exception {
        Experiment a = store.create("a", DesiredState.STOPPED);

        assertThatThrownBy(() -> store.ask(new PurgeTrash(command(), List.of(a.id()))))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldNotPurgeWhatMayStillRun() throws Exception {
        Launch launch = store.sent("a");
        store.ask(new DeleteExperiment(command(), launch.experimentId()));

        assertThat(store.ask(new PurgeTrash(command(), List.of())).value()).isEmpty();
        assertThatThrownBy(() -> store.ask(new PurgeTrash(command(), List.of(launch.experimentId()))))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldPurgeAtTheNextStartWhatWasDeletedThirtyDaysAgo() throws Exception {
        deleted("old");
        store.clock.advance(Duration.ofDays(29));
        deleted("young");
        store.clock.advance(Duration.ofDays(1));
        FakeClock clock = store.clock;
        store.close();

        store = Deployed.at(folder.resolve("skydeck.db"), clock);

        assertThat(trash()).extracting(item -> item.experiment().spec().name()).containsExactly("young");
    }

    private Experiment deleted(String name) throws Exception {
        Experiment experiment = store.create(name, DesiredState.STOPPED);
        return store.ask(new DeleteExperiment(command(), experiment.id())).value();
    }

    private List<Trashed> trash() throws Exception {
        return store.ask(new ListTrash(0, 100)).items();
    }
}
