package dev.skydeck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.CheckpointRequest.GetCadence;
import dev.skydeck.messages.CheckpointRequest.GetCheckpoint;
import dev.skydeck.messages.CheckpointRequest.ListCheckpoints;
import dev.skydeck.messages.CheckpointRequest.ListSyncTargets;
import dev.skydeck.messages.CheckpointRequest.RecordCheckpoints;
import dev.skydeck.messages.CheckpointRequest.SyncFolder;
import dev.skydeck.messages.CheckpointRequest.SyncTarget;
import dev.skydeck.messages.CheckpointRequest.Whole;
import dev.skydeck.messages.Event.Changed;
import dev.skydeck.messages.Event.CheckpointCount;
import dev.skydeck.messages.ExperimentRequest.DeleteExperiment;
import dev.skydeck.messages.ExperimentRequest.EditExperiment;
import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Cadence;
import dev.skydeck.messages.model.Checkpoint;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.FoundCheckpoint;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    private static final Whole ALL = new Whole(0, Long.MAX_VALUE, List.of("s3://bucket/policies/mnist/"));

    private Deployed store;

    @BeforeEach
    void deploy(@TempDir Path folder) throws Exception {
        store = Deployed.at(folder.resolve("skydeck.db"));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private static FoundCheckpoint found(long epoch, String etag) {
        return new FoundCheckpoint(
                epoch,
                "s3://bucket/policies/mnist/" + epoch,
                List.of("s3://bucket/replays/" + epoch),
                10L,
                etag,
                Instant.parse("2026-11-01T08:00:00Z"),
                null);
    }

    @Test
    void shouldRecordWhatWasFoundAndTellTheCount() throws Exception {
        // Given
        store.create("mnist", DesiredState.STOPPED);
        store.change();

        // When
        Written<Integer> written = store.ask(new RecordCheckpoints(1, List.of(found(1, "a"), found(2, "b")), null));

        // Then
        Changed changed = store.change();
        assertThat(written).isEqualTo(new Written<>(2, 2));
        assertThat(changed.checkpoints()).containsExactly(new CheckpointCount(1, 2L, 2));
        assertThat(changed.experiments())
                .singleElement()
                .satisfies(experiment -> assertThat(experiment.latestEpoch()).isEqualTo(2));
        assertThat(store.ask(new ListCheckpoints(1, Long.MAX_VALUE, 500)).checkpoints())
                .extracting(Checkpoint::epoch)
                .containsExactly(2L, 1L);
    }

    @Test
    void shouldChangeNothingWhenTheSameIsFoundAgain() throws Exception {
        store.create("mnist", DesiredState.STOPPED);
        store.ask(new RecordCheckpoints(1, List.of(found(1, "a")), null));

        assertThat(store.ask(new RecordCheckpoints(1, List.of(found(1, "a")), null)))
                .isEqualTo(new Written<>(2, 0));
    }

    @Test
    void shouldKeepWhenAChangedCheckpointWasSeenFirst() throws Exception {
        // Given
        store.create("mnist", DesiredState.STOPPED);
        store.ask(new RecordCheckpoints(1, List.of(found(1, "a")), null));
        Instant first = store.clock.now();
        store.clock.advance(Duration.ofMinutes(1));

        // When
        store.ask(new RecordCheckpoints(1, List.of(found(1, "b")), null));

        // Then
        Checkpoint checkpoint = store.ask(new ListCheckpoints(1, Long.MAX_VALUE, 1))
                .checkpoints()
                .get(0);
        assertThat(checkpoint.etag()).isEqualTo("b");
        assertThat(checkpoint.firstSeenAt()).isEqualTo(first);
        assertThat(checkpoint.syncedAt()).isEqualTo(store.clock.now());
    }

    @Test
    void shouldCallAnExperimentActiveUntilTenMinutesAfterItsLaunchClosed() throws Exception {
        // Given
        Launch launch = store.sent("mnist");
        store.create("idle", DesiredState.STOPPED);
        List<SyncTarget> running = store.ask(new ListSyncTargets(0, 10)).targets();
        store.observe(Deployed.row(7, "SUCCEEDED", launch));
        store.clock.advance(Duration.ofMinutes(9));
        List<SyncTarget> ended = store.ask(new ListSyncTargets(0, 10)).targets();

        // When
        store.clock.advance(Duration.ofMinutes(2));

        // Then
        assertThat(running).extracting(SyncTarget::active).containsExactly(true, false);
        assertThat(ended).extracting(SyncTarget::active).containsExactly(true, false);
        assertThat(store.ask(new ListSyncTargets(0, 10)).targets())
                .extracting(SyncTarget::active)
                .containsExactly(false, false);
        assertThat(store.ask(new ListSyncTargets(0, 1)).more()).isTrue();
    }

    @Test
    void shouldSayWhenThereIsNoSuchExperiment() {
        assertThatThrownBy(() -> store.ask(new ListCheckpoints(9, Long.MAX_VALUE, 500)))
                .isInstanceOf(Failure.NotFound.class);
        assertThatThrownBy(() -> store.ask(new RecordCheckpoints(9, List.of(found(1, "a")), null)))
                .isInstanceOf(Failure.NotFound.class);
    }

    private List<Long> gone() throws Exception {
        return store.ask(new ListCheckpoints(1, Long.MAX_VALUE, 500)).checkpoints().stream()
                .filter(checkpoint -> checkpoint.goneAt() != null)
                .map(Checkpoint::epoch)
                .toList();
    }

    @Test
    void shouldMarkWhatAWholeListingNoLongerShows() throws Exception {
        store.create("mnist", DesiredState.STOPPED);
        store.ask(new RecordCheckpoints(1, List.of(found(1, "a"), found(2, "b"), found(3, "c")), null));

        store.ask(new RecordCheckpoints(1, List.of(found(2, "b")), ALL));

        assertThat(gone()).containsExactly(3L, 1L);
        assertThat(store.experiment(1).latestEpoch()).isEqualTo(3);
    }

    @Test
    void shouldTakeTheMarkAwayOfWhatIsThereAgain() throws Exception {
        store.create("mnist", DesiredState.STOPPED);
        store.ask(new RecordCheckpoints(1, List.of(found(1, "a")), null));
        store.ask(new RecordCheckpoints(1, List.of(), ALL));

        store.ask(new RecordCheckpoints(1, List.of(found(1, "a")), ALL));

        assertThat(gone()).isEmpty();
    }

    @Test
    void shouldMarkNothingOutsideOfWhatWasListed() throws Exception {
        store.create("mnist", DesiredState.STOPPED);
        store.ask(new RecordCheckpoints(1, List.of(found(1, "a"), found(9, "b")), null));

        store.ask(new RecordCheckpoints(1, List.of(), new Whole(2, 8, ALL.folders())));
        store.ask(new RecordCheckpoints(1, List.of(), new Whole(0, 100, List.of("s3://other/policies/mnist/"))));

        assertThat(gone()).isEmpty();
    }

    private Instant minuteLater() {
        store.clock.advance(Duration.ofMinutes(1));
        return store.clock.now();
    }

    private void rename(long id, String name) throws Exception {
        store.ask(new EditExperiment(
                Deployed.command(), id, SpecEdit.builder().name(name).build()));
    }

    private List<SyncFolder> folders(int experiment) throws Exception {
        return store.ask(new ListSyncTargets(0, 10)).targets().get(experiment).folders();
    }

    @Test
    void shouldKeepTheFolderOfAFormerName() throws Exception {
        store.create("old", DesiredState.STOPPED);
        minuteLater();

        rename(1, "new");

        assertThat(folders(0)).containsExactly(new SyncFolder("new", null, null), new SyncFolder("old", null, null));
    }

    @Test
    void shouldShareAFolderByTheTimesAtWhichExperimentsTookItsName() throws Exception {
        store.create("x", DesiredState.STOPPED);
        minuteLater();
        rename(1, "y");
        Instant taken = minuteLater();

        store.create("x", DesiredState.STOPPED);

        assertThat(folders(0)).contains(new SyncFolder("x", null, taken));
        assertThat(folders(1)).containsExactly(new SyncFolder("x", taken, null));
    }

    @Test
    void shouldLeaveTheFolderOfADeletedExperimentToTheNextOfItsName() throws Exception {
        store.create("x", DesiredState.STOPPED);
        store.ask(new DeleteExperiment(Deployed.command(), 1));
        minuteLater();

        store.create("x", DesiredState.STOPPED);

        assertThat(folders(0)).containsExactly(new SyncFolder("x", null, null));
    }

    private static FoundCheckpoint written(long epoch, long second) {
        return new FoundCheckpoint(
                epoch, "s3://bucket/policies/mnist/" + epoch, List.of(), 1L, "e", Instant.ofEpochSecond(second), null);
    }

    @Test
    void shouldSayHowRegularlyCheckpointsComeAndWhereSomeAreMissing() throws Exception {
        store.create("mnist", DesiredState.STOPPED);
        store.ask(new RecordCheckpoints(
                1,
                List.of(written(10, 100), written(20, 160), written(30, 225), written(60, 400), written(70, 460)),
                null));

        Cadence cadence = store.ask(new GetCadence(1));

        assertThat(cadence).isEqualTo(new Cadence(10L, 65_000L, List.of(new Cadence.Gap(30, 60))));
    }

    @Test
    void shouldKnowNoCadenceOfOneCheckpoint() throws Exception {
        store.create("mnist", DesiredState.STOPPED);
        store.ask(new RecordCheckpoints(1, List.of(written(10, 100)), null));

        assertThat(store.ask(new GetCadence(1))).isEqualTo(new Cadence(null, null, List.of()));
    }

    @Test
    void shouldFindOneCheckpoint() throws Exception {
        store.create("mnist", DesiredState.STOPPED);
        store.ask(new RecordCheckpoints(1, List.of(found(1, "a"), found(2, "b")), null));

        assertThat(store.ask(new GetCheckpoint(1, 2)).etag()).isEqualTo("b");
        assertThatThrownBy(() -> store.ask(new GetCheckpoint(1, 3))).isInstanceOf(Failure.NotFound.class);
    }
}
