package dev.skydeck.store;

import static dev.skydeck.store.Deployed.command;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.ExperimentRequest.DeleteExperiment;
import dev.skydeck.messages.ExperimentRequest.EditExperiment;
import dev.skydeck.messages.ExperimentRequest.SetDesiredState;
import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import dev.skydeck.messages.ExperimentRequest.UndeleteExperiment;
import dev.skydeck.messages.GroupRequest.AddToGroup;
import dev.skydeck.messages.GroupRequest.CreateGroup;
import dev.skydeck.messages.HistoryRequest.HistoryPage;
import dev.skydeck.messages.HistoryRequest.ReadHistory;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.HistoryEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryPagesTest {
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
    void shouldTellNewestFirst() throws Exception {
        store.create("a", DesiredState.STOPPED);
        store.create("b", DesiredState.STOPPED);

        assertThat(page(all()).entries())
                .extracting(HistoryEntry::experimentName)
                .containsExactly("b", "a");
    }

    @Test
    void shouldTellOnlyOfTheExperimentAskedFor() throws Exception {
        Experiment a = store.create("a", DesiredState.STOPPED);
        store.create("b", DesiredState.STOPPED);

        assertThat(page(new ReadHistory(
                                Optional.of(a.id()), List.of(), Optional.empty(), Optional.empty(), Long.MAX_VALUE, 10))
                        .entries())
                .extracting(HistoryEntry::experimentName)
                .containsExactly("a");
    }

    @Test
    void shouldTellOnlyOfTheKindsAndTheActorAskedFor() throws Exception {
        Experiment a = store.create("a", DesiredState.STOPPED);
        store.ask(new SetDesiredState(Command.by("ann"), a.id(), DesiredState.RUNNING));
        store.ask(new SetDesiredState(Command.by("bob"), a.id(), DesiredState.STOPPED));

        assertThat(page(new ReadHistory(
                                Optional.empty(),
                                List.of("desired_state_set"),
                                Optional.of("ann"),
                                Optional.empty(),
                                Long.MAX_VALUE,
                                10))
                        .entries())
                .extracting(HistoryEntry::sentence)
                .containsExactly("ann set a to RUNNING; it was STOPPED.");
    }

    @Test
    void shouldTellOnlyWhatHappenedSince() throws Exception {
        store.create("a", DesiredState.STOPPED);
        store.clock.advance(Duration.ofMinutes(1));
        Experiment b = store.create("b", DesiredState.STOPPED);

        assertThat(page(new ReadHistory(
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                Optional.of(b.createdAt()),
                                Long.MAX_VALUE,
                                10))
                        .entries())
                .extracting(HistoryEntry::experimentName)
                .containsExactly("b");
    }

    @Test
    void shouldMissAndRepeatNothingFromPageToPage() throws Exception {
        for (int i = 0; i < 7; i++) {
            store.create("e" + i, DesiredState.STOPPED);
        }
        List<String> names = new ArrayList<>();
        HistoryPage page;
        long before = Long.MAX_VALUE;
        do {
            page = page(new ReadHistory(Optional.empty(), List.of(), Optional.empty(), Optional.empty(), before, 2));
            page.entries().forEach(entry -> names.add(String.valueOf(entry.experimentName())));
            before = page.entries().get(page.entries().size() - 1).id();
        } while (page.more());

        assertThat(names).containsExactly("e6", "e5", "e4", "e3", "e2", "e1", "e0");
    }

    @Test
    void shouldNameEachFieldOfAnEditBeforeAndAfter() throws Exception {
        Experiment a = store.create("a", DesiredState.STOPPED);
        Flags flags = new Flags(Map.of("trainer.lr", new FlagValue.Dec("1e-4")));
        store.ask(new EditExperiment(
                Command.by("ann"),
                a.id(),
                SpecEdit.builder().nodes(4).flags(flags).build()));

        assertThat(newest().sentence())
                .startsWith("ann changed a: ")
                .contains("flags.trainer.lr from nothing to 1e-4")
                .contains("nodes from " + a.spec().nodes() + " to 4");
    }

    @Test
    void shouldTellOfAGroupToEachOfItsNewMembers() throws Exception {
        Experiment a = store.create("a", DesiredState.STOPPED);
        String group = store.ask(new CreateGroup(command(), "lr sweep", List.of()))
                .value()
                .id();
        store.ask(new AddToGroup(Command.by("ann"), group, List.of(a.id()), false));

        assertThat(newest().sentence()).isEqualTo("ann put a into the group lr sweep.");
        assertThat(newest().experimentId()).isEqualTo(a.id());
    }

    @Test
    void shouldSayThatAnUndeletedExperimentHasAnotherName() throws Exception {
        Experiment a = store.create("a", DesiredState.STOPPED);
        store.ask(new DeleteExperiment(command(), a.id()));
        store.create("a", DesiredState.STOPPED);

        store.ask(new UndeleteExperiment(Command.by("ann"), a.id()));

        assertThat(newest().sentence())
                .isEqualTo("ann took the deletion of a_2 back; its name a was taken, so it is called otherwise now.");
    }

    private HistoryEntry newest() throws Exception {
        return page(all()).entries().get(0);
    }

    private HistoryPage page(ReadHistory request) throws Exception {
        return store.ask(request);
    }

    private static ReadHistory all() {
        return new ReadHistory(Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Long.MAX_VALUE, 100);
    }
}
