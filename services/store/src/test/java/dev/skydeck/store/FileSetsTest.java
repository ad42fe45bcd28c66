package dev.skydeck.store;

import static dev.skydeck.store.Deployed.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.ApplyRequest.ApplySet;
import dev.skydeck.messages.ApplyRequest.PlanSet;
import dev.skydeck.messages.ApplyRequest.SetChange;
import dev.skydeck.messages.ApplyRequest.SetChanges;
import dev.skydeck.messages.BatchRequest.Undo;
import dev.skydeck.messages.ExperimentRequest.ReadBoard;
import dev.skydeck.messages.GroupRequest.AddToGroup;
import dev.skydeck.messages.GroupRequest.CreateGroup;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Axis;
import dev.skydeck.messages.model.DeclaredExperiment;
import dev.skydeck.messages.model.DeclaredGroup;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FieldDifference;
import dev.skydeck.messages.model.FileSet;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Group;
import dev.skydeck.messages.model.RunRules;
import dev.skydeck.messages.model.Written;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSetsTest {
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

    private static ExperimentSpec spec(String name, int nodes, String lr) {
        return new ExperimentSpec(
                name,
                "python train.py",
                null,
                null,
                new Flags(Map.of("lr", new FlagValue.Dec(lr))),
                nodes,
                0,
                null,
                null,
                null,
                false,
                null,
                null,
                false);
    }

    private static DeclaredExperiment declared(
            ExperimentSpec spec, @Nullable DesiredState state, @Nullable String group, Axis... axes) {
        return new DeclaredExperiment(
                "runs.yaml, document 1, experiments[0]",
                spec,
                List.of(axes),
                Optional.ofNullable(state),
                Optional.ofNullable(group),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                RunRules.Edit.NONE,
                Optional.empty());
    }

    private static DeclaredGroup group(String name, int maxParallel) {
        return new DeclaredGroup(
                "runs.yaml, document 1, groups[0]",
                name,
                Optional.of(maxParallel),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static FileSet set(DeclaredExperiment... experiments) {
        return new FileSet("ablations", List.of(), List.of(experiments));
    }

    private SetChanges plan(FileSet set) throws Exception {
        return store.ask(new PlanSet(set, false)).changes();
    }

    private Written<SetChanges> apply(FileSet set, boolean prune) throws Exception {
        return store.ask(new ApplySet(command(), set, prune));
    }

    private Experiment named(String name) throws Exception {
        return board().stream()
                .filter(one -> one.spec().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<Experiment> board() throws Exception {
        return store.ask(new ReadBoard(0, 500)).experiments();
    }

    private List<Group> groups() throws Exception {
        return store.ask(new ReadBoard(0, 500)).groups();
    }

    private static List<String> words(SetChanges changes) {
        return changes.changes().stream()
                .map(change -> change.kind() + " " + change.name() + " " + change.before() + " " + change.after())
                .toList();
    }

    @Test
    void shouldMakeGroupsAndExperimentsAtOneRevision() throws Exception {
        FileSet set = new FileSet(
                "ablations",
                List.of(group("LR", 4)),
                List.of(
                        declared(spec("a", 1, "1e-4"), DesiredState.RUNNING, "LR"),
                        declared(spec("b", 1, "1e-4"), null, "LR")));

        Written<SetChanges> done = apply(set, false);

        assertThat(done.revision()).isEqualTo(1);
        assertThat(words(done.value()))
                .containsExactly("CREATE_GROUP LR null null", "CREATE a null RUNNING", "CREATE b null STOPPED");
        assertThat(groups().get(0).maxParallel()).isEqualTo(4);
        assertThat(groups().get(0).members())
                .containsExactly(named("a").id(), named("b").id());
        assertThat(named("a").runRequest()).isEqualTo(1);
        assertThat(named("a").fileSet()).isEqualTo("ablations");
    }

    @Test
    void shouldChangeNothingWhenAppliedAgain() throws Exception {
        FileSet set = new FileSet(
                "ablations",
                List.of(group("LR", 4)),
                List.of(declared(spec("a", 1, "1e-4"), DesiredState.RUNNING, "LR")));
        long revision = apply(set, true).revision();

        Written<SetChanges> again = apply(set, true);

        assertThat(again.value()).isEqualTo(new SetChanges(List.of(), 2));
        assertThat(again.revision()).isEqualTo(revision);
        assertThat(named("a").runRequest()).isEqualTo(1);
    }

    @Test
    void shouldNotAskToRunAgainWhatEnded() throws Exception {
        FileSet set = set(declared(spec("a", 1, "1e-4"), DesiredState.RUNNING, null));
        apply(set, false);
        store.raw("update experiments set current_state = 'SUCCEEDED' returning id");

        apply(set, false);

        assertThat(named("a").runRequest()).isEqualTo(1);
    }

    @Test
    void shouldPlanWhatApplyDoesAndChangeNothing() throws Exception {
        apply(set(declared(spec("a", 1, "1e-4"), DesiredState.RUNNING, "LR")), false);
        FileSet next = set(
                declared(spec("a", 2, "3e-4"), DesiredState.STOPPED, "Other"),
                declared(spec("b", 1, "1e-4"), null, null));
        long before = store.revision();

        SetChanges plan = plan(next);

        assertThat(store.revision()).isEqualTo(before);
        assertThat(words(plan))
                .containsExactly(
                        "CREATE_GROUP Other null null",
                        "EDIT a null null",
                        "SET_STATE a RUNNING STOPPED",
                        "MOVE a LR Other",
                        "CREATE b null STOPPED");
        assertThat(words(apply(next, false).value())).isEqualTo(words(plan));
    }

    @Test
    void shouldTellAnEditFieldByField() throws Exception {
        apply(set(declared(spec("a", 1, "1e-4"), null, null)), false);

        SetChange edit =
                plan(set(declared(spec("a", 2, "3e-4"), null, null))).changes().get(0);

        assertThat(edit.id()).isEqualTo("" + named("a").id());
        assertThat(edit.fields())
                .containsExactly(
                        new FieldDifference("nodes", "1", "2"), new FieldDifference("flags.lr", "1e-4", "3e-4"));
    }

    @Test
    void shouldKeepTheStateThatIsNotDeclared() throws Exception {
        FileSet set = set(declared(spec("a", 1, "1e-4"), null, null));
        apply(set, false);
        store.want(named("a").id(), DesiredState.RUNNING);

        assertThat(plan(set).changes()).isEmpty();
    }

    @Test
    void shouldMakeOneExperimentForEachCombination() throws Exception {
        Axis lr = new Axis.Values("lr", List.of(new FlagValue.Dec("1e-3"), new FlagValue.Dec("3e-4")));

        apply(set(declared(spec("lr-${lr}", 1, "0.1"), null, null, lr)), false);

        assertThat(board()).extracting(one -> one.spec().name()).containsExactly("lr-1e-3", "lr-3e-4");
        assertThat(named("lr-3e-4").spec().flags().values()).containsEntry("lr", new FlagValue.Dec("3e-4"));
    }

    @Test
    void shouldPruneOnlyWhatTheSetMade() throws Exception {
        store.create("mine", DesiredState.STOPPED);
        apply(new FileSet("other", List.of(), List.of(declared(spec("theirs", 1, "1e-4"), null, null))), false);
        apply(set(declared(spec("a", 1, "1e-4"), null, null), declared(spec("b", 1, "1e-4"), null, null)), false);

        Written<SetChanges> done = apply(set(declared(spec("b", 1, "1e-4"), null, null)), true);

        assertThat(words(done.value())).containsExactly("DELETE a STOPPED null");
        assertThat(board()).extracting(one -> one.spec().name()).containsExactly("mine", "theirs", "b");
    }

    @Test
    void shouldDeleteNothingUnasked() throws Exception {
        apply(set(declared(spec("a", 1, "1e-4"), null, null)), false);

        assertThat(apply(set(), false).value().changes()).isEmpty();
    }

    @Test
    void shouldNotPruneForASetWithoutAName() {
        assertThatThrownBy(() -> store.ask(new PlanSet(new FileSet(null, List.of(), List.of()), true)))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageContaining("set:");
    }

    @Test
    void shouldChangeNothingWhenOneChangeFails() throws Exception {
        apply(set(declared(spec("a", 1, "1e-4"), null, null)), false);
        store.want(named("a").id(), DesiredState.TERMINATED);
        long before = store.revision();

        assertThatThrownBy(() -> apply(
                        set(declared(spec("new", 1, "1e-4"), null, "LR"), declared(spec("a", 2, "1e-4"), null, null)),
                        false))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("runs.yaml, document 1, experiments[0]: the experiment a is terminated");

        assertThat(board()).hasSize(1);
        assertThat(groups()).isEmpty();
        assertThat(store.revision()).isEqualTo(before);
    }

    @Test
    void shouldReopenWhatIsTerminatedBeforeItIsEdited() throws Exception {
        apply(set(declared(spec("a", 1, "1e-4"), null, null)), false);
        store.want(named("a").id(), DesiredState.TERMINATED);

        apply(set(declared(spec("a", 2, "1e-4"), DesiredState.STOPPED, null)), false);

        assertThat(named("a").spec().nodes()).isEqualTo(2);
        assertThat(named("a").desiredState()).isEqualTo(DesiredState.STOPPED);
    }

    @Test
    void shouldNameTheFileOfASpecificationThatCannotBe() {
        assertThatThrownBy(() -> plan(set(declared(spec("a", 0, "1e-4"), null, null))))
                .isInstanceOfSatisfying(Failure.Invalid.class, failure -> {
                    assertThat(failure.sentence()).startsWith("runs.yaml, document 1, experiments[0]: At least 1 node");
                    assertThat(failure.problems().get(0).field())
                            .isEqualTo("runs.yaml, document 1, experiments[0].nodes");
                });
    }

    @Test
    void shouldRefuseAGroupNameThatTwoGroupsHave() throws Exception {
        store.ask(new CreateGroup(command(), "LR", List.of()));
        store.ask(new CreateGroup(command(), "LR", List.of()));

        assertThatThrownBy(() -> plan(set(declared(spec("a", 1, "1e-4"), null, "LR"))))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("2 groups with the name LR");
    }

    @Test
    void shouldLeaveAMemberInItsOtherGroups() throws Exception {
        FileSet set = set(declared(spec("a", 1, "1e-4"), null, "LR"));
        apply(set, false);
        Group other = store.ask(new CreateGroup(command(), "Best", List.of())).value();
        store.ask(new AddToGroup(command(), other.id(), List.of(named("a").id()), true));

        assertThat(plan(set).changes()).isEmpty();
    }

    @Test
    void shouldEditOnlyWhatIsSaidOfAGroup() throws Exception {
        store.ask(new CreateGroup(command(), "LR", List.of("lr"), Optional.of("lr-"), Optional.empty()));

        apply(new FileSet(null, List.of(group("LR", 2)), List.of()), false);

        assertThat(groups().get(0).maxParallel()).isEqualTo(2);
        assertThat(groups().get(0).flags()).containsExactly("lr");
        assertThat(groups().get(0).namePrefix()).isEqualTo("lr-");
    }

    @Test
    void shouldTakeAnApplyBack() throws Exception {
        apply(set(declared(spec("a", 1, "1e-4"), null, null)), false);
        Written<SetChanges> done = apply(
                set(declared(spec("a", 2, "1e-4"), null, null), declared(spec("b", 1, "1e-4"), null, null)), false);

        store.ask(new Undo(command(), Objects.requireNonNull(done.undo())));

        assertThat(board()).hasSize(1);
        assertThat(named("a").spec().nodes()).isEqualTo(1);
    }

    @Test
    void shouldApplyAThousandExperiments() throws Exception {
        Axis many = new Axis.Range("n", BigDecimal.ONE, BigDecimal.valueOf(1_000), BigDecimal.ONE);
        FileSet set = set(declared(spec("n${n}", 1, "1e-4"), null, "All", many));

        assertThat(apply(set, false).value().changes()).hasSize(1_001);
        assertThat(plan(set)).isEqualTo(new SetChanges(List.of(), 1_001));
    }
}
