package dev.skydeck.store;

import static dev.skydeck.store.Deployed.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.ExperimentRequest.EditExperiment;
import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import dev.skydeck.messages.GroupRequest.AddToGroup;
import dev.skydeck.messages.GroupRequest.CreateGroup;
import dev.skydeck.messages.GroupRequest.EditGroup;
import dev.skydeck.messages.LaunchRequest.ReadView;
import dev.skydeck.messages.LaunchRequest.RecordLaunchOutcome;
import dev.skydeck.messages.LaunchRequest.Turn;
import dev.skydeck.messages.SweepRequest.CreateSweep;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.Axis;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchOutcome;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.Seed;
import dev.skydeck.messages.model.StopRules;
import dev.skydeck.messages.model.SweepPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnsTest {
    private Deployed store;
    private long epoch;
    private int names;

    @BeforeEach
    void deploy(@TempDir Path folder) throws Exception {
        store = Deployed.at(folder.resolve("skydeck.db"));
        store.begin();
        epoch = store.lease();
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private static Command command() {
        return Command.by("ann");
    }

    private Experiment wanted() throws Exception {
        store.clock.advance(Duration.ofSeconds(1));
        return store.create("e" + ++names, DesiredState.RUNNING);
    }

    /** A group that runs so many of them at once. */
    private void group(int most, Experiment... members) throws Exception {
        limit(groupOf(members), most);
    }

    private String groupOf(Experiment... members) throws Exception {
        String id =
                store.ask(new CreateGroup(command(), "LR", List.of())).value().id();
        store.ask(new AddToGroup(
                command(), id, List.of(members).stream().map(Experiment::id).toList(), false));
        return id;
    }

    private void limit(String group, int most) throws Exception {
        limit(group, Optional.of(most), Optional.empty());
    }

    /** A group that uses so many GPUs of them at once. */
    private void groupOfGpus(int most, Experiment... members) throws Exception {
        limit(groupOf(members), Optional.empty(), Optional.of(most));
    }

    private void limit(String group, Optional<Integer> most, Optional<Integer> gpus) throws Exception {
        store.ask(new EditGroup(
                command(),
                group,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                most,
                gpus,
                Optional.empty(),
                Optional.empty()));
    }

    private Experiment wanted(int nodes, int gpus) throws Exception {
        Experiment experiment = store.create("e" + ++names, DesiredState.STOPPED);
        store.ask(new EditExperiment(
                command(),
                experiment.id(),
                SpecEdit.builder().nodes(nodes).gpus(gpus).build()));
        return store.want(experiment.id(), DesiredState.RUNNING);
    }

    @Test
    void shouldUseNoMoreGpusOfAGroupThanItMay() throws Exception {
        Experiment first = wanted(2, 4);
        Experiment second = wanted(1, 4);
        groupOfGpus(11, first, second);
        opened(first);

        assertThatThrownBy(() -> opened(second))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("the group LR uses at most 11 GPUs at once");
    }

    @Test
    void shouldLaunchWhatFitsIntoTheGpusOfItsGroup() throws Exception {
        Experiment first = wanted(2, 4);
        Experiment second = wanted(1, 4);
        groupOfGpus(12, first, second);
        opened(first);

        assertThat(opened(second).state()).isEqualTo(LaunchState.INTENT);
    }

    @Test
    void shouldLaunchWhatNeedsNoGpusWhenNoneIsLeft() throws Exception {
        Experiment first = wanted(1, 4);
        Experiment second = wanted(1, 0);
        groupOfGpus(4, first, second);
        opened(first);

        assertThat(opened(second).state()).isEqualTo(LaunchState.INTENT);
    }

    private void priority(Experiment experiment, int priority) throws Exception {
        store.ask(new EditExperiment(
                command(),
                experiment.id(),
                SpecEdit.builder().priority(priority).build()));
    }

    private List<Turn> turns(Experiment experiment) throws Exception {
        return store.ask(new ReadView(experiment.id())).turns().stream()
                .filter(Turn::strict)
                .toList();
    }

    private Launch opened(Experiment experiment) throws Exception {
        return store.open(epoch, store.experiment(experiment.id()));
    }

    private void refused(Experiment experiment) {
        assertThatThrownBy(() -> opened(experiment))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("the group LR runs at most 1 at once");
    }

    @Test
    void shouldOpenNoMoreLaunchesOfAGroupThanItRunsAtOnce() throws Exception {
        Experiment first = wanted();
        Experiment second = wanted();
        group(1, first, second);

        opened(first);

        refused(second);
        assertThat(turns(second)).extracting(Turn::open).containsExactly(1L);
    }

    @Test
    void shouldLaunchTheNextOnceOneHasEnded() throws Exception {
        Experiment first = wanted();
        Experiment second = wanted();
        group(1, first, second);
        Launch launch = store.claim(opened(first));

        store.observe(row(7, "SUCCEEDED", launch));

        assertThat(opened(second).experimentId()).isEqualTo(second.id());
    }

    @Test
    void shouldLaunchFirstWhoAskedFirst() throws Exception {
        Experiment first = wanted();
        Experiment second = wanted();
        group(1, first, second);

        refused(second);
        assertThat(turns(second)).extracting(Turn::ahead).containsExactly(1L);
        assertThat(opened(first).experimentId()).isEqualTo(first.id());
    }

    @Test
    void shouldLaunchTheHigherPriorityFirst() throws Exception {
        Experiment first = wanted();
        Experiment second = wanted();
        group(1, first, second);

        priority(second, 5);

        refused(first);
        assertThat(opened(second).experimentId()).isEqualTo(second.id());
    }

    @Test
    void shouldPutWhoAsksAgainBehindThoseWhoWait() throws Exception {
        Experiment first = wanted();
        Experiment second = wanted();
        group(1, first, second);
        store.observe(row(7, "SUCCEEDED", store.claim(opened(first))));

        store.clock.advance(Duration.ofSeconds(1));
        store.want(first.id(), DesiredState.RUNNING);

        refused(first);
        assertThat(opened(second).experimentId()).isEqualTo(second.id());
    }

    @Test
    void shouldWaitForNobodyWhoIsNotWantedOrHeld() throws Exception {
        Experiment stopped = wanted();
        Experiment held = wanted();
        Experiment last = wanted();
        group(1, stopped, held, last);

        store.want(stopped.id(), DesiredState.STOPPED);
        store.write("update experiments set hold = 'Paused' where id = " + held.id());

        assertThat(opened(last).experimentId()).isEqualTo(last.id());
    }

    @Test
    void shouldLimitOneThatKeptNobodyWaiting() throws Exception {
        Experiment first = wanted();
        Experiment second = wanted();
        group(1, first, second);
        store.write("insert into conditions (experiment_id, type, position, reason, since) values (" + second.id()
                + ", 'Conflict', 0, 'a job of somebody else ran', 0)");

        opened(first);

        refused(second);
    }

    @Test
    void shouldLimitOneThatSkyPilotRefusedAndSomebodyEdited() throws Exception {
        // Given
        Experiment first = wanted();
        Experiment second = wanted();
        group(1, first, second);
        priority(second, 1);
        Launch launch = store.claim(opened(second));
        store.ask(new RecordLaunchOutcome(
                launch.id(), 1, Deployed.CLAIM + 1, new LaunchOutcome.Refused("no such cloud")));
        SpecEdit edit = SpecEdit.builder().baseCommand("other").build();
        store.ask(new EditExperiment(command(), second.id(), edit));

        // When
        opened(first);

        // Then
        refused(second);
        assertThat(turns(second)).extracting(Turn::open).containsExactly(1L);
    }

    @Test
    void shouldLimitASweepOfItsOwn() throws Exception {
        ExperimentSpec base = new ExperimentSpec(
                "s-${lr}", "train", null, null, Flags.NONE, 1, 1, "H100", null, null, false, null, null, false);
        Axis lr = new Axis.Values("lr", List.of(new FlagValue.Dec("1e-3"), new FlagValue.Dec("1e-4")));
        store.ask(new CreateSweep(
                command(),
                new SweepPlan(
                        "LR",
                        new Seed(base, DesiredState.RUNNING, Annotations.NONE),
                        List.of(lr),
                        Optional.of(1),
                        StopRules.NONE)));

        opened(store.experiment(1));

        assertThatThrownBy(() -> opened(store.experiment(2)))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("the sweep LR runs at most 1 at once");
    }

    @Test
    void shouldLimitNothingWithoutALimit() throws Exception {
        Experiment first = wanted();
        Experiment second = wanted();
        group(1, first, second);
        limit(store.raw("select id from experiment_groups").get(0), 0);

        opened(first);

        assertThat(opened(second).experimentId()).isEqualTo(second.id());
        assertThat(turns(second)).isEmpty();
    }

    private void with(LaunchLimits limits) throws Exception {
        store.close();
        store = Deployed.at(store.path, store.clock, limits);
        epoch = store.lease();
    }

    @Test
    void shouldOpenNoMoreLaunchesThanAreAllowedAtOnce() throws Exception {
        Experiment first = wanted();
        Experiment second = wanted();
        with(new LaunchLimits(1, null, 60, 4));

        opened(first);

        assertThatThrownBy(() -> opened(second))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("at most 1 experiments run at once");
    }

    @Test
    void shouldCountTheGpusOfAllNodes() throws Exception {
        Experiment first = wanted();
        Experiment second = wanted();
        for (Experiment experiment : List.of(first, second)) {
            SpecEdit edit = SpecEdit.builder().nodes(2).gpus(4).build();
            store.ask(new EditExperiment(command(), experiment.id(), edit));
        }
        with(new LaunchLimits(100, 8L, 60, 4));

        opened(first);

        assertThatThrownBy(() -> opened(second))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("at most 8 GPUs are used at once");
    }

    @Test
    void shouldSendNoMoreLaunchesWithinAnHourThanAreAllowed() throws Exception {
        Experiment first = wanted();
        Experiment second = wanted();
        with(new LaunchLimits(100, null, 1, 4));
        store.observe(row(7, "SUCCEEDED", store.claim(opened(first))));

        assertThatThrownBy(() -> opened(second)).hasMessageContaining("at most 1 launches are sent within an hour");
        store.clock.advance(Duration.ofMinutes(61));

        assertThat(opened(second).experimentId()).isEqualTo(second.id());
    }

    @Test
    void shouldRefuseANegativeLimit() {
        assertThatThrownBy(() -> new LaunchLimits(-1, null, 60, 4)).isInstanceOf(IllegalArgumentException.class);
    }
}
