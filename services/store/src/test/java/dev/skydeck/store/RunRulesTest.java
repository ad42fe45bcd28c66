package dev.skydeck.store;

import static dev.skydeck.messages.model.Restart.ALWAYS;
import static dev.skydeck.messages.model.Restart.NEVER;
import static dev.skydeck.messages.model.Restart.ON_FAILURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.CheckpointRequest.RecordCheckpoints;
import dev.skydeck.messages.ExperimentRequest.EditExperiment;
import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import dev.skydeck.messages.HistoryRequest.ReadHistory;
import dev.skydeck.messages.LaunchRequest.SetConditions;
import dev.skydeck.messages.LaunchRequest.StopByRule;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Attempt;
import dev.skydeck.messages.model.ConditionReport;
import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.FoundCheckpoint;
import dev.skydeck.messages.model.JobFacts;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.LaunchToken;
import dev.skydeck.messages.model.ObservedJob;
import dev.skydeck.messages.model.Progress;
import dev.skydeck.messages.model.Restart;
import dev.skydeck.messages.model.RunRules;
import dev.skydeck.messages.model.StopRules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRulesTest {
    private static final StopRules HOUR = new StopRules(null, 1.0, null, List.of());

    private Deployed store;
    private long epoch;

    @BeforeEach
    void deploy(@TempDir Path folder) throws Exception {
        store = Deployed.at(folder.resolve("skydeck.db"));
        store.begin();
        epoch = store.lease();
        store.create("mnist", DesiredState.RUNNING);
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private void restart(Restart restart, int maxRetries, int infraRetries) throws Exception {
        store.rules(1, new RunRules(restart, maxRetries, infraRetries, StopRules.NONE));
    }

    private Launch sent() throws Exception {
        return store.claim(store.open(epoch, store.experiment(1)));
    }

    private static ObservedJob job(
            long id, Launch launch, String status, @Nullable Instant started, @Nullable Double seconds) {
        return new ObservedJob(
                id,
                0,
                launch.jobName(),
                status,
                "ALIVE",
                Instant.EPOCH,
                started,
                null,
                seconds,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                "abcd1234",
                "ann",
                null,
                Map.of(LaunchToken.METADATA_KEY, launch.token()),
                JobFacts.NONE);
    }

    /** Launches it, and SkyPilot shows that its job ended so after running for so long. */
    private Launch ended(long jobId, String status, double seconds) throws Exception {
        Launch launch = sent();
        store.observe(job(jobId, launch, status, Instant.EPOCH, seconds));
        return launch;
    }

    private Progress progress() throws Exception {
        return Objects.requireNonNull(store.view(1).progress());
    }

    @Test
    void shouldShowTheAttemptsOfTheRunRequestNewestFirst() throws Exception {
        restart(ON_FAILURE, 5, 5);
        Launch first = ended(100, "FAILED", 12.5);
        Launch second = ended(101, "FAILED_CONTROLLER", 0);

        assertThat(store.view(1).attempts())
                .containsExactly(
                        new Attempt(second.id(), "FAILED_CONTROLLER", 0), new Attempt(first.id(), "FAILED", 12.5));
    }

    @Test
    void shouldCountNoAttemptsOfAnEarlierRunRequest() throws Exception {
        restart(ON_FAILURE, 5, 5);
        ended(100, "FAILED", 1);
        store.want(1, DesiredState.RUNNING);
        Launch second = ended(101, "FAILED", 1);

        assertThat(store.view(1).attempts()).extracting(Attempt::launchId).containsExactly(second.id());
    }

    @Test
    void shouldCountNoAttemptsBeforeAnEditOfTheSpecification() throws Exception {
        restart(ON_FAILURE, 5, 5);
        ended(100, "FAILED", 1);
        Launch second = ended(101, "FAILED", 1);
        SpecEdit edit = SpecEdit.builder().nodes(2).build();
        store.ask(new EditExperiment(Deployed.command(), 1, edit));

        assertThat(store.view(1).attempts()).extracting(Attempt::launchId).containsExactly(second.id());
    }

    @Test
    void shouldShowNoAttemptsWhenTheRulesWantNone() throws Exception {
        restart(NEVER, 5, 5);
        ended(100, "FAILED", 1);

        assertThat(store.view(1).attempts()).isEmpty();
    }

    @Test
    void shouldOpenNoLaunchThatTheRulesDoNotAllow() throws Exception {
        restart(ON_FAILURE, 5, 5);
        ended(100, "SUCCEEDED", 1);

        assertThatThrownBy(() -> store.open(epoch, store.experiment(1)))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("by its rules");
    }

    @Test
    void shouldOpenALaunchThatTheRulesAllow() throws Exception {
        restart(ALWAYS, 0, 0);
        ended(100, "SUCCEEDED", 1);

        assertThat(store.open(epoch, store.experiment(1)).state()).isEqualTo(LaunchState.INTENT);
    }

    @Test
    void shouldKeepWhatAnEditOfTheRulesSaysAndTellTheHistory() throws Exception {
        StopRules stop = new StopRules(7L, 1.5, 20.0, List.of(new StopRules.MetricBound("loss", false, 9.5)));
        RunRules rules = new RunRules(ON_FAILURE, 7, 2, stop);

        Experiment after = store.rules(1, rules);

        assertThat(after.rules()).isEqualTo(rules);
        assertThat(store.experiment(1).rules()).isEqualTo(rules);
        assertThat(store.ask(new ReadHistory(
                                Optional.of(1L), List.of(), Optional.empty(), Optional.empty(), Long.MAX_VALUE, 10))
                        .entries()
                        .get(0)
                        .sentence())
                .contains("restart_policy from never to on-failure", "stop_rules.metrics from nothing to loss ≥ 9.5");
    }

    @Test
    void shouldSayHowLongItHasRunByTheClockOfTheJobThatEnded() throws Exception {
        store.rules(1, new RunRules(ON_FAILURE, 5, 5, HOUR));
        ended(100, "FAILED", 600);

        assertThat(progress())
                .extracting(Progress::runSeconds, Progress::running)
                .containsExactly(600.0, false);
    }

    @Test
    void shouldNotBelieveAStartFromBeforeTheLaunchWasSent() throws Exception {
        store.rules(1, new RunRules(NEVER, 0, 0, HOUR));
        Launch launch = sent();
        store.observe(job(100, launch, "RUNNING", Instant.EPOCH, null));
        store.clock.advance(Duration.ofSeconds(30));
        store.observe(job(100, launch, "RUNNING", Instant.EPOCH, null));

        assertThat(progress())
                .extracting(Progress::runSeconds, Progress::running)
                .containsExactly(29.995, true);
    }

    @Test
    void shouldNotCountTimeInWhichNobodySawItRun() throws Exception {
        store.rules(1, new RunRules(NEVER, 0, 0, HOUR));
        Launch launch = sent();
        store.clock.advance(Duration.ofSeconds(30));
        store.observe(job(100, launch, "RUNNING", Instant.EPOCH, null));

        store.clock.advance(Duration.ofHours(3));

        assertThat(progress().runSeconds()).isEqualTo(29.995);
    }

    @Test
    void shouldShowTheNewestEpoch() throws Exception {
        store.rules(1, new RunRules(NEVER, 0, 0, new StopRules(5L, null, null, List.of())));
        FoundCheckpoint found = new FoundCheckpoint(6, "s3://b/mnist/6.pt", List.of(), null, null, Instant.EPOCH, null);
        store.ask(new RecordCheckpoints(1, List.of(found), null));

        assertThat(progress().epoch()).isEqualTo(6);
    }

    @Test
    void shouldStopByARuleAndSayWhy() throws Exception {
        store.rules(1, new RunRules(NEVER, 0, 0, HOUR));

        Experiment after = store.ask(new StopByRule(epoch, 1, 1, HOUR, "It ran for the hour that it may."));

        assertThat(after.desiredState()).isEqualTo(DesiredState.STOPPED);
        assertThat(after.stopReason()).isEqualTo("It ran for the hour that it may.");
        assertThat(store.want(1, DesiredState.RUNNING).stopReason()).isNull();
    }

    @Test
    void shouldNotStopByARuleThatWasTakenAwayMeanwhile() throws Exception {
        assertThatThrownBy(() -> store.ask(new StopByRule(epoch, 1, 1, HOUR, "It ran for an hour.")))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldNotStopARunThatWasAskedForMeanwhile() throws Exception {
        store.rules(1, new RunRules(NEVER, 0, 0, HOUR));

        assertThatThrownBy(() -> store.ask(new StopByRule(epoch, 1, 0, HOUR, "It ran for an hour.")))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldKeepWhenSomethingIsDoneAboutACondition() throws Exception {
        ConditionReport report = new ConditionReport(ConditionType.Backoff, "It is launched again.").next(60_000);

        Experiment after = store.ask(new SetConditions(epoch, 1, List.of(report)));

        assertThat(after.conditions().get(0).nextAt())
                .isEqualTo(store.clock.now().plusSeconds(60));
    }

    @Test
    void shouldMoveNoRevisionWhenTheSameTimeIsStatedAgain() throws Exception {
        ConditionReport report = new ConditionReport(ConditionType.Backoff, "It is launched again.");
        store.ask(new SetConditions(epoch, 1, List.of(report.next(60_000))));
        long before = store.revision();
        store.clock.advance(Duration.ofSeconds(20));

        store.ask(new SetConditions(epoch, 1, List.of(report.next(40_300))));

        assertThat(store.revision()).isEqualTo(before);
    }

    @Test
    void shouldMoveTheTimeOfAConditionThatIsDoneLater() throws Exception {
        ConditionReport report = new ConditionReport(ConditionType.Backoff, "It is launched again.");
        store.ask(new SetConditions(epoch, 1, List.of(report.next(60_000))));

        Experiment after = store.ask(new SetConditions(epoch, 1, List.of(report.next(120_000))));

        assertThat(after.conditions().get(0).nextAt())
                .isEqualTo(store.clock.now().plusSeconds(120));
    }
}
