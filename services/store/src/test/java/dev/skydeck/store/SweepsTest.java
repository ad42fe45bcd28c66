package dev.skydeck.store;

import static dev.skydeck.store.Deployed.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.BatchRequest.ItemResult;
import dev.skydeck.messages.BatchRequest.Undo;
import dev.skydeck.messages.ExperimentRequest.DeleteExperiment;
import dev.skydeck.messages.ExperimentRequest.ReadBoard;
import dev.skydeck.messages.GroupRequest.DeleteGroup;
import dev.skydeck.messages.SweepRequest.Collision;
import dev.skydeck.messages.SweepRequest.CreateSweep;
import dev.skydeck.messages.SweepRequest.EditSweep;
import dev.skydeck.messages.SweepRequest.ListSweeps;
import dev.skydeck.messages.SweepRequest.PreviewSweep;
import dev.skydeck.messages.SweepRequest.ReadSweep;
import dev.skydeck.messages.SweepRequest.SetSweepState;
import dev.skydeck.messages.SweepRequest.SweepDetail;
import dev.skydeck.messages.SweepRequest.SweepPreview;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.Axis;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Group;
import dev.skydeck.messages.model.RunRules;
import dev.skydeck.messages.model.Seed;
import dev.skydeck.messages.model.StopRules;
import dev.skydeck.messages.model.Sweep;
import dev.skydeck.messages.model.SweepPlan;
import dev.skydeck.messages.model.SweepProgress;
import dev.skydeck.messages.model.SweepState;
import dev.skydeck.messages.model.Written;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepsTest {
    private static final Axis LR = new Axis.Values(
            "lr", List.of(new FlagValue.Dec("1e-3"), new FlagValue.Dec("3e-4"), new FlagValue.Dec("1e-4")));

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

    private static SweepPlan plan(String template, @Nullable String taskTemplate, Axis... axes) {
        ExperimentSpec base = new ExperimentSpec(
                template,
                "python train.py",
                null,
                null,
                new Flags(Map.of("batch", new FlagValue.Int("32"))),
                2,
                8,
                "H100",
                null,
                null,
                false,
                taskTemplate,
                null,
                false);
        return new SweepPlan(
                "LR",
                new Seed(
                        base,
                        DesiredState.STOPPED,
                        new Annotations("why", null, List.of("sweep")),
                        RunRules.DEFAULT,
                        3),
                List.of(axes),
                Optional.of(2),
                StopRules.NONE);
    }

    private SweepDetail made(String template, Axis... axes) throws Exception {
        return store.ask(new CreateSweep(command(), plan(template, null, axes))).value();
    }

    private List<Experiment> board() throws Exception {
        return store.ask(new ReadBoard(0, 500)).experiments();
    }

    private Sweep only() throws Exception {
        return store.ask(new ListSweeps(0, 10)).sweeps().get(0);
    }

    private void shouldLeaveNothing(long revision) throws Exception {
        assertThat(store.raw("select count(*) from sweeps")).containsExactly("0");
        assertThat(store.ask(new ReadBoard(0, 500)).groups()).isEmpty();
        assertThat(store.revision()).isEqualTo(revision);
    }

    @Test
    void shouldSayWhatASweepWouldMake() throws Exception {
        SweepPreview preview = store.ask(new PreviewSweep(plan("lr-${lr}", null, LR)));

        assertThat(preview)
                .isEqualTo(new SweepPreview(List.of("lr-1e-3", "lr-3e-4", "lr-1e-4"), 6, 48, List.of(), List.of()));
        shouldLeaveNothing(0);
    }

    @Test
    void shouldSayWhichNamesCollide() throws Exception {
        Experiment taken = store.create("b-32", DesiredState.STOPPED);
        Axis seed = new Axis.Values("seed", List.of(new FlagValue.Int("1"), new FlagValue.Int("2")));

        assertThat(store.ask(new PreviewSweep(plan("b-${batch}", null, seed))).collisions())
                .containsExactly(new Collision("b-32", 2, taken.id()));
    }

    @Test
    void shouldMakeGroupMembersAndSweepAtOneRevision() throws Exception {
        Written<SweepDetail> done = store.ask(new CreateSweep(command(), plan("lr-${lr}", null, LR)));

        assertThat(done.revision()).isEqualTo(1);
        Group group = store.ask(new ReadBoard(0, 10)).groups().get(0);
        assertThat(group.name()).isEqualTo("LR");
        assertThat(group.flags()).containsExactly("lr");
        assertThat(group.members()).isEqualTo(done.value().members());
        assertThat(board()).extracting(one -> one.spec().name()).containsExactly("lr-1e-3", "lr-3e-4", "lr-1e-4");
        assertThat(board())
                .extracting(Experiment::sweep)
                .containsOnly(done.value().sweep().id());
        assertThat(board().get(2).spec().flags().values())
                .containsEntry("lr", new FlagValue.Dec("1e-4"))
                .containsEntry("batch", new FlagValue.Int("32"));
        assertThat(board().get(0).annotations()).isEqualTo(new Annotations("why", null, List.of("sweep")));
        assertThat(board()).extracting(Experiment::priority).containsOnly(3);
    }

    @Test
    void shouldKeepThePlanAsItWas() throws Exception {
        Axis zip = new Axis.Zip(List.of(
                new Axis.Range("a", new BigDecimal("0.10"), new BigDecimal("0.30"), new BigDecimal("0.1")), LR));
        SweepDetail made = made("${a}", zip);

        SweepDetail read = store.ask(new ReadSweep(made.sweep().id()));

        assertThat(read).isEqualTo(made);
        assertThat(read.axes()).containsExactly(zip);
        assertThat(read.base()).isEqualTo(plan("${a}", null, zip).base().spec());
        assertThat(read.sweep().maxParallel()).isEqualTo(2);
        assertThat(read.sweep().owner()).isEqualTo("ann");
    }

    @Test
    void shouldMakeNothingWhenOneNameIsTaken() throws Exception {
        Experiment taken = store.create("lr-1e-4", DesiredState.STOPPED);

        assertThatThrownBy(() -> made("lr-${lr}", LR))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("lr-1e-4 (taken by experiment " + taken.id() + ")");

        assertThat(board()).hasSize(1);
        shouldLeaveNothing(1);
    }

    @Test
    void shouldMakeNothingWhenMembersShareAName() throws Exception {
        assertThatThrownBy(() -> made("same", LR))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("same (of 3 members)");

        shouldLeaveNothing(0);
    }

    @Test
    void shouldNameTheWrongFieldsOfAPlan() {
        SweepPlan wrong = new SweepPlan(" ", plan("a", null).base(), List.of(), Optional.of(0), StopRules.NONE);

        assertThatThrownBy(() -> store.ask(new CreateSweep(command(), wrong)))
                .isInstanceOfSatisfying(
                        Failure.Invalid.class,
                        failure -> assertThat(failure.problems())
                                .extracting(problem -> problem.field())
                                .containsExactly("name", "axes", "max_parallel"));
    }

    @Test
    void shouldRefuseATaskTemplateThatIsNotThere() throws Exception {
        assertThatThrownBy(() -> store.ask(new CreateSweep(command(), plan("lr-${lr}", "none", LR))))
                .isInstanceOfSatisfying(
                        Failure.Invalid.class,
                        failure -> assertThat(failure.problems().get(0).field()).isEqualTo("experiment.task_template"));

        shouldLeaveNothing(0);
    }

    @Test
    void shouldAnswerARepeatedCommandAsItWasAnsweredThen() throws Exception {
        Command command = command();
        Written<SweepDetail> first = store.ask(new CreateSweep(command, plan("lr-${lr}", null, LR)));

        assertThat(store.ask(new CreateSweep(command, plan("lr-${lr}", null, LR))))
                .isEqualTo(first);
        assertThat(board()).hasSize(3);
    }

    @Test
    void shouldMakeAThousandMembers() throws Exception {
        Axis many = new Axis.Range("n", BigDecimal.ONE, BigDecimal.valueOf(1_000), BigDecimal.ONE);

        SweepDetail made = made("n${n}", many);

        assertThat(made.members()).hasSize(1_000);
        assertThat(made.sweep().progress().total()).isEqualTo(1_000);
    }

    @Test
    void shouldWantTheSameOfEveryMemberThatIsThere() throws Exception {
        SweepDetail made = made("lr-${lr}", LR);
        store.ask(new DeleteExperiment(command(), made.members().get(0)));

        List<ItemResult> items = store.ask(
                        new SetSweepState(command(), made.sweep().id(), DesiredState.RUNNING))
                .value()
                .items();

        assertThat(items).extracting(ItemResult::name).containsExactly("lr-3e-4", "lr-1e-4");
        assertThat(board()).extracting(Experiment::desiredState).containsOnly(DesiredState.RUNNING);
        assertThat(only().progress().state()).isEqualTo(SweepState.RUNNING);
    }

    @Test
    void shouldTakeTheStateOfASweepBack() throws Exception {
        SweepDetail made = made("lr-${lr}", LR);
        Written<?> done = store.ask(new SetSweepState(command(), made.sweep().id(), DesiredState.RUNNING));

        store.ask(new Undo(command(), Objects.requireNonNull(done.undo())));

        assertThat(board()).extracting(Experiment::desiredState).containsOnly(DesiredState.STOPPED);
    }

    @Test
    void shouldCountWhereMembersAre() throws Exception {
        SweepDetail made = made("lr-${lr}", LR);
        store.want(made.members().get(0), DesiredState.RUNNING);
        store.want(made.members().get(1), DesiredState.TERMINATED);

        assertThat(only().progress())
                .isEqualTo(new SweepProgress(
                        3,
                        1,
                        Map.of(CurrentState.INIT, 3),
                        Map.of(DesiredState.RUNNING, 1, DesiredState.STOPPED, 1, DesiredState.TERMINATED, 1)));
    }

    @Test
    void shouldEditNameAndLimitAndMoveTheRevision() throws Exception {
        SweepDetail made = made("lr-${lr}", LR);
        long before = store.revision();

        Sweep edited = store.ask(new EditSweep(
                        command(),
                        made.sweep().id(),
                        Optional.of("LR 2"),
                        Optional.of(0),
                        Optional.empty(),
                        Optional.of(1L)))
                .value();

        assertThat(edited.name()).isEqualTo("LR 2");
        assertThat(edited.maxParallel()).isNull();
        assertThat(edited.revision()).isEqualTo(2);
        assertThat(store.revision()).isEqualTo(before + 1);
        assertThatThrownBy(() -> store.ask(new EditSweep(
                        command(),
                        made.sweep().id(),
                        Optional.of("LR 3"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(1L))))
                .isInstanceOf(Failure.Outdated.class);
    }

    @Test
    void shouldOutliveItsGroup() throws Exception {
        SweepDetail made = made("lr-${lr}", LR);

        store.ask(new DeleteGroup(command(), Objects.requireNonNull(made.sweep().groupId())));

        assertThat(only().groupId()).isNull();
        assertThat(only().progress().total()).isEqualTo(3);
    }

    @Test
    void shouldListTheNewestFirstPageByPage() throws Exception {
        made("a-${lr}", LR);
        store.clock.advance(Duration.ofSeconds(1));
        SweepDetail newer = made("b-${lr}", LR);

        assertThat(store.ask(new ListSweeps(0, 1)).sweeps())
                .extracting(Sweep::id)
                .containsExactly(newer.sweep().id());
        assertThat(store.ask(new ListSweeps(0, 1)).more()).isTrue();
        assertThat(store.ask(new ListSweeps(1, 1)).more()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update sweeps set max_parallel = -1 returning id",
                "update sweeps set created_at = 9223372036854775807 returning id",
                "update sweeps set base = 'no JSON' returning id",
                "update sweeps set axes = '[{\"kind\":\"Spiral\"}]' returning id",
                "update experiments set current_state = 'PAUSED' returning id",
            })
    void shouldAnswerWhateverAnotherProgramWroteIntoARow(String damage) throws Exception {
        String id = made("lr-${lr}", LR).sweep().id();
        store.raw(damage);

        assertThat(store.ask(new ReadSweep(id)).members()).hasSize(3);
        assertThat(only().progress().total()).isEqualTo(3);
    }

    @Test
    void shouldSayWhenThereIsNoSuchSweep() {
        assertThatThrownBy(() -> store.ask(new ReadSweep("0000abcd"))).isInstanceOf(Failure.NotFound.class);
    }
}
