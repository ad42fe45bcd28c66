package dev.skydeck.store;

import static dev.skydeck.store.Deployed.chunk;
import static dev.skydeck.store.Deployed.command;
import static dev.skydeck.store.Deployed.observation;
import static dev.skydeck.store.Deployed.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.Event.Changed;
import dev.skydeck.messages.Event.Observed;
import dev.skydeck.messages.JobRequest.JobFilter;
import dev.skydeck.messages.JobRequest.JobPage;
import dev.skydeck.messages.JobRequest.JobRef;
import dev.skydeck.messages.JobRequest.ListJobs;
import dev.skydeck.messages.JobRequest.StopJob;
import dev.skydeck.messages.LaunchRequest.AbandonLaunch;
import dev.skydeck.messages.LaunchRequest.RecordLaunchOutcome;
import dev.skydeck.messages.ObservationRequest.ObservationRecorded;
import dev.skydeck.messages.ObservationRequest.ObservationStart;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.JobKey;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchEnd;
import dev.skydeck.messages.model.LaunchOutcome;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.LaunchToken;
import dev.skydeck.messages.model.ObservedJob;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObservationsTest {
    private Deployed store;

    @BeforeEach
    void deploy(@TempDir Path folder) throws Exception {
        store = Deployed.at(folder.resolve("skydeck.db"));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private Launch newest() throws Exception {
        return store.view(1).launches().get(0);
    }

    @Test
    void shouldBindAJobByItsToken() throws Exception {
        // Given
        Launch launch = store.sent("mnist");

        // When
        ObservationRecorded recorded = store.observe(row(7, "RUNNING", launch));

        // Then
        Experiment experiment = store.experiment(1);
        assertThat(recorded.changedJobs()).isEqualTo(1);
        assertThat(newest().state()).isEqualTo(LaunchState.LIVE);
        assertThat(newest().jobId()).isEqualTo(7);
        assertThat(experiment.currentState()).isEqualTo(CurrentState.RUNNING);
        assertThat(experiment.skyStatus()).isEqualTo("RUNNING");
        assertThat(store.jobsOf(1)).singleElement().satisfies(job -> {
            assertThat(job.launchId()).isEqualTo(launch.id());
            assertThat(job.experimentName()).isEqualTo("mnist");
            assertThat(job.command()).isEqualTo("python train.py --gpus=0 --nodes=1 run=mnist lr=1e-4");
        });
    }

    @Test
    void shouldPublishOneRevisionWithWholeRowsAndThenTheObservation() throws Exception {
        // Given
        Launch launch = store.sent("mnist");
        store.changes.clear();

        // When
        ObservationRecorded recorded = store.observe(row(7, "RUNNING", launch));

        // Then
        Changed changed = store.change();
        Observed observed = store.observation();
        assertThat(changed.revision()).isEqualTo(recorded.revision());
        assertThat(changed.jobs()).hasSize(1);
        assertThat(changed.launches()).containsExactly(newest());
        assertThat(changed.experiments()).containsExactly(store.experiment(1));
        assertThat(observed.server()).isEqualTo(1);
        assertThat(observed.complete()).isTrue();
        assertThat(observed.ageMillis()).isEqualTo(5);
    }

    @Test
    void shouldMoveNoRevisionWhenNothingChanged() throws Exception {
        // Given
        Launch launch = store.sent("mnist");
        store.observe(row(7, "RUNNING", launch));
        long revision = store.revision();
        store.observed.clear();

        // When
        ObservationRecorded recorded = store.observe(row(7, "RUNNING", launch));

        // Then
        assertThat(recorded).isEqualTo(new ObservationRecorded(revision, 0));
        assertThat(store.observation().complete()).isTrue();
        assertThat(store.revision()).isEqualTo(revision);
    }

    @Test
    void shouldKeepDoublesExactly() throws Exception {
        Launch launch = store.sent("mnist");

        store.observe(row(7, "RUNNING", launch));

        Job job = store.jobs(true, 500).get(0);
        assertThat(job.observed().durationSeconds()).isEqualTo(123456789.123);
        assertThat(job.observed().submittedAt()).isEqualTo(Instant.parse("2026-11-01T09:00:00.123Z"));
        assertThat(store.raw("select typeof(duration_seconds) || typeof(submitted_at) from jobs"))
                .containsExactly("realinteger");
    }

    @Test
    void shouldCloseALaunchWhenItsJobEnds() throws Exception {
        Launch launch = store.sent("mnist");
        store.observe(row(7, "RUNNING", launch));

        store.observe(row(7, "FAILED_SETUP", launch));

        assertThat(newest().state()).isEqualTo(LaunchState.CLOSED);
        assertThat(newest().end()).isEqualTo(LaunchEnd.JOB_ENDED);
        assertThat(newest().endStatus()).isEqualTo("FAILED_SETUP");
        assertThat(store.experiment(1).currentState()).isEqualTo(CurrentState.FAILED);
        assertThat(store.experiment(1).skyStatus()).isEqualTo("FAILED_SETUP");
    }

    @Test
    void shouldNeverReopenWhatHasEnded() throws Exception {
        // Given
        Launch launch = store.sent("mnist");
        store.observe(row(7, "SUCCEEDED", launch));
        long revision = store.revision();

        // When
        store.observe(row(7, "RUNNING", launch));

        // Then
        assertThat(store.revision()).isEqualTo(revision);
        assertThat(newest().state()).isEqualTo(LaunchState.CLOSED);
        assertThat(store.experiment(1).currentState()).isEqualTo(CurrentState.SUCCEEDED);
    }

    @Test
    void shouldNeverEndAJobThatIsAbsent() throws Exception {
        Launch launch = store.sent("mnist");
        store.observe(row(7, "RUNNING", launch));
        long revision = store.revision();

        store.observe();

        assertThat(store.revision()).isEqualTo(revision);
        assertThat(newest().state()).isEqualTo(LaunchState.LIVE);
    }

    @Test
    void shouldMakeAnAbandonedLaunchLateWhenItsJobTurnsUp() throws Exception {
        // Given
        Launch launch = store.sent("mnist");
        store.ask(new AbandonLaunch(1, launch.id(), LaunchEnd.NEVER_CREATED, "no job came of it"));

        // When
        store.observe(row(7, "RUNNING", launch));

        // Then
        assertThat(newest().state()).isEqualTo(LaunchState.LATE);
        assertThat(newest().end()).isNull();
        assertThat(newest().jobId()).isEqualTo(7);
    }

    @Test
    void shouldCloseAnAbandonedLaunchWhoseJobTurnsUpEnded() throws Exception {
        Launch launch = store.sent("mnist");
        store.ask(new AbandonLaunch(1, launch.id(), LaunchEnd.NEVER_CREATED, "no job came of it"));

        store.observe(row(7, "CANCELLED", launch));

        assertThat(newest().state()).isEqualTo(LaunchState.CLOSED);
        assertThat(newest().endStatus()).isEqualTo("CANCELLED");
    }

    @Test
    void shouldSumUpTheTasksOfAJobOverAllChunks() throws Exception {
        // Given
        Launch launch = store.sent("mnist");
        Map<String, String> token = Map.of(LaunchToken.METADATA_KEY, launch.token());
        ObservedJob first = row(7, 0, launch.jobName(), "SUCCEEDED", token);
        ObservedJob second = row(7, 1, launch.jobName(), "RUNNING", token);

        // When
        store.ask(chunk("o1", 0, 2, null, List.of(first)));
        store.ask(chunk("o1", 1, 2, null, List.of(second)));

        // Then
        assertThat(newest().state()).isEqualTo(LaunchState.LIVE);
        assertThat(store.experiment(1).currentState()).isEqualTo(CurrentState.RUNNING);
        assertThat(store.jobsOf(1)).hasSize(2);
        assertThat(store.view(1).jobs()).hasSize(1);
    }

    @Test
    void shouldCommitChunksTogetherWithTheLast() throws Exception {
        // Given
        store.begin();
        ObservationRecorded early = store.ask(chunk("o1", 0, 2, null, List.of(row(1, "a", "RUNNING"))));
        List<Job> before = store.jobs(true, 500);

        // When
        ObservationRecorded last = store.ask(chunk("o1", 1, 2, null, List.of(row(2, "b", "RUNNING"))));
        ObservationRecorded doubled = store.ask(chunk("o1", 1, 2, null, List.of(row(2, "b", "RUNNING"))));

        // Then
        assertThat(early.changedJobs()).isZero();
        assertThat(before).isEmpty();
        assertThat(last).isEqualTo(new ObservationRecorded(1, 2));
        assertThat(doubled).isEqualTo(last);
        assertThat(store.jobs(true, 500)).extracting(job -> job.key().jobId()).containsExactly(2L, 1L);
    }

    @Test
    void shouldRefuseAnObservationOfTooManyChunks() {
        assertThatThrownBy(() -> store.ask(chunk("o1", 0, Staging.MAX_CHUNKS + 1, null, List.of())))
                .isInstanceOf(Failure.Invalid.class);
    }

    @Test
    void shouldForgetTheOldestObservationWhoseSenderWentAway() throws Exception {
        // Given
        store.ask(chunk("o1", 0, 2, null, List.of(row(1, "a", "RUNNING"))));
        store.ask(chunk("o2", 0, 2, null, List.of(row(2, "b", "RUNNING"))));
        store.ask(chunk("o3", 0, 2, null, List.of(row(3, "c", "RUNNING"))));

        // When
        ObservationRecorded recorded = store.ask(chunk("o1", 1, 2, null, List.of(row(4, "d", "RUNNING"))));

        // Then
        assertThat(recorded.changedJobs()).isZero();
        assertThat(store.jobs(true, 500)).isEmpty();
    }

    @Test
    void shouldShowANamesakeWithoutCallingItOurs() throws Exception {
        // Given
        store.create("mnist", DesiredState.STOPPED);

        // When
        store.observe(row(7, "mnist", "RUNNING"), row(8, "other", "RUNNING"));

        // Then
        List<Job> jobs = store.jobs(true, 500);
        assertThat(jobs).extracting(Job::experimentId).containsExactly(null, 1L);
        assertThat(jobs).extracting(Job::launchId).containsOnlyNulls();
        assertThat(store.experiment(1).currentState()).isEqualTo(CurrentState.INIT);
        assertThat(store.view(1).jobs()).isEmpty();
        assertThatThrownBy(() -> store.ask(new StopJob(command(), JobRef.managed(7))))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldStopTheExperimentBehindAJob() throws Exception {
        Launch launch = store.sent("mnist");
        store.observe(row(7, "RUNNING", launch));

        Experiment stopped =
                store.ask(new StopJob(command(), JobRef.managed(7))).value();

        assertThat(stopped.desiredState()).isEqualTo(DesiredState.STOPPED);
        assertThatThrownBy(() -> store.ask(new StopJob(command(), JobRef.managed(99))))
                .isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void shouldListAliveJobsOnlyWhenAskedSo() throws Exception {
        store.observe(row(1, "a", "SUCCEEDED"), row(2, "b", "RUNNING"));

        assertThat(store.jobs(false, 500)).hasSize(1);
        assertThat(store.jobs(true, 500)).hasSize(2);
        assertThat(store.jobs(true, 1)).hasSize(1);
    }

    @Test
    void shouldListEveryTaskOnceOverPagesOfOne() throws Exception {
        // Given
        store.observe(
                row(1, 0, "a", "RUNNING", Map.of()),
                row(2, 0, "b", "RUNNING", Map.of()),
                row(2, 1, "b", "PENDING", Map.of()),
                row(3, 0, "c", "RUNNING", Map.of()));

        // When
        List<JobKey> keys = new ArrayList<>();
        Optional<JobKey> after = Optional.empty();
        boolean more = true;
        while (more && keys.size() < 10) {
            JobPage page = store.ask(new ListJobs(JobFilter.all(true), after, 1));
            page.jobs().forEach(job -> keys.add(job.key()));
            after = Optional.of(keys.get(keys.size() - 1));
            more = page.more();
        }

        // Then
        assertThat(keys)
                .extracting(key -> key.jobId() + "/" + key.taskId())
                .containsExactly("3/0", "2/0", "2/1", "1/0");
    }

    @Test
    void shouldRecordNothingFromAServerThatHasFewerJobsThanBefore() throws Exception {
        // Given
        store.ask(observation(10L, row(1, "a", "RUNNING")));
        long revision = store.revision();
        store.observed.clear();

        // When
        ObservationRecorded recorded = store.ask(observation(9L, row(1, "a", "SUCCEEDED")));

        // Then
        assertThat(recorded).isEqualTo(new ObservationRecorded(revision, 0));
        assertThat(store.observation().complete()).isFalse();
        assertThat(store.begin().totalNoFilter()).isEqualTo(10);
    }

    @Test
    void shouldSayWhatItKnowsBeforeAPoll() throws Exception {
        // Given
        Launch launch = store.sent("mnist");
        store.observe(row(1, "a", "SUCCEEDED"), row(2, "b", "RUNNING"));

        // When
        ObservationStart start = store.begin();

        // Then
        assertThat(start.server()).isEqualTo(1);
        assertThat(start.revision()).isEqualTo(store.revision());
        assertThat(start.aliveJobIds()).containsExactly(2L);
        assertThat(start.control()).hasValueSatisfying(control -> {
            assertThat(control.jobId()).isEqualTo(2);
            assertThat(control.name()).isEqualTo("b");
        });
        assertThat(start.unresolved())
                .singleElement()
                .satisfies(doubtful -> assertThat(doubtful.token()).isEqualTo(launch.token()));
    }

    /** The job of a launch that the file does not know. */
    private static ObservedJob lost(long experiment, String instance, String status) {
        String token = new LaunchToken(instance, experiment, 3, "aaaaaaaaaaaaa").text();
        return row(43, 0, "mnist-aaaaaa", status, Map.of(LaunchToken.METADATA_KEY, token));
    }

    private String instance() throws Exception {
        return store.raw("select instance_id from installation").get(0);
    }

    @Test
    void shouldGiveALaunchThatTheFileDoesNotKnowItsRowAgainAndHoldItsExperiment() throws Exception {
        // Given
        long id = store.create("mnist", DesiredState.STOPPED).id();

        // When
        store.observe(lost(id, instance(), "RUNNING"));

        // Then
        assertThat(store.raw("select state || ' ' || sequence || ' ' || job_id from launches"))
                .containsExactly("LATE 3 43");
        assertThat(store.experiment(id).hold()).isEqualTo(ConditionType.Restored);
        assertThat(store.experiment(id).launch()).isNotNull();
    }

    @Test
    void shouldCloseARecoveredLaunchWhoseJobHasEnded() throws Exception {
        long id = store.create("mnist", DesiredState.STOPPED).id();

        store.observe(lost(id, instance(), "SUCCEEDED"));

        assertThat(store.raw("select state || ' ' || end_status from launches")).containsExactly("CLOSED SUCCEEDED");
    }

    @Test
    void shouldRecoverNoLaunchOfAnotherInstallation() throws Exception {
        long id = store.create("mnist", DesiredState.STOPPED).id();

        store.observe(lost(id, "elsewhere", "RUNNING"));

        assertThat(store.raw("select count(*) from launches")).containsExactly("0");
        assertThat(store.experiment(id).hold()).isNull();
    }

    @Test
    void shouldKeepAJobOfOursAsAnOrphanWhenItsExperimentIsNotThere() throws Exception {
        store.observe(lost(77, instance(), "RUNNING"));

        assertThat(store.raw("select count(*) from launches")).containsExactly("0");
        assertThat(store.raw("select status from jobs where experiment_id is null"))
                .containsExactly("RUNNING");
    }

    @Test
    void shouldBindAJobWhoseIdWasAnothersBeforeTheServersDatabaseWasReplaced() throws Exception {
        // Given
        Launch first = store.sent("mnist");
        store.observe(row(7, "SUCCEEDED", first));
        store.want(1, DesiredState.RUNNING);
        Launch second = store.claim(store.open(1, store.experiment(1)));

        // When
        store.observe(row(7, "RUNNING", second));

        // Then
        assertThat(newest().id()).isEqualTo(second.id());
        assertThat(newest().state()).isEqualTo(LaunchState.LIVE);
        assertThat(store.experiment(1).currentState()).isEqualTo(CurrentState.RUNNING);
        assertThat(store.raw("select state from launches where id = " + first.id()))
                .containsExactly("CLOSED");
    }

    @Test
    void shouldTakeAJobWithoutTokenForOursWhenSkyPilotNamedItToUs() throws Exception {
        // Given
        Launch launch = store.sent("mnist");
        store.ask(new RecordLaunchOutcome(launch.id(), 1, Deployed.CLAIM + 1, new LaunchOutcome.JobCreated(7)));

        // When
        store.observe(row(7, launch.jobName(), "RUNNING"));

        // Then
        assertThat(store.experiment(1).currentState()).isEqualTo(CurrentState.RUNNING);
        assertThat(store.view(1).jobs()).hasSize(1);
    }

    @Test
    void shouldCallNoJobOursThatCarriesAnotherInstallationsToken() throws Exception {
        store.create("mnist", DesiredState.STOPPED);
        Map<String, String> foreign = Map.of(LaunchToken.METADATA_KEY, "sd1:other:1:1:aaaaaaaaaaaaa");

        store.observe(row(7, 0, "mnist", "RUNNING", foreign), row(8, "mnist", "RUNNING"));

        assertThat(store.jobs(true, 500)).extracting(Job::experimentId).containsExactly(1L, null);
    }

    @Test
    void shouldCutAnEventThatWouldBeTooBig() throws Exception {
        // Given
        List<ObservedJob> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rows.add(row(i + 1, "job", "RUNNING"));
        }
        List<ObservedJob> more = new ArrayList<>();
        for (int i = 0; i < 501; i++) {
            more.add(row(i + 1_000, "job", "RUNNING"));
        }

        // When
        store.ask(chunk("o1", 0, 3, null, rows));
        store.ask(chunk("o1", 1, 3, null, more.subList(0, 500)));
        ObservationRecorded recorded = store.ask(chunk("o1", 2, 3, null, more.subList(500, 501)));

        // Then
        Changed changed = store.change();
        assertThat(recorded.changedJobs()).isEqualTo(1_001);
        assertThat(changed.cut()).isTrue();
        assertThat(changed.jobs()).isEmpty();
        assertThat(changed.revision()).isEqualTo(1);
    }
}
