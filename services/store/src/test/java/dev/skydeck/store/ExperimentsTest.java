package dev.skydeck.store;

import static dev.skydeck.store.Deployed.command;
import static dev.skydeck.store.Deployed.creation;
import static dev.skydeck.store.Deployed.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.Event.Changed;
import dev.skydeck.messages.ExperimentRequest.BoardPage;
import dev.skydeck.messages.ExperimentRequest.CreateExperiment;
import dev.skydeck.messages.ExperimentRequest.DeleteExperiment;
import dev.skydeck.messages.ExperimentRequest.EditExperiment;
import dev.skydeck.messages.ExperimentRequest.GetExperiment;
import dev.skydeck.messages.ExperimentRequest.ReadBoard;
import dev.skydeck.messages.ExperimentRequest.SeedExperiments;
import dev.skydeck.messages.ExperimentRequest.SetExpanded;
import dev.skydeck.messages.ExperimentRequest.SetStarred;
import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import dev.skydeck.messages.ExperimentRequest.UndeleteExperiment;
import dev.skydeck.messages.GroupRequest.AddToGroup;
import dev.skydeck.messages.GroupRequest.CreateGroup;
import dev.skydeck.messages.GroupRequest.DeleteGroup;
import dev.skydeck.messages.GroupRequest.EditGroup;
import dev.skydeck.messages.GroupRequest.RemoveFromGroup;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.BoardPlace;
import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Group;
import dev.skydeck.messages.model.RunRules;
import dev.skydeck.messages.model.Seed;
import dev.skydeck.messages.model.Written;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentsTest {
    private Deployed store;

    @BeforeEach
    void deploy(@TempDir Path folder) throws Exception {
        store = Deployed.at(folder.resolve("skydeck.db"));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private static SpecEdit edit(Optional<String> name, Optional<String> toolPath, Optional<Long> expected) {
        SpecEdit.Builder edit = SpecEdit.builder();
        name.ifPresent(edit::name);
        toolPath.ifPresent(edit::toolPath);
        expected.ifPresent(edit::expectedSpecRevision);
        return edit.build();
    }

    private static SpecEdit rename(String name) {
        return edit(Optional.of(name), Optional.empty(), Optional.empty());
    }

    @Test
    void shouldKeepAllThatIsSaidOfANewExperiment() throws Exception {
        // Given
        ExperimentSpec spec = new ExperimentSpec(
                "mnist",
                "python train.py",
                "tools.train",
                "main",
                new Flags(Map.of("lr", new FlagValue.Dec("1e-4"))),
                2,
                8,
                "H100",
                "p5.48xlarge",
                "aws",
                true,
                null,
                "dev",
                true);
        Annotations notes = new Annotations("why", null, List.of("sweep"));
        // When
        Experiment created = store.ask(new CreateExperiment(
                        command(),
                        new Seed(spec, DesiredState.RUNNING, notes, RunRules.DEFAULT, -5),
                        new BoardPlace("label", 7, false, false)))
                .value();
        // Then
        Experiment read = store.experiment(created.id());
        assertThat(read.spec()).isEqualTo(spec);
        assertThat(read.annotations()).isEqualTo(notes);
        assertThat(read.priority()).isEqualTo(-5);
        assertThat(read.place()).isEqualTo(new BoardPlace("label", 7, false, false));
        assertThat(read.owner()).isEqualTo("ann");
        assertThat(read.specRevision()).isEqualTo(1);
        assertThat(read.runRequest()).isEqualTo(1);
        assertThat(read.createdAt()).isAfter(Instant.parse("2001-01-01T00:00:00Z"));
        assertThat(read.updatedAt()).isEqualTo(read.createdAt());
    }

    @Test
    void shouldAnswerWhatWasCreatedAndPublishItAsOneRevision() throws Exception {
        // When
        Written<Experiment> written = store.ask(creation("mnist", DesiredState.RUNNING));

        // Then
        Changed changed = store.change();
        assertThat(written.revision()).isEqualTo(1);
        assertThat(written.value().spec()).isEqualTo(spec("mnist"));
        assertThat(written.value().runRequest()).isEqualTo(1);
        assertThat(written.value().currentState()).isEqualTo(CurrentState.INIT);
        assertThat(changed.revision()).isEqualTo(1);
        assertThat(changed.experiments()).containsExactly(written.value());
        assertThat(store.experiment(written.value().id())).isEqualTo(written.value());
    }

    @Test
    void shouldRefuseATakenNameAndChangeNothing() throws Exception {
        // Given
        store.create("mnist", DesiredState.STOPPED);

        // When
        assertThatThrownBy(() -> store.create("mnist", DesiredState.STOPPED)).isInstanceOf(Failure.Conflict.class);

        // Then
        assertThat(store.revision()).isEqualTo(1);
    }

    @Test
    void shouldNameEveryWrongField() {
        assertThatThrownBy(() -> store.create("a/b", DesiredState.STOPPED))
                .isInstanceOfSatisfying(
                        Failure.Invalid.class,
                        failure -> assertThat(failure.problems())
                                .extracting(problem -> problem.field())
                                .containsExactly("name"));
    }

    @Test
    void shouldDoACommandOnceAndAnswerItTwice() throws Exception {
        // Given
        CreateExperiment creation = creation("mnist", DesiredState.STOPPED);
        Written<Experiment> first = store.ask(creation);
        store.create("other", DesiredState.STOPPED);

        // When
        Written<Experiment> second = store.ask(creation);

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(store.revision()).isEqualTo(2);
    }

    @Test
    void shouldRefuseACommandIdThatWasUsedForAnotherCommand() throws Exception {
        CreateExperiment creation = creation("mnist", DesiredState.STOPPED);
        long id = store.ask(creation).value().id();

        assertThatThrownBy(() -> store.ask(new DeleteExperiment(creation.command(), id)))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldReadTheBoardInPages() throws Exception {
        // Given
        for (int i = 1; i <= 5; i++) {
            store.create("e" + i, DesiredState.STOPPED);
        }
        store.ask(new CreateGroup(command(), "group", List.of()));
        store.ask(new DeleteExperiment(command(), 2));

        // When
        BoardPage first = store.ask(new ReadBoard(0, 2));
        BoardPage second = store.ask(new ReadBoard(3, 2));

        // Then
        assertThat(first.experiments()).extracting(Experiment::id).containsExactly(1L, 3L);
        assertThat(first.groups()).hasSize(1);
        assertThat(first.more()).isTrue();
        assertThat(second.experiments()).extracting(Experiment::id).containsExactly(4L, 5L);
        assertThat(second.groups()).isEmpty();
        assertThat(second.more()).isFalse();
        assertThat(second.revision()).isEqualTo(7);
    }

    @Test
    void shouldRaiseTheRunRequestOnlyWhenTheNewestWasServed() throws Exception {
        // Given
        Experiment created = store.create("mnist", DesiredState.STOPPED);

        // When
        Experiment once = store.want(created.id(), DesiredState.RUNNING);
        Experiment twice = store.want(created.id(), DesiredState.RUNNING);

        // Then
        assertThat(once.runRequest()).isEqualTo(1);
        assertThat(twice.runRequest()).isEqualTo(1);
        assertThat(store.revision()).isEqualTo(2);
    }

    @Test
    void shouldMoveTheSpecRevisionWithEditsOnly() throws Exception {
        // Given
        Experiment created = store.create("mnist", DesiredState.STOPPED);
        store.want(created.id(), DesiredState.RUNNING);

        // When
        Experiment edited = store.ask(new EditExperiment(command(), created.id(), rename("cifar")))
                .value();

        // Then
        assertThat(edited.spec().name()).isEqualTo("cifar");
        assertThat(edited.specRevision()).isEqualTo(created.specRevision() + 1);
    }

    @Test
    void shouldChangeNothingWhenAnEditSaysTheSame() throws Exception {
        Experiment created = store.create("mnist", DesiredState.STOPPED);

        Written<Experiment> written = store.ask(new EditExperiment(command(), created.id(), rename("mnist")));

        assertThat(written).isEqualTo(new Written<>(1, created));
    }

    @Test
    void shouldClearTheToolPathWithAnEmptyText() throws Exception {
        Experiment created = store.create("mnist", DesiredState.STOPPED);
        SpecEdit set = edit(Optional.empty(), Optional.of("tools/train"), Optional.empty());
        SpecEdit clear = edit(Optional.empty(), Optional.of(""), Optional.empty());
        assertThat(store.ask(new EditExperiment(command(), created.id(), set))
                        .value()
                        .spec()
                        .toolPath())
                .isEqualTo("tools/train");

        Experiment cleared =
                store.ask(new EditExperiment(command(), created.id(), clear)).value();

        assertThat(cleared.spec().toolPath()).isNull();
    }

    @Test
    void shouldRefuseAnEditMadeForAnOlderSpecification() throws Exception {
        Experiment created = store.create("mnist", DesiredState.STOPPED);
        SpecEdit late = edit(Optional.of("cifar"), Optional.empty(), Optional.of(created.specRevision() + 7));

        assertThatThrownBy(() -> store.ask(new EditExperiment(command(), created.id(), late)))
                .isInstanceOf(Failure.Outdated.class);
    }

    @Test
    void shouldRefuseToEditWhatIsTerminated() throws Exception {
        Experiment created = store.create("mnist", DesiredState.TERMINATED);

        assertThatThrownBy(() -> store.ask(new EditExperiment(command(), created.id(), rename("cifar"))))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldFreeTheNameOfADeletedExperimentAndKeepItsHistory() throws Exception {
        // Given
        Experiment created = store.create("mnist", DesiredState.RUNNING);

        // When
        Experiment deleted =
                store.ask(new DeleteExperiment(command(), created.id())).value();

        // Then
        assertThat(deleted.deleted()).isTrue();
        assertThat(deleted.desiredState()).isEqualTo(DesiredState.TERMINATED);
        assertThat(store.create("mnist", DesiredState.STOPPED).id()).isNotEqualTo(created.id());
        assertThat(store.ask(new GetExperiment(created.id()))).isEqualTo(deleted);
    }

    @Test
    void shouldBringADeletedExperimentBackStopped() throws Exception {
        Experiment created = store.create("mnist", DesiredState.RUNNING);
        store.ask(new DeleteExperiment(command(), created.id()));

        Experiment back =
                store.ask(new UndeleteExperiment(command(), created.id())).value();

        assertThat(back.deleted()).isFalse();
        assertThat(back.desiredState()).isEqualTo(DesiredState.STOPPED);
    }

    @Test
    void shouldKeepStarsAndFoldsAndForgiveUnknownIds() throws Exception {
        Experiment created = store.create("mnist", DesiredState.STOPPED);

        assertThat(store.ask(new SetStarred(command(), created.id(), true)).revision())
                .isEqualTo(2);
        assertThat(store.ask(new SetExpanded(command(), created.id(), true)).revision())
                .isEqualTo(3);
        assertThat(store.ask(new SetStarred(command(), 99, true)).revision()).isEqualTo(3);
        assertThat(store.experiment(created.id()).place().starred()).isTrue();
        assertThat(store.experiment(created.id()).place().expanded()).isTrue();
    }

    @Test
    void shouldSeedAnEmptyFileOnly() throws Exception {
        // Given
        List<Seed> seeds = List.of(
                new Seed(spec("a"), DesiredState.RUNNING, Annotations.NONE),
                new Seed(spec("b"), DesiredState.STOPPED, Annotations.NONE));

        // When
        List<Experiment> first =
                store.ask(new SeedExperiments(command(), "Demo", seeds)).value();
        List<Experiment> second =
                store.ask(new SeedExperiments(command(), "Demo", seeds)).value();

        // Then
        assertThat(first).extracting(e -> e.spec().name()).containsExactly("a", "b");
        assertThat(second).isEmpty();
        assertThat(store.revision()).isEqualTo(1);
        assertThat(store.ask(new ReadBoard(0, 10)).groups().get(0).members()).containsExactly(1L, 2L);
    }

    @Test
    void shouldMoveExperimentsBetweenGroups() throws Exception {
        // Given
        store.create("a", DesiredState.STOPPED);
        store.create("b", DesiredState.STOPPED);
        Group left =
                store.ask(new CreateGroup(command(), "left", List.of("lr"))).value();
        Group right = store.ask(new CreateGroup(command(), "right", List.of())).value();
        store.ask(new AddToGroup(command(), left.id(), List.of(1L, 2L), false));

        // When
        Group moved = store.ask(new AddToGroup(command(), right.id(), List.of(2L), false))
                .value();

        // Then
        List<Group> groups = store.ask(new ReadBoard(0, 10)).groups();
        assertThat(left.id()).matches("[0-9a-f]{8}");
        assertThat(moved.members()).containsExactly(2L);
        assertThat(groups).extracting(Group::name).containsExactly("left", "right");
        assertThat(groups.get(0).members()).containsExactly(1L);
    }

    @Test
    void shouldEditAndDeleteGroupsAndKeepTheirExperiments() throws Exception {
        // Given
        store.create("a", DesiredState.STOPPED);
        Group group = store.ask(new CreateGroup(command(), "old", List.of())).value();
        store.ask(new AddToGroup(command(), group.id(), List.of(1L), true));

        // When
        Group edited = store.ask(new EditGroup(
                        command(),
                        group.id(),
                        Optional.of("new"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(true),
                        Optional.of("pre."),
                        Optional.empty(),
                        Optional.of(3),
                        Optional.of(16),
                        Optional.of(5L),
                        Optional.empty()))
                .value();
        boolean removed =
                store.ask(new RemoveFromGroup(command(), group.id(), 1)).value();
        boolean again = store.ask(new RemoveFromGroup(command(), group.id(), 1)).value();
        store.ask(new DeleteGroup(command(), group.id()));

        // Then
        assertThat(edited.name()).isEqualTo("new");
        assertThat(edited.namePrefix()).isEqualTo("pre.");
        assertThat(edited.maxParallel()).isEqualTo(3);
        assertThat(removed).isTrue();
        assertThat(again).isFalse();
        assertThat(store.ask(new ReadBoard(0, 10)).groups()).isEmpty();
        assertThat(store.experiment(1).spec().name()).isEqualTo("a");
        assertThatThrownBy(() -> store.ask(new DeleteGroup(command(), group.id())))
                .isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void shouldSayWhenThereIsNoSuchExperiment() {
        assertThatThrownBy(() -> store.want(99, DesiredState.RUNNING)).isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void shouldRefuseAnEditOfAGroupThatWasEditedMeanwhile() throws Exception {
        Group group = store.ask(new CreateGroup(command(), "old", List.of())).value();
        store.ask(renaming(group, "new"));

        assertThatThrownBy(() -> store.ask(renaming(group, "other"))).isInstanceOf(Failure.Outdated.class);
    }

    private static EditGroup renaming(Group seen, String name) {
        return new EditGroup(
                command(),
                seen.id(),
                Optional.of(name),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(seen.specRevision()));
    }

    @Test
    void shouldWriteEveryFieldThatAnEditNamesAndTellTheHistory() throws Exception {
        Experiment before = store.create("a", DesiredState.STOPPED);
        SpecEdit edit = SpecEdit.builder()
                .accelerator("H100")
                .instanceType("big")
                .cloud("slurm")
                .spot(true)
                .description("why")
                .wandbLink("https://example.org/run")
                .tags(List.of("one"))
                .owner("bob")
                .priority(5)
                .build();

        Experiment after =
                store.ask(new EditExperiment(command(), before.id(), edit)).value();

        assertThat(after.spec().accelerator()).isEqualTo("H100");
        assertThat(after.spec().instanceType()).isEqualTo("big");
        assertThat(after.spec().cloud()).isEqualTo("slurm");
        assertThat(after.spec().spot()).isTrue();
        assertThat(after.annotations()).isEqualTo(new Annotations("why", "https://example.org/run", List.of("one")));
        assertThat(after.owner()).isEqualTo("bob");
        assertThat(after.priority()).isEqualTo(5);
        assertThat(after.specRevision()).isEqualTo(before.specRevision() + 1);
        assertThat(store.raw("select data from events where kind = 'experiment_edited'")
                        .get(0))
                .contains("{\"field\":\"owner\",\"before\":\"ann\",\"after\":\"bob\"}");
    }
}
