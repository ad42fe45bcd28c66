package dev.skydeck.store;

import static dev.skydeck.store.Deployed.command;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.ExperimentRequest.GetExperiment;
import dev.skydeck.messages.ExperimentRequest.ReadBoard;
import dev.skydeck.messages.GroupRequest.AddToGroup;
import dev.skydeck.messages.GroupRequest.CreateGroup;
import dev.skydeck.messages.OrderRequest.ReorderExperiments;
import dev.skydeck.messages.OrderRequest.ReorderGroups;
import dev.skydeck.messages.OrderRequest.ReorderMembers;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Group;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdersTest {
    @TempDir
    private Path folder;

    private Deployed store;
    private Experiment a;
    private Experiment b;

    @BeforeEach
    void start() throws Exception {
        store = Deployed.at(folder.resolve("skydeck.db"));
        a = store.create("a", DesiredState.STOPPED);
        b = store.create("b", DesiredState.STOPPED);
    }

    @AfterEach
    void stop() throws Exception {
        store.close();
    }

    @Test
    void shouldGiveEachExperimentItsIndexAsItsPosition() throws Exception {
        store.ask(new ReorderExperiments(command(), List.of(b.id(), 4711L, a.id())));

        assertThat(store.ask(new GetExperiment(b.id())).place().order()).isZero();
        assertThat(store.ask(new GetExperiment(a.id())).place().order()).isEqualTo(2);
    }

    @Test
    void shouldChangeNothingWhenAllStandThereAlready() throws Exception {
        store.ask(new ReorderExperiments(command(), List.of(b.id(), a.id())));
        long before = store.revision();

        assertThat(store.ask(new ReorderExperiments(command(), List.of(b.id(), a.id())))
                        .value())
                .isZero();
        assertThat(store.revision()).isEqualTo(before);
    }

    @Test
    void shouldReorderGroups() throws Exception {
        Group first = store.ask(new CreateGroup(command(), "first", List.of())).value();
        Group second =
                store.ask(new CreateGroup(command(), "second", List.of())).value();

        store.ask(new ReorderGroups(command(), List.of(second.id(), first.id())));

        assertThat(store.ask(new ReadBoard(0, 10)).groups())
                .extracting(Group::name)
                .containsExactly("second", "first");
    }

    @Test
    void shouldReorderMembersAndPassOverWhoIsNone() throws Exception {
        Group group = store.ask(new CreateGroup(command(), "group", List.of())).value();
        store.ask(new AddToGroup(command(), group.id(), List.of(a.id(), b.id()), false));

        assertThat(store.ask(new ReorderMembers(command(), group.id(), List.of(b.id(), 4711L, a.id())))
                        .value())
                .isEqualTo(2);

        assertThat(store.ask(new ReadBoard(0, 10)).groups().get(0).members()).containsExactly(b.id(), a.id());
    }
}
