package dev.skydeck.store;

import static dev.skydeck.store.Deployed.command;
import static dev.skydeck.store.Deployed.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.Event.Changed;
import dev.skydeck.messages.ExperimentRequest.DeleteExperiment;
import dev.skydeck.messages.ExperimentRequest.EditExperiment;
import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import dev.skydeck.messages.LaunchRequest.AbandonLaunch;
import dev.skydeck.messages.LaunchRequest.ClaimSend;
import dev.skydeck.messages.LaunchRequest.DeclareAbsent;
import dev.skydeck.messages.LaunchRequest.OpenLaunch;
import dev.skydeck.messages.LaunchRequest.ReadViews;
import dev.skydeck.messages.LaunchRequest.RecordCancel;
import dev.skydeck.messages.LaunchRequest.RecordCancelOutcome;
import dev.skydeck.messages.LaunchRequest.RecordLaunchOutcome;
import dev.skydeck.messages.LaunchRequest.RenewIntent;
import dev.skydeck.messages.LaunchRequest.SetConditions;
import dev.skydeck.messages.LaunchRequest.View;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.CancelOutcome;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.Condition;
import dev.skydeck.messages.model.ConditionReport;
import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchEnd;
import dev.skydeck.messages.model.LaunchOutcome;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.LaunchToken;
import dev.skydeck.messages.model.Restart;
import dev.skydeck.messages.model.RunRules;
import dev.skydeck.messages.model.StopRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchProtocolTest {
    private Deployed store;

    @BeforeEach
    void deploy(@TempDir Path folder) throws Exception {
        store = Deployed.at(folder.resolve("skydeck.db"));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private Launch outcome(Launch launch, LaunchOutcome outcome) throws Exception {
        return store.ask(
                new RecordLaunchOutcome(launch.id(), launch.attempt(), Deployed.CLAIM + launch.attempt(), outcome));
    }

    @Test
    void shouldOpenAnIntentWithATokenOfItsOwn() throws Exception {
        // Given
        Experiment experiment = store.create("mnist", DesiredState.RUNNING);

        // When
        Launch launch = store.open(store.lease(), experiment);

        // Then
        LaunchToken token = LaunchToken.parse(launch.token()).orElseThrow();
        Changed changed = changeOf(2);
        assertThat(launch.state()).isEqualTo(LaunchState.INTENT);
        assertThat(launch.attempt()).isEqualTo(1);
        assertThat(launch.sequence()).isEqualTo(1);
        assertThat(launch.runRequest()).isEqualTo(1);
        assertThat(launch.spec()).isEqualTo(experiment.spec());
        assertThat(token.instance()).isEqualTo(store.installation().instanceId());
        assertThat(launch.jobName()).isEqualTo("mnist-" + token.suffix());
        assertThat(changed.launches()).containsExactly(launch);
        assertThat(changed.experiments())
                .singleElement()
                .satisfies(e -> assertThat(e.currentState()).isEqualTo(CurrentState.PENDING));
    }

    private Changed changeOf(long revision) throws InterruptedException {
        Changed changed = store.change();
        return changed.revision() == revision ? changed : changeOf(revision);
    }

    @Test
    void shouldRefuseASecondOpenLaunch() throws Exception {
        // Given
        Experiment experiment = store.create("mnist", DesiredState.RUNNING);
        long epoch = store.lease();
        store.open(epoch, experiment);

        // When
        assertThatThrownBy(() -> store.open(epoch, experiment)).isInstanceOf(Failure.Conflict.class);
        assertThatThrownBy(() -> store.open(epoch, store.experiment(experiment.id())))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("open launch");

        // Then
        assertThat(store.raw("select count(*) from launches")).containsExactly("1");
    }

    @Test
    void shouldRefuseToOpenWhatIsNoLongerWanted() throws Exception {
        Experiment experiment = store.create("mnist", DesiredState.RUNNING);
        long epoch = store.lease();
        store.want(experiment.id(), DesiredState.STOPPED);

        assertThatThrownBy(() -> store.open(epoch, experiment)).isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldRefuseToOpenForAnOlderSpecification() throws Exception {
        Experiment experiment = store.create("mnist", DesiredState.RUNNING);
        long epoch = store.lease();
        SpecEdit edit = SpecEdit.builder().name("cifar").build();
        store.ask(new EditExperiment(command(), experiment.id(), edit));

        assertThatThrownBy(() -> store.open(epoch, experiment)).isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldRefuseToOpenWithAnOldLease() throws Exception {
        Experiment experiment = store.create("mnist", DesiredState.RUNNING);
        long old = store.lease();
        store.lease();

        assertThatThrownBy(() -> store.open(old, experiment)).isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldMoveAClaimedIntentToSentWithItsServer() throws Exception {
        Launch sent = store.sent("mnist");

        assertThat(sent.state()).isEqualTo(LaunchState.SENT);
        assertThat(sent.server()).isEqualTo(1);
        assertThat(sent.sentAt()).isEqualTo(store.clock.now());
    }

    @Test
    void shouldRefuseASecondClaim() throws Exception {
        Launch sent = store.sent("mnist");

        assertThatThrownBy(() -> store.ask(new ClaimSend(sent.id(), sent.attempt(), "another", Deployed.SERVER.url())))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldAnswerTheSameClaimAgainAsBefore() throws Exception {
        Launch sent = store.sent("mnist");

        assertThat(store.claim(sent)).isEqualTo(sent);
    }

    @Test
    void shouldRefuseAClaimAfterEightSeconds() throws Exception {
        // Given
        store.begin();
        Launch launch = store.open(store.lease(), store.create("mnist", DesiredState.RUNNING));

        // When
        store.clock.advance(Duration.ofMillis(8_001));

        // Then
        assertThatThrownBy(() -> store.claim(launch)).isInstanceOf(Failure.Conflict.class);
        assertThat(store.raw("select state from launches")).containsExactly("INTENT");
    }

    @Test
    void shouldTakeAClaimAfterTheIntentWasRenewed() throws Exception {
        // Given
        store.begin();
        long epoch = store.lease();
        Launch launch = store.open(epoch, store.create("mnist", DesiredState.RUNNING));
        store.clock.advance(Duration.ofSeconds(9));
        long revision = store.revision();

        // When
        store.ask(new RenewIntent(epoch, launch.id(), 1));

        // Then
        assertThat(store.revision()).isEqualTo(revision);
        assertThat(store.claim(launch).state()).isEqualTo(LaunchState.SENT);
    }

    @Test
    void shouldRefuseAClaimAfterStop() throws Exception {
        store.begin();
        Launch launch = store.open(store.lease(), store.create("mnist", DesiredState.RUNNING));
        store.want(launch.experimentId(), DesiredState.STOPPED);

        assertThatThrownBy(() -> store.claim(launch)).isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldRefuseAClaimForAServerThatWasNeverObserved() throws Exception {
        Launch launch = store.open(store.lease(), store.create("mnist", DesiredState.RUNNING));

        assertThatThrownBy(() -> store.ask(new ClaimSend(launch.id(), 1, "another", "http://other")))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldRefuseIntentsFromBeforeItsStart(@TempDir Path folder) throws Exception {
        // Given
        Path path = folder.resolve("other.db");
        long epoch;
        Launch launch;
        try (Deployed before = Deployed.at(path)) {
            before.begin();
            epoch = before.lease();
            launch = before.open(epoch, before.create("mnist", DesiredState.RUNNING));
        }

        try (Deployed after = Deployed.at(path)) {
            // When
            assertThatThrownBy(() -> after.claim(launch)).isInstanceOf(Failure.Conflict.class);
            assertThatThrownBy(() -> after.ask(new RenewIntent(epoch, launch.id(), 1)))
                    .isInstanceOf(Failure.Conflict.class);

            // Then
            Launch ended = after.ask(new AbandonLaunch(epoch, launch.id(), LaunchEnd.UNSENT, "too old"));
            assertThat(ended.state()).isEqualTo(LaunchState.ABANDONED);
        }
    }

    @Test
    void shouldKeepTheRequestIdOfAnAcceptedLaunch() throws Exception {
        Launch accepted = outcome(store.sent("mnist"), new LaunchOutcome.Accepted("r1"));

        assertThat(accepted.state()).isEqualTo(LaunchState.SENT);
        assertThat(accepted.requestId()).isEqualTo("r1");
    }

    @Test
    void shouldEndARefusedLaunchAndShowItFailed() throws Exception {
        Launch refused = outcome(store.sent("mnist"), new LaunchOutcome.Refused("no such cloud"));

        assertThat(refused.state()).isEqualTo(LaunchState.ABANDONED);
        assertThat(refused.end()).isEqualTo(LaunchEnd.REFUSED);
        assertThat(refused.reason()).isEqualTo("no such cloud");
        assertThat(store.experiment(1).currentState()).isEqualTo(CurrentState.FAILED);
    }

    @Test
    void shouldTakeAnUnsentLaunchBackForTheNextAttempt() throws Exception {
        // Given
        Launch sent = store.sent("mnist");

        // When
        Launch unsent = outcome(sent, new LaunchOutcome.NotSent("connection refused"));

        // Then
        assertThat(unsent.state()).isEqualTo(LaunchState.INTENT);
        assertThat(unsent.attempt()).isEqualTo(2);
        assertThat(unsent.server()).isNull();
        assertThatThrownBy(() -> store.claim(unsent)).isInstanceOf(Failure.Conflict.class);
        store.ask(new RenewIntent(1, unsent.id(), 2));
        assertThat(store.claim(unsent).state()).isEqualTo(LaunchState.SENT);
    }

    @Test
    void shouldNotBelieveThatNothingWasSentByOneWhoseClaimWasNotTaken() throws Exception {
        // Given
        Launch sent = store.sent("mnist");

        // When
        Launch after = store.ask(new RecordLaunchOutcome(
                sent.id(), sent.attempt(), "another", new LaunchOutcome.NotSent("the store gave no answer")));

        // Then
        assertThat(after.state()).isEqualTo(LaunchState.SENT);
    }

    @Test
    void shouldIgnoreALateOutcomeOfAnEarlierAttempt() throws Exception {
        // Given
        Launch sent = store.sent("mnist");
        Launch unsent = outcome(sent, new LaunchOutcome.NotSent("connection refused"));
        store.ask(new RenewIntent(1, unsent.id(), 2));
        Launch again = store.claim(unsent);
        long revision = store.revision();

        // When
        Launch after = outcome(sent, new LaunchOutcome.Refused("late"));

        // Then
        assertThat(after).isEqualTo(again);
        assertThat(store.revision()).isEqualTo(revision);
    }

    @Test
    void shouldLeaveAnUnclearLaunchToTheEvidence() throws Exception {
        Launch unclear = outcome(store.sent("mnist"), new LaunchOutcome.Unclear("timed out"));

        assertThat(unclear.state()).isEqualTo(LaunchState.SENT);
        assertThat(unclear.reason()).isEqualTo("timed out");
    }

    @Test
    void shouldTellTheSameFailureOfARequestOnce() throws Exception {
        Launch failed = outcome(store.sent("mnist"), new LaunchOutcome.RequestFailed("quota exceeded"));
        long revision = store.revision();

        outcome(failed, new LaunchOutcome.RequestFailed("quota exceeded"));

        assertThat(store.revision()).isEqualTo(revision);
    }

    @Test
    void shouldBindTheJobThatSkyPilotNamed() throws Exception {
        Launch live = outcome(store.sent("mnist"), new LaunchOutcome.JobCreated(17));

        assertThat(live.state()).isEqualTo(LaunchState.LIVE);
        assertThat(live.jobId()).isEqualTo(17);
        assertThat(store.begin().aliveJobIds()).containsExactly(17L);
    }

    @Test
    void shouldKeepSkyPilotsWordsWhenAFailedRequestIsAbandoned() throws Exception {
        Launch failed = outcome(store.sent("mnist"), new LaunchOutcome.RequestFailed("quota exceeded"));

        Launch ended = store.ask(new AbandonLaunch(1, failed.id(), LaunchEnd.NEVER_CREATED, "no job came of it"));

        assertThat(failed.state()).isEqualTo(LaunchState.SENT);
        assertThat(ended.end()).isEqualTo(LaunchEnd.NEVER_CREATED);
        assertThat(ended.reason()).isEqualTo("quota exceeded");
        assertThat(store.experiment(1).currentState()).isEqualTo(CurrentState.INIT);
    }

    private Experiment declared(long experiment) throws Exception {
        return store.ask(new DeclareAbsent(Command.by("ann"), experiment)).value();
    }

    @Test
    void shouldEndADoubtfulLaunchWhenAPersonSaysThatNoJobCameOfIt() throws Exception {
        // Given
        Launch sent = store.sent("mnist");
        store.clock.advance(Duration.ofMinutes(2));

        // When
        declared(sent.experimentId());

        // Then
        assertThat(store.raw("select state || ' ' || end || ' ' || reason from launches"))
                .containsExactly("ABANDONED NEVER_CREATED ann looked at SkyPilot and found no job of it.");
    }

    @Test
    void shouldNotTakeAPersonsWordAboutALaunchThatWasSentAMomentAgo() throws Exception {
        Launch sent = store.sent("mnist");
        store.clock.advance(Duration.ofSeconds(59));

        assertThatThrownBy(() -> declared(sent.experimentId())).isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldTakeNobodysWordAboutALaunchWhoseJobWasSeen() throws Exception {
        Launch sent = store.sent("mnist");
        store.observe(Deployed.row(7, "RUNNING", sent));
        store.clock.advance(Duration.ofMinutes(2));

        assertThatThrownBy(() -> declared(sent.experimentId())).isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldRefuseToAbandonALaunchThatWasClaimedOrLives() throws Exception {
        Launch sent = store.sent("mnist");
        assertThatThrownBy(() -> store.ask(new AbandonLaunch(1, sent.id(), LaunchEnd.UNSENT, "old")))
                .isInstanceOf(Failure.Conflict.class);
        outcome(sent, new LaunchOutcome.JobCreated(17));

        assertThatThrownBy(() -> store.ask(new AbandonLaunch(1, sent.id(), LaunchEnd.NEVER_CREATED, "none")))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldRunAgainAfterAnEnd() throws Exception {
        // Given
        Launch launch = store.sent("mnist");
        store.observe(row(1, "SUCCEEDED", launch));

        // When
        Experiment wanted = store.want(1, DesiredState.RUNNING);
        Launch second = store.open(1, wanted);

        // Then
        assertThat(wanted.runRequest()).isEqualTo(2);
        assertThat(second.sequence()).isEqualTo(2);
        assertThat(second.runRequest()).isEqualTo(2);
    }

    @Test
    void shouldRecordACancelBeforeItIsSentAndCountItsAttempts() throws Exception {
        // Given
        Launch launch = store.sent("mnist");
        store.observe(row(1, "RUNNING", launch));
        store.want(1, DesiredState.STOPPED);

        // When
        Launch decided = store.ask(new RecordCancel(1, launch.id(), DesiredState.STOPPED, false, "stopped by ann"));
        store.ask(new RecordCancelOutcome(launch.id(), new CancelOutcome.Accepted("c1")));
        store.ask(new RecordCancelOutcome(launch.id(), new CancelOutcome.NotSent("refused")));
        Launch tried = store.ask(new RecordCancelOutcome(launch.id(), new CancelOutcome.Unclear("timed out")));

        // Then
        assertThat(decided.cancelRecorded()).isTrue();
        assertThat(tried.cancelAttempts()).isEqualTo(2);
        assertThat(store.want(1, DesiredState.RUNNING).runRequest()).isEqualTo(2);
    }

    @Test
    void shouldRefuseACancelThatIsNoLongerWanted() throws Exception {
        Launch launch = store.sent("mnist");
        store.observe(row(1, "RUNNING", launch));

        assertThatThrownBy(() -> store.ask(new RecordCancel(1, launch.id(), DesiredState.STOPPED, false, "stop")))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldRaiseTheRunRequestWithACancelThatIsMeantToRelaunch() throws Exception {
        Launch launch = store.sent("mnist");
        store.observe(row(1, "PENDING", launch));

        store.ask(new RecordCancel(1, launch.id(), DesiredState.RUNNING, false, "stuck"));

        assertThat(store.experiment(1).runRequest()).isEqualTo(2);
    }

    @Test
    void shouldShowLaunchJobAndLastWriteInTheView() throws Exception {
        // Given
        Launch launch = store.sent("mnist");
        long written = store.revision();
        store.observe(row(1, "RUNNING", launch));

        // When
        View view = store.view(1);

        // Then
        assertThat(view.launches())
                .singleElement()
                .satisfies(seen -> assertThat(seen.state()).isEqualTo(LaunchState.LIVE));
        assertThat(view.jobs())
                .singleElement()
                .satisfies(job -> assertThat(job.launchId()).isEqualTo(launch.id()));
        assertThat(view.lastWriteRevision()).isEqualTo(written);
        assertThat(view.revision()).isEqualTo(written + 1);
        assertThat(store.ask(new ReadViews(0, 10)).views()).containsExactly(view);
    }

    @Test
    void shouldViewADeletedExperimentWhileItsLaunchIsUnresolved() throws Exception {
        Launch launch = store.sent("mnist");
        store.ask(new DeleteExperiment(command(), 1));
        assertThat(store.ask(new ReadViews(0, 10)).views()).hasSize(1);

        store.observe(row(1, "CANCELLED", launch));

        assertThat(store.ask(new ReadViews(0, 10)).views()).isEmpty();
    }

    @Test
    void shouldKeepSinceOfAConditionThatStays() throws Exception {
        // Given
        store.create("mnist", DesiredState.RUNNING);
        long epoch = store.lease();
        ConditionReport backoff = new ConditionReport(ConditionType.Backoff, "waiting");
        Experiment before = store.ask(new SetConditions(epoch, 1, List.of(backoff)));
        store.clock.advance(Duration.ofMinutes(1));

        // When
        Experiment after = store.ask(
                new SetConditions(epoch, 1, List.of(new ConditionReport(ConditionType.Stale, "old"), backoff)));
        long revision = store.revision();
        store.ask(new SetConditions(epoch, 1, List.of(new ConditionReport(ConditionType.Stale, "old"), backoff)));

        // Then
        Condition stayed = after.conditions().get(1);
        assertThat(stayed).isEqualTo(before.conditions().get(0));
        assertThat(after.conditions().get(0).since()).isEqualTo(store.clock.now());
        assertThat(store.revision()).isEqualTo(revision);
    }

    @Test
    void shouldHoldBackTheFifthRelaunchOfOneRunInAnHour() throws Exception {
        // Given
        store.begin();
        long epoch = store.lease();
        store.create("mnist", DesiredState.RUNNING);
        store.rules(1, new RunRules(Restart.ON_FAILURE, RunRules.MOST_RETRIES, 0, StopRules.NONE));
        for (int i = 0; i < 1 + LaunchLimits.DEFAULT.againPerHour(); i++) {
            Launch launch = store.claim(store.open(epoch, store.experiment(1)));
            store.observe(row(100 + i, "FAILED", launch));
        }

        // When
        assertThatThrownBy(() -> store.open(epoch, store.experiment(1)))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("in the last hour");

        // Then
        store.clock.advance(Duration.ofMinutes(61));
        assertThat(store.open(epoch, store.experiment(1)).state()).isEqualTo(LaunchState.INTENT);
    }

    @Test
    void shouldNameTheExperimentThatIsNotThere() throws Exception {
        long epoch = store.lease();

        assertThatThrownBy(() -> store.ask(new OpenLaunch(epoch, 9, 1, 0, null)))
                .isInstanceOf(Failure.NotFound.class);
    }
}
