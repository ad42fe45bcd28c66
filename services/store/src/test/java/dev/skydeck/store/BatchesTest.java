package dev.skydeck.store;

import static dev.skydeck.store.Deployed.command;
import static dev.skydeck.store.Deployed.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.BatchRequest.BatchResult;
import dev.skydeck.messages.BatchRequest.ItemResult;
import dev.skydeck.messages.BatchRequest.Operation;
import dev.skydeck.messages.BatchRequest.RunBatch;
import dev.skydeck.messages.BatchRequest.Undo;
import dev.skydeck.messages.ExperimentRequest.DeleteExperiment;
import dev.skydeck.messages.ExperimentRequest.EditExperiment;
import dev.skydeck.messages.ExperimentRequest.ReadBoard;
import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import dev.skydeck.messages.GroupRequest.AddToGroup;
import dev.skydeck.messages.GroupRequest.CreateGroup;
import dev.skydeck.messages.GroupRequest.DeleteGroup;
import dev.skydeck.messages.OrderRequest.ReorderExperiments;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.BoardPlace;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Group;
import dev.skydeck.messages.model.Seed;
import dev.skydeck.messages.model.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchesTest {
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
    void shouldDoAllAtOneRevision() throws Exception {
        long before = store.revision();

        Written<BatchResult> done = together(
                new Operation.SetState(a.id(), DesiredState.RUNNING),
                new Operation.Patch(b.id(), SpecEdit.builder().nodes(3).build()),
                new Operation.Create(
                        new Seed(spec("c"), DesiredState.STOPPED, Annotations.NONE),
                        new BoardPlace(null, 0, false, false),
                        Optional.empty()));

        assertThat(done.revision()).isEqualTo(before + 1);
        assertThat(done.value().items()).extracting(ItemResult::name).containsExactly("a", "b", "c");
        assertThat(store.experiment(a.id()).desiredState()).isEqualTo(DesiredState.RUNNING);
        assertThat(store.experiment(b.id()).spec().nodes()).isEqualTo(3);
    }

    @Test
    void shouldUndoAllWhenOneFailsTogether() throws Exception {
        long before = store.revision();

        assertThatThrownBy(() -> together(
                        new Operation.Delete(a.id()),
                        new Operation.Patch(b.id(), SpecEdit.builder().nodes(-1).build())))
                .isInstanceOfSatisfying(
                        Failure.Invalid.class,
                        failure -> assertThat(failure.problems().get(0).field()).isEqualTo("operations.1.nodes"));

        assertThat(store.experiment(a.id()).deleted()).isFalse();
        assertThat(store.revision()).isEqualTo(before);
    }

    @Test
    void shouldLetEachStandAloneOtherwise() throws Exception {
        List<ItemResult> items = alone(
                        new Operation.Delete(a.id()),
                        new Operation.Patch(4711, SpecEdit.builder().nodes(2).build()),
                        new Operation.SetState(b.id(), DesiredState.RUNNING))
                .value()
                .items();

        assertThat(items)
                .extracting(item -> item.error() == null ? "" : item.error().kind())
                .containsExactly("", "NotFound", "");
        assertThat(store.experiment(a.id()).deleted()).isTrue();
        assertThat(store.experiment(b.id()).desiredState()).isEqualTo(DesiredState.RUNNING);
    }

    @Test
    void shouldTellNothingOfAnOperationThatFailed() throws Exception {
        // The name is found to be taken after the edit was noted.
        alone(new Operation.Patch(a.id(), SpecEdit.builder().name("b").build()), new Operation.Delete(b.id()));

        assertThat(store.raw("select kind from events order by id desc limit 1"))
                .containsExactly("experiment_deleted");
        assertThat(store.raw("select count(*) from events where kind = 'experiment_edited'"))
                .containsExactly("0");
    }

    @Test
    void shouldPutACopyRightAfterTheOriginalInEachGroup() throws Exception {
        Group one = group("one", a, b);
        Group two = group("two", b, a);

        long copy = id(together(new Operation.Duplicate(b.id(), Optional.empty(), Flags.NONE)));

        assertThat(members(one)).containsExactly(a.id(), b.id(), copy);
        assertThat(members(two)).containsExactly(b.id(), copy, a.id());
        assertThat(store.experiment(copy).spec().name()).isEqualTo("b (copy)");
        assertThat(store.experiment(copy).desiredState()).isEqualTo(DesiredState.STOPPED);
    }

    @Test
    void shouldPutACopyRightAfterTheOriginalAmongTheUngrouped() throws Exception {
        Experiment c = store.create("c", DesiredState.STOPPED);

        long copy = id(together(new Operation.Duplicate(b.id(), Optional.of("b again"), Flags.NONE)));

        assertThat(ungrouped()).containsExactly(c.id(), b.id(), copy, a.id());
    }

    @Test
    void shouldPutEveryCopyOfManyRightAfterTheOriginal() throws Exception {
        Operation copy = new Operation.Duplicate(b.id(), Optional.empty(), Flags.NONE);

        Written<BatchResult> done = together(copy, copy, copy);

        List<Long> copies = done.value().items().stream().map(ItemResult::id).toList();
        assertThat(ungrouped()).containsExactly(b.id(), copies.get(2), copies.get(1), copies.get(0), a.id());
    }

    @Test
    void shouldKeepThePriorityOfACopy() throws Exception {
        together(new Operation.Patch(a.id(), SpecEdit.builder().priority(5).build()));

        long copy = id(together(new Operation.Duplicate(a.id(), Optional.empty(), Flags.NONE)));

        assertThat(store.experiment(copy).priority()).isEqualTo(5);
    }

    @Test
    void shouldNumberFurtherCopies() throws Exception {
        together(
                new Operation.Duplicate(a.id(), Optional.empty(), Flags.NONE),
                new Operation.Duplicate(a.id(), Optional.empty(), Flags.NONE));

        assertThat(store.ask(new ReadBoard(0, 100)).experiments())
                .extracting(experiment -> experiment.spec().name())
                .contains("a (copy)", "a (copy 2)");
    }

    @Test
    void shouldMoveBeforeAMemberAndOutOfOtherGroups() throws Exception {
        Group one = group("one", a);
        Group two = group("two", b);

        together(new Operation.Move(a.id(), Optional.of(two.id()), Optional.of(b.id()), false));

        assertThat(members(one)).isEmpty();
        assertThat(members(two)).containsExactly(a.id(), b.id());
    }

    @Test
    void shouldTakeABatchBack() throws Exception {
        Group one = group("one", a, b);
        Written<BatchResult> done = together(
                new Operation.Patch(a.id(), SpecEdit.builder().nodes(3).build()),
                new Operation.Patch(a.id(), SpecEdit.builder().gpus(2).build()),
                new Operation.SetState(b.id(), DesiredState.RUNNING),
                new Operation.Move(b.id(), Optional.empty(), Optional.empty(), false),
                new Operation.Duplicate(a.id(), Optional.empty(), Flags.NONE));

        Written<BatchResult> undone = undo(done);

        assertThat(undone.value().anyFailed()).isFalse();
        assertThat(store.experiment(a.id()).spec()).isEqualTo(a.spec());
        assertThat(store.experiment(b.id()).desiredState()).isEqualTo(DesiredState.STOPPED);
        assertThat(members(one)).containsExactly(a.id(), b.id());
    }

    @Test
    void shouldTakeAnUndoBack() throws Exception {
        Written<BatchResult> undone = undo(together(new Operation.SetState(a.id(), DesiredState.RUNNING)));

        undo(undone);

        assertThat(store.experiment(a.id()).desiredState()).isEqualTo(DesiredState.RUNNING);
    }

    @Test
    void shouldNotTakeAnEditBackThatSomebodyEditedSince() throws Exception {
        Written<BatchResult> done =
                together(new Operation.Patch(a.id(), SpecEdit.builder().nodes(3).build()));
        store.ask(new EditExperiment(
                command(), a.id(), SpecEdit.builder().nodes(5).build()));

        ItemResult item = undo(done).value().items().get(0);

        assertThat(Objects.requireNonNull(item.error()).kind()).isEqualTo("Outdated");
        assertThat(store.experiment(a.id()).spec().nodes()).isEqualTo(5);
    }

    @Test
    void shouldTakeADeletionBack() throws Exception {
        Written<Experiment> done = store.ask(new DeleteExperiment(command(), a.id()));

        undo(done);

        assertThat(store.experiment(a.id()).deleted()).isFalse();
    }

    @Test
    void shouldTakeTheDeletionOfAGroupBack() throws Exception {
        Group one = group("one", b, a);
        Written<Boolean> done = store.ask(new DeleteGroup(command(), one.id()));

        undo(done);

        assertThat(members(one)).containsExactly(b.id(), a.id());
    }

    @Test
    void shouldTakeAnOrderBack() throws Exception {
        Written<Integer> done = store.ask(new ReorderExperiments(command(), List.of(b.id(), a.id())));

        undo(done);

        assertThat(store.experiment(a.id()).place().order()).isEqualTo(a.place().order());
    }

    @Test
    void shouldTakeAWriteBackOnlyOnce() throws Exception {
        Written<BatchResult> done = together(new Operation.Delete(a.id()));
        undo(done);

        assertThatThrownBy(() -> undo(done)).isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void shouldTakeNothingBackAfterTenMinutes() throws Exception {
        Written<BatchResult> done = together(new Operation.Delete(a.id()));
        store.clock.advance(Duration.ofMinutes(10));

        assertThatThrownBy(() -> undo(done)).isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void shouldAnswerARepeatedBatchAsItWasAnsweredThen() throws Exception {
        Command command = command();
        List<Operation> operations = List.of(new Operation.Duplicate(a.id(), Optional.empty(), Flags.NONE));
        Written<BatchResult> first = store.ask(new RunBatch(command, true, operations));

        assertThat(store.ask(new RunBatch(command, true, operations))).isEqualTo(first);
        assertThat(store.ask(new ReadBoard(0, 100)).experiments()).hasSize(3);
    }

    @Test
    void shouldRefuseAnUsedCommandIdForSomethingElse() throws Exception {
        store.ask(new DeleteExperiment(new Command("key", "ann", null, "one"), a.id()));

        assertThatThrownBy(() -> store.ask(new DeleteExperiment(new Command("key", "ann", null, "other"), b.id())))
                .isInstanceOf(Failure.Conflict.class);
        assertThat(store.experiment(b.id()).deleted()).isFalse();
    }

    @Test
    void shouldDoAThousandOperations() throws Exception {
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            operations.add(new Operation.Duplicate(a.id(), Optional.of("copy" + i), Flags.NONE));
        }

        assertThat(store.ask(new RunBatch(command(), true, operations)).value().items())
                .hasSize(1_000);
    }

    private Written<BatchResult> together(Operation... operations) throws Exception {
        return store.ask(new RunBatch(command(), true, List.of(operations)));
    }

    private Written<BatchResult> alone(Operation... operations) throws Exception {
        return store.ask(new RunBatch(command(), false, List.of(operations)));
    }

    private Written<BatchResult> undo(Written<?> done) throws Exception {
        return store.ask(new Undo(command(), Objects.requireNonNull(done.undo())));
    }

    private static long id(Written<BatchResult> done) {
        return Objects.requireNonNull(done.value().items().get(0).id());
    }

    private Group group(String name, Experiment... members) throws Exception {
        Group group = store.ask(new CreateGroup(command(), name, List.of())).value();
        List<Long> ids = List.of(members).stream().map(Experiment::id).toList();
        return store.ask(new AddToGroup(command(), group.id(), ids, true)).value();
    }

    private List<Long> members(Group group) throws Exception {
        return store.ask(new ReadBoard(0, 100)).groups().stream()
                .filter(one -> one.id().equals(group.id()))
                .flatMap(one -> one.members().stream())
                .toList();
    }

    /** As the board shows them. */
    private List<Long> ungrouped() throws Exception {
        return store.ask(new ReadBoard(0, 100)).experiments().stream()
                .sorted(Comparator.comparingLong(
                                (Experiment experiment) -> experiment.place().order())
                        .thenComparing(Experiment::createdAt, Comparator.reverseOrder())
                        .thenComparing(Experiment::id, Comparator.reverseOrder()))
                .map(Experiment::id)
                .toList();
    }

    @Test
    void shouldSetFlagsInACopyOverThoseOfTheOriginal() throws Exception {
        together(new Operation.SetFlags(b.id(), flags("lr", "a", "seed", "1")));

        long copy =
                id(together(new Operation.Duplicate(b.id(), Optional.empty(), flags("seed", "2", "resume", "s3://x"))));

        assertThat(store.experiment(copy).spec().flags()).isEqualTo(flags("lr", "a", "seed", "2", "resume", "s3://x"));
        assertThat(store.experiment(b.id()).spec().flags()).isEqualTo(flags("lr", "a", "seed", "1"));
    }

    private static Flags flags(String... namesAndValues) {
        Map<String, FlagValue> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], new FlagValue.Text(namesAndValues[i + 1]));
        }
        return new Flags(values);
    }
}
