package dev.skydeck.store;

import static dev.skydeck.store.Deployed.SERVER;
import static dev.skydeck.store.Deployed.command;
import static dev.skydeck.store.Deployed.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.ClusterRequest.AdoptCluster;
import dev.skydeck.messages.ClusterRequest.BeginClusters;
import dev.skydeck.messages.ClusterRequest.ClustersStart;
import dev.skydeck.messages.ClusterRequest.EndJobs;
import dev.skydeck.messages.ClusterRequest.ListClusters;
import dev.skydeck.messages.ClusterRequest.RecordClusterCosts;
import dev.skydeck.messages.ClusterRequest.RecordClusterOutcome;
import dev.skydeck.messages.ClusterRequest.RecordClusters;
import dev.skydeck.messages.ClusterRequest.WatchedCluster;
import dev.skydeck.messages.ExperimentRequest.DeleteExperiment;
import dev.skydeck.messages.ExperimentRequest.EditExperiment;
import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import dev.skydeck.messages.JobRequest.JobRef;
import dev.skydeck.messages.JobRequest.ReadJob;
import dev.skydeck.messages.LaunchRequest.ReadViews;
import dev.skydeck.messages.LaunchRequest.UsedCluster;
import dev.skydeck.messages.ObservationRequest.BeginObservation;
import dev.skydeck.messages.ObservationRequest.ObservationStart;
import dev.skydeck.messages.ObservationRequest.RecordObservation;
import dev.skydeck.messages.ObservationRequest.Scope;
import dev.skydeck.messages.ObservationRequest.UnresolvedLaunch;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Cluster;
import dev.skydeck.messages.model.ClusterIdentity;
import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.ObservedCluster;
import dev.skydeck.messages.model.ObservedJob;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clusters with a name, on the real file. */
class ClustersTest {
    private static final ClusterIdentity DEV = new ClusterIdentity("dev", "hash-1");

    @SuppressWarnings("NullAway.Init")
    private Deployed store;

    @BeforeEach
    void deploy(@TempDir Path folder) throws Exception {
        store = Deployed.at(folder.resolve("skydeck.db"));
        store.begin();
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private Experiment onCluster(String name) throws Exception {
        Experiment made = store.create(name, DesiredState.STOPPED);
        return store.ask(new EditExperiment(
                        command(), made.id(), SpecEdit.builder().cluster("dev").build()))
                .value();
    }

    private Launch sentToCluster(String name) throws Exception {
        Experiment made = onCluster(name);
        return store.claim(store.open(store.lease(), store.want(made.id(), DesiredState.RUNNING)));
    }

    private static ObservedCluster seen(String hash, String status) {
        return new ObservedCluster(
                "dev",
                hash,
                status,
                1,
                Instant.parse("2026-11-01T09:00:00Z"),
                "Slurm",
                null,
                "1x(cpus=1)",
                "ann",
                "abcd1234",
                "default",
                null,
                false,
                null);
    }

    private int list(ObservedCluster... clusters) throws Exception {
        return store.ask(new RecordClusters(SERVER, Optional.empty(), Arrays.asList(clusters)));
    }

    private void queue(ClusterIdentity cluster, ObservedJob... rows) throws Exception {
        store.ask(new RecordObservation(
                UUID.randomUUID().toString(),
                SERVER.of(cluster),
                Scope.WHOLE,
                0,
                5,
                true,
                0,
                1,
                List.of(rows),
                null,
                10_000,
                180_000));
    }

    private Cluster dev() throws Exception {
        return store.ask(new ListClusters()).stream()
                .filter(cluster -> cluster.name().equals("dev"))
                .findFirst()
                .orElseThrow();
    }

    private List<UsedCluster> used(long experiment) throws Exception {
        return store.view(experiment).clusters();
    }

    @Test
    void shouldBindAJobOnAClusterByItsToken() throws Exception {
        // Given
        Launch launch = sentToCluster("mnist");
        list(seen("hash-1", "UP"));
        // When
        queue(DEV, row(1, "RUNNING", launch));
        // Then
        Job job = store.jobsOf(1).get(0);
        assertThat(store.view(1).launches().get(0).state()).isEqualTo(LaunchState.LIVE);
        assertThat(store.experiment(1).currentState()).isEqualTo(CurrentState.RUNNING);
        assertThat(job.cluster()).isEqualTo("dev");
        assertThat(job.key().server()).isNotEqualTo(launch.server());
    }

    @Test
    void shouldKeepJobsOfTheSameNumberApart() throws Exception {
        // Given
        Launch managed = store.sent("managed");
        store.observe(row(1, "RUNNING", managed));
        Launch launch = sentToCluster("mnist");
        // When
        queue(DEV, row(1, "SUCCEEDED", launch));
        // Then
        Job onCluster = store.jobsOf(2).get(0);
        JobRef ref = new JobRef(Optional.of(onCluster.key().server()), 1);
        assertThat(store.ask(new ReadJob(JobRef.managed(1))).experimentName()).isEqualTo("managed");
        assertThat(store.ask(new ReadJob(ref)).experimentName()).isEqualTo("mnist");
    }

    @Test
    void shouldSendLaunchesToTheServerAndNotToTheClusterSeenLast() throws Exception {
        // Given
        Launch first = sentToCluster("first");
        queue(DEV, row(1, "RUNNING", first));
        // When
        Launch second = store.sent("second");
        // Then
        assertThat(second.server()).isEqualTo(first.server());
    }

    @Test
    void shouldSayToWhichClusterALaunchWasSent() throws Exception {
        // Given
        sentToCluster("mnist");
        // When
        ObservationStart start = store.begin();
        // Then
        assertThat(start.unresolved()).extracting(UnresolvedLaunch::cluster).containsExactly("dev");
    }

    @Test
    void shouldCallAClusterOursThatALaunchMade() throws Exception {
        // Given
        Launch launch = sentToCluster("mnist");
        // When
        list(seen("hash-1", "INIT"));
        // Then
        assertThat(dev().ours()).isTrue();
        assertThat(used(launch.experimentId()))
                .containsExactly(new UsedCluster("dev", "hash-1", "INIT", true, false, true, null));
    }

    @Test
    void shouldNotCallAClusterOursThatWasThereBeforeTheLaunch() throws Exception {
        // Given
        list(seen("hash-1", "UP"));
        Launch launch = sentToCluster("mnist");
        // When
        queue(DEV, row(4, "RUNNING", launch));
        list(seen("hash-1", "STOPPED"));
        // Then
        assertThat(dev().ours()).isFalse();
    }

    @Test
    void shouldNotCallOursWhatSomebodyMadeUnderTheNameOfOurs() throws Exception {
        // Given
        sentToCluster("mnist");
        list(seen("hash-1", "UP"));
        // When
        list(seen("hash-2", "UP"));
        // Then
        assertThat(dev().ours()).isFalse();
    }

    @Test
    void shouldKeepWhoseItIsWhileItIsStoppedAndStarted() throws Exception {
        // Given
        sentToCluster("mnist");
        list(seen("hash-1", "UP"));
        // When
        list(seen("hash-1", "STOPPED"));
        list(seen("hash-1", "UP"));
        // Then
        assertThat(dev().ours()).isTrue();
    }

    @Test
    void shouldLeaveTheJobsOfAClusterThatAListLacks() throws Exception {
        // Given
        Launch launch = sentToCluster("mnist");
        list(seen("hash-1", "UP"));
        queue(DEV, row(1, "RUNNING", launch));
        // When
        list();
        // Then
        assertThat(store.ask(new ListClusters())).isEmpty();
        assertThat(store.experiment(1).currentState()).isEqualTo(CurrentState.RUNNING);
    }

    @Test
    void shouldLookAtOneClusterOnlyWhenOneWasAskedFor() throws Exception {
        // Given
        list(seen("hash-1", "UP"));
        // When
        store.ask(new RecordClusters(SERVER, Optional.of("other"), List.of()));
        // Then
        assertThat(dev().status()).isEqualTo("UP");
    }

    @Test
    void shouldEndTheLivingJobsOfAClusterThatIsGone() throws Exception {
        // Given
        Launch launch = sentToCluster("mnist");
        queue(DEV, row(1, "SUCCEEDED", launch), row(2, "theirs", "RUNNING"));
        // When
        int ended = store.ask(new EndJobs(SERVER.of(DEV), "The cluster was taken down."));
        // Then
        Job theirs = store.jobs(true, 10).get(0);
        assertThat(ended).isEqualTo(1);
        assertThat(theirs.observed().status()).isEqualTo("CANCELLED");
        assertThat(theirs.observed().failureReason()).isEqualTo("The cluster was taken down.");
        assertThat(theirs.observed().endedAt()).isNotNull();
        assertThat(store.jobsOf(1).get(0).observed().status()).isEqualTo("SUCCEEDED");
    }

    @Test
    void shouldCloseTheLaunchWhoseClusterIsGone() throws Exception {
        // Given
        Launch launch = sentToCluster("mnist");
        queue(DEV, row(1, "RUNNING", launch));
        // When
        store.ask(new EndJobs(SERVER.of(DEV), "The cluster was taken down."));
        // Then
        assertThat(store.view(1).launches().get(0).state()).isEqualTo(LaunchState.CLOSED);
        assertThat(store.experiment(1).currentState()).isEqualTo(CurrentState.CANCELLED);
    }

    @Test
    void shouldMoveNoRevisionForTheSameList() throws Exception {
        // Given
        list(seen("hash-1", "UP"));
        long revision = store.revision();
        // When
        int changed = list(seen("hash-1", "UP"));
        // Then
        assertThat(changed).isZero();
        assertThat(store.revision()).isEqualTo(revision);
    }

    @Test
    void shouldTellTheExperimentsThatUseAClusterOfItsChange() throws Exception {
        // Given
        Experiment made = onCluster("mnist");
        store.changes.clear();
        // When
        list(seen("hash-1", "UP"));
        // Then
        assertThat(store.change().experiments()).extracting(Experiment::id).containsExactly(made.id());
    }

    @Test
    void shouldSayWhichClustersMatter() throws Exception {
        // Given
        Launch launch = sentToCluster("first");
        queue(DEV, row(1, "RUNNING", launch));
        store.claim(store.open(store.lease(), store.want(onCluster("second").id(), DesiredState.RUNNING)));
        // When
        ClustersStart start = store.ask(new BeginClusters(SERVER));
        // Then
        assertThat(start.named()).containsExactly("dev");
        assertThat(start.watched())
                .containsExactlyInAnyOrder(
                        new WatchedCluster("dev", "hash-1", false), new WatchedCluster("dev", null, true));
    }

    @Test
    void shouldWatchNoClusterWhoseJobsAreOver() throws Exception {
        // Given
        Launch launch = sentToCluster("first");
        queue(DEV, row(1, "SUCCEEDED", launch));
        // When
        ClustersStart start = store.ask(new BeginClusters(SERVER));
        // Then
        assertThat(start.watched()).isEmpty();
    }

    @Test
    void shouldCallAClusterSharedThatAnotherExperimentIsWantedOn() throws Exception {
        // Given
        Launch launch = sentToCluster("first");
        list(seen("hash-1", "UP"));
        // When
        store.want(onCluster("second").id(), DesiredState.RUNNING);
        // Then
        assertThat(used(launch.experimentId())).extracting(UsedCluster::shared).containsExactly(true);
    }

    @Test
    void shouldCallAClusterSharedOnWhichSomebodysJobLives() throws Exception {
        // Given
        Launch launch = sentToCluster("first");
        list(seen("hash-1", "UP"));
        // When
        queue(DEV, row(1, "SUCCEEDED", launch), row(2, "theirs", "RUNNING"));
        // Then
        assertThat(used(launch.experimentId())).extracting(UsedCluster::shared).containsExactly(true);
    }

    @Test
    void shouldAdoptACluster() throws Exception {
        // Given
        list(seen("hash-1", "UP"));
        // When
        Cluster adopted = store.ask(new AdoptCluster(command(), "dev")).value();
        // Then
        assertThat(adopted.ours()).isTrue();
    }

    @Test
    void shouldForgetAnAdoptionWithTheCluster() throws Exception {
        // Given
        list(seen("hash-1", "UP"));
        store.ask(new AdoptCluster(command(), "dev"));
        // When
        list(seen("hash-2", "UP"));
        // Then
        assertThat(dev().ours()).isFalse();
    }

    @Test
    void shouldNotAdoptAClusterThatIsNotThere() {
        assertThatThrownBy(() -> store.ask(new AdoptCluster(command(), "nope"))).isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void shouldKeepWhySkyPilotDidNotEndAClusterUntilItsStatusChanges() throws Exception {
        // Given
        list(seen("hash-1", "UP"));
        // When
        store.ask(new RecordClusterOutcome("dev", "hash-1", "It is locked."));
        String kept = dev().trouble();
        list(seen("hash-1", "STOPPED"));
        // Then
        assertThat(kept).isEqualTo("It is locked.");
        assertThat(dev().trouble()).isNull();
    }

    @Test
    void shouldNotBlameAnotherClusterForIt() throws Exception {
        // Given
        list(seen("hash-2", "UP"));
        // When
        store.ask(new RecordClusterOutcome("dev", "hash-1", "It is locked."));
        // Then
        assertThat(dev().trouble()).isNull();
    }

    @Test
    void shouldKeepWhatAnHourCosts() throws Exception {
        // Given
        list(seen("hash-1", "UP"));
        // When
        store.ask(new RecordClusterCosts(Map.of("hash-1", 98.32, "hash-9", 1.0)));
        // Then
        assertThat(dev().dollarsPerHour()).isEqualTo(98.32);
    }

    @Test
    void shouldShowTheReconcilerADeletedExperimentWhoseClusterIsThere() throws Exception {
        // Given
        Launch launch = sentToCluster("mnist");
        list(seen("hash-1", "UP"));
        queue(DEV, row(1, "SUCCEEDED", launch));
        store.ask(new DeleteExperiment(command(), launch.experimentId()));
        // When
        var page = store.ask(new ReadViews(0, 10));
        // Then
        assertThat(page.views()).hasSize(1);
    }

    @Test
    void shouldRefuseToStopAClusterThatIsNotNamed() throws Exception {
        // Given
        Experiment made = store.create("mnist", DesiredState.STOPPED);
        SpecEdit edit = SpecEdit.builder().stopCluster(true).build();
        // When, then
        assertThatThrownBy(() -> store.ask(new EditExperiment(command(), made.id(), edit)))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageContaining("stop_cluster");
    }

    @Test
    void shouldNoLongerStopAClusterThatIsNoLongerNamed() throws Exception {
        // Given
        Experiment made = onCluster("mnist");
        store.ask(new EditExperiment(
                command(), made.id(), SpecEdit.builder().stopCluster(true).build()));
        // When
        Experiment edited = store.ask(new EditExperiment(
                        command(), made.id(), SpecEdit.builder().cluster("").build()))
                .value();
        // Then
        assertThat(edited.spec().cluster()).isNull();
        assertThat(edited.spec().stopCluster()).isFalse();
    }

    @Test
    void shouldReadALaunchOfAFileFromBeforeThereWereClusters() throws Exception {
        // Given
        Launch launch = store.sent("mnist");
        // When
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + store.path);
                Statement statement = file.createStatement()) {
            statement.executeUpdate("update launches set spec = json_remove(spec, '$.cluster', '$.stopCluster')");
        }
        // Then
        assertThat(store.view(launch.experimentId()).launches().get(0).spec()).isEqualTo(launch.spec());
    }

    @Test
    void shouldBeginAnObservationOfAClusterWithItsOwnJobs() throws Exception {
        // Given
        Launch launch = sentToCluster("mnist");
        queue(DEV, row(1, "RUNNING", launch));
        // When
        ObservationStart start = store.ask(new BeginObservation(SERVER.of(DEV)));
        // Then
        assertThat(start.aliveJobIds()).containsExactly(1L);
        assertThat(store.begin().aliveJobIds()).isEmpty();
    }
}
