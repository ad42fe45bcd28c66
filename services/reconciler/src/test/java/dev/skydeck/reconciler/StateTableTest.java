package dev.skydeck.reconciler;

import static dev.skydeck.reconciler.Given.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.ObservationRequest.Scope;
import dev.skydeck.messages.model.ConditionReport;
import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Evidence;
import dev.skydeck.messages.model.LaunchEnd;
import dev.skydeck.messages.model.LaunchState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The state table, row by row; the numbers are those of DESIGN.md. */
class StateTableTest {
    private static final DesiredState RUNNING = DesiredState.RUNNING;
    private static final DesiredState STOPPED = DesiredState.STOPPED;

    private static List<String> actions(Decision decision) {
        return decision.actions().stream()
                .map(action -> action.getClass().getSimpleName())
                .toList();
    }

    private static List<ConditionType> conditions(Decision decision) {
        return decision.conditions().stream().map(ConditionReport::type).toList();
    }

    private static void assertNothing(Decision decision, ConditionType... types) {
        assertThat(actions(decision)).isEmpty();
        assertThat(conditions(decision)).containsExactly(types);
    }

    private static void assertOpens(Decision decision) {
        assertThat(actions(decision)).containsExactly("OpenLaunch");
    }

    private static List<Long> cancelled(Decision decision) {
        return decision.actions().stream()
                .filter(Action.CancelJob.class::isInstance)
                .map(action -> ((Action.CancelJob) action).launch().jobId())
                .toList();
    }

    @Nested
    class Row1NoUsableReading {
        @Test
        void shouldLeaveARunningJobAloneAndSaySo() {
            assertNothing(
                    desired(RUNNING)
                            .job(4, "RUNNING")
                            .pass(Duration.ofMinutes(2))
                            .decide(),
                    ConditionType.Stale);
        }

        @Test
        void shouldNotCountAPartialReading() {
            assertNothing(
                    desired(RUNNING)
                            .job(4, "RUNNING")
                            .pass(Duration.ofMinutes(2))
                            .partlyObserved()
                            .decide(),
                    ConditionType.Stale);
        }

        @Test
        void shouldNotCountAReadingOfSomeJobs() {
            assertNothing(
                    desired(RUNNING)
                            .job(4, "RUNNING")
                            .pass(Duration.ofMinutes(2))
                            .observed(Scope.SOME)
                            .decide(),
                    ConditionType.Stale);
        }

        @ParameterizedTest
        @EnumSource(names = {"STOPPED", "TERMINATED"})
        void shouldSendTheCancelOfABoundJobAllTheSame(DesiredState desired) {
            Decision decision = desired(desired)
                    .job(4, "RUNNING")
                    .pass(Duration.ofMinutes(2))
                    .decide();
            assertThat(cancelled(decision)).containsExactly(4L);
            assertThat(conditions(decision)).containsExactly(ConditionType.Stale);
        }

        @Test
        void shouldNotCancelWhenAnotherServerIsConnected() {
            assertNothing(
                    desired(STOPPED)
                            .job(4, "RUNNING")
                            .pass(Duration.ofSeconds(1))
                            .observedServer(2)
                            .decide(),
                    ConditionType.Stale);
        }

        @Test
        void shouldLaunchAfterTheBarrierThoughTheReadingIsOld() {
            assertOpens(desired(RUNNING).pass(Duration.ofHours(1)).decide());
        }

        @Test
        void shouldLookAgainWhenTheReadingGetsOld() {
            assertThat(desired(RUNNING).job(4, "RUNNING").decide().wakeAfter()).contains(Duration.ofSeconds(30));
        }

        @Test
        void shouldNotCallStaleWhatWasNeverReadRightAfterTheStart() {
            Given given = desired(RUNNING).job(4, "RUNNING");
            Memory fresh = new Memory(0);
            assertNothing(StateTable.decide(given.view(), fresh.knowledge(7, 0), Policy.DEFAULT, 0));
        }
    }

    @Nested
    class Row2Held {
        @ParameterizedTest
        @EnumSource(DesiredState.class)
        void shouldNeitherLaunchNorCancel(DesiredState desired) {
            assertNothing(
                    desired(desired)
                            .job(4, "RUNNING")
                            .runRequest(2)
                            .hold(ConditionType.Imported)
                            .decide(),
                    ConditionType.Imported);
        }

        @Test
        void shouldNotLaunchFirst() {
            assertNothing(desired(RUNNING).hold(ConditionType.Restored).decide(), ConditionType.Restored);
        }

        @Test
        void shouldDropAnIntent() {
            Decision decision = desired(RUNNING)
                    .launch(LaunchState.INTENT)
                    .opened()
                    .hold(ConditionType.Paused)
                    .decide();
            assertThat(actions(decision)).containsExactly("Abandon");
        }
    }

    @Nested
    class Row3Duplicates {
        @Test
        void shouldKeepTheMostAdvanced() {
            Decision decision =
                    desired(RUNNING).job(4, "STARTING").job(5, "RUNNING").decide();
            assertThat(cancelled(decision)).containsExactly(4L);
            assertThat(conditions(decision)).containsExactly(ConditionType.Duplicate);
        }

        @Test
        void shouldKeepTheEldestOfTheEquallyAdvanced() {
            Decision decision = desired(RUNNING)
                    .job(4, "RUNNING", Instant.ofEpochSecond(20), null, null)
                    .job(5, "RUNNING", Instant.ofEpochSecond(10), null, null)
                    .decide();
            assertThat(cancelled(decision)).containsExactly(4L);
        }

        @Test
        void shouldKeepTheLowestIdElse() {
            Decision decision =
                    desired(RUNNING).job(4, "PENDING").job(5, "PENDING").decide();
            assertThat(cancelled(decision)).containsExactly(5L);
        }

        @Test
        void shouldCountALateJob() {
            Decision decision =
                    desired(RUNNING).job(4, "RUNNING").late().job(5, "PENDING").decide();
            assertThat(cancelled(decision)).containsExactly(5L);
        }

        @Test
        void shouldNotChooseFromAReadingOlderThanOurLastWrite() {
            Decision decision = desired(RUNNING)
                    .job(4, "RUNNING")
                    .job(5, "RUNNING")
                    .lastWrite(101)
                    .decide();
            assertThat(cancelled(decision)).isEmpty();
        }

        @Test
        void shouldNotChooseFromAnOldReading() {
            Decision decision = desired(RUNNING)
                    .job(4, "RUNNING")
                    .job(5, "RUNNING")
                    .pass(Duration.ofMinutes(2))
                    .decide();
            assertThat(cancelled(decision)).isEmpty();
        }

        @Test
        void shouldNotCancelTheOneThatIsLeftWhenTheOtherIsBeingCancelled() {
            Decision decision = desired(RUNNING)
                    .job(4, "RUNNING")
                    .cancelRecorded(1)
                    .cancelAsked()
                    .job(5, "PENDING")
                    .decide();
            assertThat(cancelled(decision)).doesNotContain(5L);
        }

        @ParameterizedTest
        @EnumSource(names = {"STOPPED", "TERMINATED"})
        void shouldCancelAllWhenNotWanted(DesiredState desired) {
            Decision decision =
                    desired(desired).job(4, "RUNNING").job(5, "RUNNING").decide();
            assertThat(cancelled(decision)).containsExactlyInAnyOrder(4L, 5L);
        }
    }

    @Nested
    class Row4Foreign {
        @ParameterizedTest
        @EnumSource(DesiredState.class)
        void shouldNeverTouchAJobWithoutOurToken(DesiredState desired) {
            assertNothing(desired(desired).foreignJob(9, "RUNNING").decide(), ConditionType.Conflict);
        }

        @Test
        void shouldForgetItOnceItEnded() {
            assertOpens(desired(RUNNING).foreignJob(9, "SUCCEEDED").decide());
        }
    }

    @Nested
    class Row5Unsent {
        @Test
        void shouldSendAFreshIntent() {
            assertThat(desired(RUNNING)
                            .launch(LaunchState.INTENT)
                            .opened()
                            .decide()
                            .actions())
                    .first()
                    .isInstanceOf(Action.SendLaunch.class);
        }

        @Test
        void shouldNotSendItTwice() {
            Decision decision = desired(RUNNING)
                    .launch(LaunchState.INTENT)
                    .opened()
                    .sendAsked()
                    .decide();
            assertThat(actions(decision)).isEmpty();
            assertThat(decision.wakeAfter()).isPresent();
        }

        @Test
        void shouldRenewOneThatWaitedTooLong() {
            Decision decision = desired(RUNNING)
                    .launch(LaunchState.INTENT)
                    .opened()
                    .pass(Duration.ofSeconds(9))
                    .decide();
            assertThat(actions(decision)).containsExactly("RenewIntent");
        }

        @Test
        void shouldRenewOneLeftFromBefore() {
            assertThat(actions(desired(RUNNING).launch(LaunchState.INTENT).decide()))
                    .containsExactly("RenewIntent");
        }

        @Test
        void shouldDropOneThatTheStoreDoesNotRenew() {
            Decision decision =
                    desired(RUNNING).launch(LaunchState.INTENT).renewalRefused().decide();
            assertThat(decision.actions())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Action.Abandon.class,
                            abandon -> assertThat(abandon.end()).isEqualTo(LaunchEnd.UNSENT));
        }

        @Test
        void shouldWaitAfterAFailedSend() {
            Decision decision = desired(RUNNING)
                    .launch(LaunchState.INTENT)
                    .opened()
                    .sendFailed()
                    .decide();
            assertNothing(decision, ConditionType.Backoff);
            assertThat(decision.wakeAfter()).contains(Duration.ofSeconds(2));
        }

        @Test
        void shouldRenewAfterThatWait() {
            Decision decision = desired(RUNNING)
                    .launch(LaunchState.INTENT)
                    .opened()
                    .sendFailed()
                    .pass(Duration.ofSeconds(2))
                    .decide();
            assertThat(actions(decision)).containsExactly("RenewIntent");
        }

        @Test
        void shouldWaitWhenAnAttemptDidNotLeave() {
            Decision decision = desired(RUNNING)
                    .launch(LaunchState.INTENT)
                    .opened()
                    .sendAsked()
                    .attempt(2)
                    .decide();
            assertNothing(decision, ConditionType.Backoff);
        }

        @ParameterizedTest
        @EnumSource(names = {"STOPPED", "TERMINATED"})
        void shouldDropItWhenNotWanted(DesiredState desired) {
            Decision decision =
                    desired(desired).launch(LaunchState.INTENT).opened().decide();
            assertThat(actions(decision)).containsExactly("Abandon");
        }

        @Test
        void shouldDropOneOfAnOlderRunRequest() {
            Decision decision = desired(RUNNING)
                    .runRequest(2)
                    .launch(LaunchState.INTENT)
                    .opened()
                    .decide();
            assertThat(actions(decision)).containsExactly("Abandon");
        }

        @Test
        void shouldDropItWhenALateJobRuns() {
            Decision decision = desired(RUNNING)
                    .job(4, "RUNNING")
                    .late()
                    .launch(LaunchState.INTENT)
                    .opened()
                    .decide();
            assertThat(actions(decision)).containsExactly("Abandon");
        }
    }

    @Nested
    class Row5Doubtful {
        @ParameterizedTest
        @EnumSource(DesiredState.class)
        void shouldLookForOneFromBefore(DesiredState desired) {
            Decision decision = desired(desired).launch(LaunchState.SENT).decide();
            assertThat(actions(decision)).containsExactly("LookUp");
            assertThat(conditions(decision)).containsExactly(ConditionType.LaunchAmbiguous);
        }

        @Test
        void shouldNotLaunchASecondTimeForANewRunRequest() {
            assertThat(actions(desired(RUNNING)
                            .runRequest(2)
                            .launch(LaunchState.SENT)
                            .decide()))
                    .containsExactly("LookUp");
        }

        @Test
        void shouldGiveALaunchSentJustNowTime() {
            Decision decision =
                    desired(RUNNING).launch(LaunchState.SENT).sendAsked().decide();
            assertNothing(decision);
            assertThat(decision.wakeAfter()).contains(Duration.ofSeconds(30));
        }

        @Test
        void shouldNotLookAllTheTime() {
            Decision decision =
                    desired(RUNNING).launch(LaunchState.SENT).lookAsked().decide();
            assertNothing(decision, ConditionType.LaunchAmbiguous);
            assertThat(decision.wakeAfter()).contains(Duration.ofSeconds(30));
        }

        @Test
        void shouldSayThatSkyPilotStillWorksOnIt() {
            Decision decision = desired(RUNNING)
                    .launch(LaunchState.SENT)
                    .lookAsked()
                    .looked(Evidence.REQUEST_ACTIVE, false)
                    .decide();
            assertNothing(decision, ConditionType.Waiting);
        }

        @Test
        void shouldCancelAKnownJobBeforeItWasSeen() {
            Decision decision =
                    desired(STOPPED).launch(LaunchState.SENT, 1, null, 4L, null).decide();
            assertThat(cancelled(decision)).containsExactly(4L);
        }
    }

    @Nested
    class Row5aNeverCreated {
        @ParameterizedTest
        @EnumSource(DesiredState.class)
        void shouldEndItOnceAbsenceIsProven(DesiredState desired) {
            Decision decision =
                    desired(desired).launch(LaunchState.SENT).absent(7).decide();
            assertThat(decision.actions())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Action.Abandon.class,
                            abandon -> assertThat(abandon.end()).isEqualTo(LaunchEnd.NEVER_CREATED));
        }

        @Test
        void shouldAskAPersonOnceItHasBeenInDoubtForLong() {
            Given given = desired(RUNNING).launch(LaunchState.SENT).viewed();
            Decision decision = given.pass(Duration.ofMinutes(30))
                    .observed(Scope.ALIVE)
                    .lookAsked()
                    .decide();
            assertNothing(decision, ConditionType.LaunchAmbiguous);
            assertThat(decision.conditions().get(0).reason()).contains("say that there is none");
        }

        @Test
        void shouldNotEndItBeforeTheSettleWindowIsOver() {
            assertThat(actions(
                            desired(RUNNING).launch(LaunchState.SENT).absent(6).decide()))
                    .doesNotContain("Abandon");
        }

        @Test
        void shouldNotEndItAfterTooFewLooks() {
            Decision decision = desired(RUNNING)
                    .launch(LaunchState.SENT)
                    .looked(Evidence.ABSENT, true)
                    .pass(Duration.ofMinutes(3))
                    .looked(Evidence.ABSENT, true)
                    .decide();
            assertThat(actions(decision)).doesNotContain("Abandon");
        }

        @Test
        void shouldNotEndItByTheQueueAloneWithoutLooks() {
            Decision decision = desired(RUNNING)
                    .launch(LaunchState.SENT)
                    .pass(Duration.ofHours(2))
                    .observed(Scope.WHOLE)
                    .decide();
            assertThat(actions(decision)).containsExactly("LookUp");
        }

        @ParameterizedTest
        @EnumSource(names = {"FOUND", "REQUEST_ACTIVE", "UNCLEAR"})
        void shouldBeginAnewAfterAnyOtherFinding(Evidence evidence) {
            Decision decision = desired(RUNNING)
                    .launch(LaunchState.SENT)
                    .absent(6)
                    .looked(evidence, false)
                    .pass(Duration.ofSeconds(30))
                    .absent(3)
                    .decide();
            assertThat(actions(decision)).doesNotContain("Abandon");
        }

        @Test
        void shouldBeginAnewWhenTheServerForgotTheRequestMeanwhile() {
            Given given = desired(RUNNING).launch(LaunchState.SENT, 1, null, null, "The request failed.");
            for (int i = 0; i < 6; i++) {
                given.looked(Evidence.ABSENT, false).pass(Duration.ofSeconds(30));
            }
            Decision decision = given.looked(Evidence.ABSENT, true).decide();
            assertThat(actions(decision)).doesNotContain("Abandon");
        }

        @Test
        void shouldBeginAnewAfterALongGap() {
            Decision decision = desired(RUNNING)
                    .launch(LaunchState.SENT)
                    .absent(3)
                    .pass(Duration.ofHours(1))
                    .absent(3)
                    .decide();
            assertThat(actions(decision)).doesNotContain("Abandon");
        }

        @Test
        void shouldNotCountADoubledEventAsTwoLooks() {
            Decision decision = desired(RUNNING)
                    .launch(LaunchState.SENT)
                    .looked(Evidence.ABSENT, true)
                    .pass(Duration.ofMinutes(3))
                    .looked(Evidence.ABSENT, true)
                    .looked(Evidence.ABSENT, true)
                    .decide();
            assertThat(actions(decision)).doesNotContain("Abandon");
        }

        @Test
        void shouldNotCountLooksFromBeforeTheSend() {
            Decision decision = desired(RUNNING)
                    .launch(LaunchState.SENT)
                    .absent(7)
                    .sendAsked()
                    .decide();
            assertThat(actions(decision)).doesNotContain("Abandon");
        }

        @Test
        void shouldNotEndItWhileItsRequestNamesAJob() {
            Decision decision = desired(RUNNING)
                    .launch(LaunchState.SENT, 1, null, 4L, null)
                    .absent(7)
                    .decide();
            assertThat(actions(decision)).doesNotContain("Abandon");
        }

        @Test
        void shouldEndOneWhoseRequestIsKnownAndMadeNoJob() {
            Given given = desired(RUNNING).launch(LaunchState.SENT);
            for (int i = 0; i < 7; i++) {
                given.looked(Evidence.ABSENT, false).pass(Duration.ofSeconds(30));
            }
            assertThat(actions(given.decide())).containsExactly("Abandon");
        }

        @Test
        void shouldEndOneWhoseAnswerNeverCame() {
            Given given = desired(RUNNING).launch(LaunchState.SENT).withoutRequestId();
            for (int i = 0; i < 7; i++) {
                given.looked(Evidence.ABSENT, false).pass(Duration.ofSeconds(30));
            }
            assertThat(actions(given.decide())).containsExactly("Abandon");
        }
    }

    @Nested
    class Rows5bAnd6Alive {
        @ParameterizedTest
        @ValueSource(strings = {"PENDING", "SUBMITTED", "STARTING", "RUNNING", "RECOVERING", "WINDING_DOWN"})
        void shouldLeaveItAloneWhileWanted(String status) {
            assertNothing(desired(RUNNING).job(4, status).decide());
        }

        @ParameterizedTest
        @CsvSource({
            "STOPPED,PENDING",
            "STOPPED,STARTING",
            "STOPPED,RUNNING",
            "STOPPED,RECOVERING",
            "STOPPED,SHINY_NEW_WORD",
            "TERMINATED,PENDING",
            "TERMINATED,RUNNING",
            "TERMINATED,CANCELLING"
        })
        void shouldCancelItElse(DesiredState desired, String status) {
            assertThat(cancelled(desired(desired).job(4, status).decide())).containsExactly(4L);
        }

        @Test
        void shouldNotLaunchBesideALateJob() {
            assertNothing(desired(RUNNING).job(4, "RUNNING").late().decide());
        }

        @Test
        void shouldSayThatAnEditComesWithTheNextRun() {
            assertNothing(desired(RUNNING).job(4, "RUNNING").edited().decide(), ConditionType.ConfigDrift);
        }

        @Test
        void shouldCallAnInactiveJobStuckOnlyAfterAWhile() {
            Given given =
                    desired(RUNNING).job(4, "PENDING", null, "INACTIVE", null).viewed();
            assertNothing(given.decide());
            Decision decision =
                    given.pass(Duration.ofMinutes(5)).observed(Scope.ALIVE).decide();
            assertThat(actions(decision)).containsExactly("LookUp");
            assertThat(conditions(decision)).containsExactly(ConditionType.StuckLaunch);
        }

        private Given stuck() {
            return desired(RUNNING)
                    .job(4, "PENDING", null, "INACTIVE", null)
                    .viewed()
                    .pass(Duration.ofMinutes(5))
                    .observed(Scope.ALIVE)
                    .lookAsked();
        }

        @Test
        void shouldCancelAStuckJobOnceALookShowsThatNobodyWorksOnIt() {
            Decision decision = stuck().looked(Evidence.FOUND, true).decide();
            assertThat(actions(decision)).containsExactly("CancelJob");
            assertThat(conditions(decision)).containsExactly(ConditionType.StuckLaunch);
        }

        @Test
        void shouldNotCancelAStuckJobBeforeTheLookIsAnswered() {
            assertNothing(stuck().decide(), ConditionType.StuckLaunch);
        }

        @Test
        void shouldNotCancelAStuckJobByALookFromBeforeItWasStuck() {
            Decision decision = desired(RUNNING)
                    .job(4, "PENDING", null, "INACTIVE", null)
                    .viewed()
                    .lookAsked()
                    .looked(Evidence.FOUND, true)
                    .pass(Duration.ofMinutes(5))
                    .observed(Scope.ALIVE)
                    .decide();
            assertThat(actions(decision)).containsExactly("LookUp");
        }

        @ParameterizedTest
        @EnumSource(names = {"ABSENT", "UNCLEAR"})
        void shouldNotCancelAStuckJobAfterALookThatDidNotFindIt(Evidence evidence) {
            assertNothing(stuck().looked(evidence, true).decide(), ConditionType.StuckLaunch);
        }

        @Test
        void shouldLeaveAnInactiveJobAloneWhileSkyPilotWorksOnItsLaunch() {
            assertNothing(stuck().workedOn().decide(), ConditionType.Waiting);
        }

        @Test
        void shouldNotCancelAStuckJobWithoutAUsableReading() {
            Decision decision = desired(RUNNING)
                    .job(4, "PENDING", null, "INACTIVE", null)
                    .viewed()
                    .pass(Duration.ofMinutes(5))
                    .lookAsked()
                    .looked(Evidence.FOUND, true)
                    .decide();
            assertThat(actions(decision)).doesNotContain("CancelJob");
        }

        @Test
        void shouldNotLaunchAStuckJobAgainAndAgain() {
            assertNothing(stuck().looked(Evidence.FOUND, true).relaunched(4).decide(), ConditionType.StuckLaunch);
        }

        @Test
        void shouldSayWhatItsStartWaitsFor() {
            Decision decision = desired(RUNNING)
                    .job(4, "PENDING", null, "ALIVE_BACKOFF", "Job is in backoff: no H100 anywhere")
                    .decide();
            assertNothing(decision, ConditionType.SlowStart);
            assertThat(decision.conditions().get(0).reason()).contains("no H100 anywhere");
        }

        @Test
        void shouldCountAnUnknownWordAsAlive() {
            assertNothing(desired(RUNNING).job(4, "SHINY_NEW_WORD").decide(), ConditionType.Waiting);
        }
    }

    @Nested
    class Rows7And7aCancelling {
        @Test
        void shouldWaitForACancelThatIsNotOurs() {
            assertNothing(desired(RUNNING).job(4, "CANCELLING").decide(), ConditionType.Waiting);
        }

        @ParameterizedTest
        @EnumSource(DesiredState.class)
        void shouldWaitAfterACancelWasHandedOver(DesiredState desired) {
            Decision decision = desired(desired)
                    .job(4, "RUNNING")
                    .cancelAsked()
                    .cancelRecorded(1)
                    .pass(Duration.ofSeconds(20))
                    .decide();
            assertThat(actions(decision)).isEmpty();
            assertThat(decision.wakeAfter()).isPresent();
        }

        @ParameterizedTest
        @EnumSource(DesiredState.class)
        void shouldSendItAgainAfterAMinute(DesiredState desired) {
            Decision decision = desired(desired)
                    .job(4, "RUNNING")
                    .cancelAsked()
                    .cancelRecorded(1)
                    .pass(Duration.ofMinutes(1))
                    .observed(Scope.ALIVE)
                    .decide();
            assertThat(cancelled(decision)).containsExactly(4L);
        }

        @Test
        void shouldWaitLongerEachTime() {
            Decision decision = desired(STOPPED)
                    .job(4, "RUNNING")
                    .cancelRecorded(1)
                    .cancelAsked()
                    .cancelRecorded(2)
                    .pass(Duration.ofSeconds(100))
                    .observed(Scope.ALIVE)
                    .decide();
            assertNothing(decision, ConditionType.Waiting);
        }

        @Test
        void shouldAskAgainSoonWhenItWasNotHandedOver() {
            Decision decision = desired(STOPPED)
                    .job(4, "RUNNING")
                    .cancelAsked()
                    .cancelRecorded(0)
                    .pass(Duration.ofSeconds(15))
                    .decide();
            assertThat(cancelled(decision)).containsExactly(4L);
        }

        @Test
        void shouldCallItSlowAfterTenMinutes() {
            Decision decision = desired(STOPPED)
                    .job(4, "RUNNING")
                    .cancelAsked()
                    .cancelRecorded(5)
                    .pass(Duration.ofMinutes(10))
                    .observed(Scope.ALIVE)
                    .decide();
            assertThat(conditions(decision)).containsExactly(ConditionType.SlowCancel);
        }

        @Test
        void shouldSendARecordedCancelAfterARestart() {
            Decision decision =
                    desired(STOPPED).job(4, "RUNNING").cancelRecorded(1).decide();
            assertThat(cancelled(decision)).containsExactly(4L);
        }

        @Test
        void shouldEndTheJobBeforeANewRunRequestIsServed() {
            Decision decision = desired(RUNNING)
                    .runRequest(2)
                    .job(4, "RUNNING")
                    .cancelRecorded(0)
                    .decide();
            assertThat(cancelled(decision)).containsExactly(4L);
            assertThat(conditions(decision)).containsExactly(ConditionType.Waiting);
        }
    }

    @Nested
    class Row7bNewRunRequest {
        @ParameterizedTest
        @ValueSource(strings = {"SUCCEEDED", "CANCELLED", "FAILED", "FAILED_SETUP", "FAILED_PRECHECKS"})
        void shouldLaunchAgain(String ended) {
            assertOpens(desired(RUNNING).runRequest(2).job(4, ended).decide());
        }

        @Test
        void shouldNameTheNewestLaunchAndTheSpecificationThatItSaw() {
            assertThat(desired(RUNNING).runRequest(2).job(4, "FAILED").decide().actions())
                    .containsExactly(new Action.OpenLaunch(3, 1, null));
        }

        @ParameterizedTest
        @EnumSource(names = {"STOPPED", "TERMINATED"})
        void shouldNotLaunchWhenNotWanted(DesiredState desired) {
            assertNothing(desired(desired).runRequest(2).job(4, "FAILED").decide());
        }

        @Test
        void shouldNotLaunchADeletedOne() {
            assertNothing(
                    desired(RUNNING).runRequest(2).job(4, "FAILED").deleted().decide());
        }
    }

    @Nested
    class Rows8To14Ended {
        @ParameterizedTest
        @CsvSource({
            "SUCCEEDED,Completed",
            "CANCELLED,ExternallyCancelled",
            "FAILED,Failed",
            "FAILED_SETUP,Failed",
            "FAILED_PRECHECKS,Failed",
            "FAILED_NO_RESOURCE,Failed",
            "FAILED_CONTROLLER,Failed"
        })
        void shouldHoldAndSayWhy(String status, ConditionType condition) {
            assertNothing(desired(RUNNING).job(4, status).decide(), condition);
        }

        @Test
        void shouldHoldAfterOurOwnCancel() {
            assertNothing(desired(RUNNING).job(4, "CANCELLED").cancelRecorded(1).decide(), ConditionType.Waiting);
        }

        @Test
        void shouldQuoteSkyPilot() {
            Decision decision = desired(RUNNING)
                    .job(4, "FAILED", null, null, "Cluster exited with exit code 3")
                    .decide();
            assertThat(decision.conditions().get(0).reason()).contains("Cluster exited with exit code 3.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"SUCCEEDED", "CANCELLED", "FAILED", "FAILED_CONTROLLER"})
        void shouldHaveNothingToSayWhenNotWanted(String status) {
            assertNothing(desired(STOPPED).job(4, status).decide());
        }

        @Test
        void shouldHoldALiveLaunchWhoseJobIsMissing() {
            assertNothing(
                    desired(RUNNING).launch(LaunchState.LIVE, 1, null, 4L, null).decide(), ConditionType.Waiting);
        }
    }

    @Nested
    class Row15NothingLaunchedYet {
        @Test
        void shouldLaunchTheFirstTime() {
            assertThat(desired(RUNNING).decide().actions()).containsExactly(new Action.OpenLaunch(3, 0, null));
        }

        @Test
        void shouldNotLaunchWhatNobodyAskedFor() {
            assertNothing(desired(RUNNING).runRequest(0).decide());
        }

        @ParameterizedTest
        @EnumSource(names = {"STOPPED", "TERMINATED"})
        void shouldHaveConvergedElse(DesiredState desired) {
            assertNothing(desired(desired).decide());
        }

        @ParameterizedTest
        @EnumSource(names = {"UNSENT", "NEVER_CREATED", "LOST"})
        void shouldLaunchAgainAfter(LaunchEnd end) {
            assertThat(desired(RUNNING)
                            .launch(LaunchState.ABANDONED, 1, end, null, null)
                            .decide()
                            .actions())
                    .containsExactly(new Action.OpenLaunch(3, 1, "Launch 1 came to nothing."));
        }

        @Test
        void shouldHoldARefusedOne() {
            Decision decision = desired(RUNNING)
                    .launch(LaunchState.ABANDONED, 1, LaunchEnd.REFUSED, null, "no such accelerator")
                    .decide();
            assertNothing(decision, ConditionType.LaunchRefused);
            assertThat(decision.conditions().get(0).reason()).contains("no such accelerator.");
        }

        @Test
        void shouldLaunchARefusedOneAfterAnEdit() {
            assertOpens(desired(RUNNING)
                    .launch(LaunchState.ABANDONED, 1, LaunchEnd.REFUSED, null, "no")
                    .edited()
                    .decide());
        }

        @Test
        void shouldLaunchARefusedOneForANewRunRequest() {
            assertOpens(desired(RUNNING)
                    .runRequest(2)
                    .launch(LaunchState.ABANDONED, 1, LaunchEnd.REFUSED, null, "no")
                    .decide());
        }

        @Test
        void shouldNotLaunchBeforeTheBootBarrier() {
            assertNothing(Given.beforeAnyReading(RUNNING).decide(), ConditionType.Waiting);
        }

        @ParameterizedTest
        @EnumSource(names = {"ALIVE", "SOME"})
        void shouldNotTakeLessThanTheWholeQueueForTheBarrier(Scope scope) {
            assertNothing(Given.beforeAnyReading(RUNNING).observed(scope).decide(), ConditionType.Waiting);
        }

        @Test
        void shouldNotTakeAPartialReadingForTheBarrier() {
            assertNothing(Given.beforeAnyReading(RUNNING).partlyObserved().decide(), ConditionType.Waiting);
        }
    }

    @Nested
    class Budgets {
        private Given unsent() {
            return desired(RUNNING).launch(LaunchState.ABANDONED, 1, LaunchEnd.UNSENT, null, null);
        }

        @Test
        void shouldWaitForItsTurn() {
            assertNothing(desired(RUNNING).turn(4, 3, 1).decide(), ConditionType.BudgetHold);
        }

        @Test
        void shouldWaitWhenTheMoneyIsSpent() {
            Decision decision = desired(RUNNING).spent(20, 20).decide();

            assertNothing(decision, ConditionType.BudgetHold);
            assertThat(decision.conditions().get(0).reason())
                    .isEqualTo(
                            "It waits for money: $20 of the $20 are spent. It goes on once less was spent within that time.");
        }

        @Test
        void shouldLaunchWhileThereIsMoney() {
            assertOpens(desired(RUNNING).spent(20, 19).decide());
        }

        @Test
        void shouldLaunchWhenItsTurnHasCome() {
            assertOpens(desired(RUNNING).turn(4, 3, 0).decide());
        }

        @Test
        void shouldWaitForEveryLimit() {
            assertNothing(desired(RUNNING).turn(4, 0, 0).turn(1, 1, 0).decide(), ConditionType.BudgetHold);
        }

        @Test
        void shouldHaveTheNextInTurnLookedAtFirst() {
            Given given = desired(RUNNING).turn(4, 4, 1).viewed();
            assertThat(given.nextInTurn(2)).containsExactly(Given.EXPERIMENT);
        }

        @Test
        void shouldHoldAfterTooManyRelaunches() {
            assertNothing(unsent().relaunched(4).decide(), ConditionType.BudgetHold);
        }

        @Test
        void shouldNotHoldBeforeThat() {
            assertOpens(unsent().relaunched(3).decide());
        }

        @Test
        void shouldForgetRelaunchesAfterAnHour() {
            assertOpens(unsent().relaunched(4).pass(Duration.ofHours(1)).decide());
        }

        @Test
        void shouldNotCountAgainstANewRunRequest() {
            assertOpens(unsent().relaunched(4).runRequest(2).decide());
        }

        @Test
        void shouldBeOffForTheSandbox() {
            assertOpens(unsent().relaunched(4).sandbox().decide());
        }
    }

    @Nested
    class Deleted {
        @Test
        void shouldCancelAndSaySo() {
            Decision decision =
                    desired(DesiredState.TERMINATED).job(4, "RUNNING").deleted().decide();
            assertThat(cancelled(decision)).containsExactly(4L);
            assertThat(conditions(decision)).containsExactly(ConditionType.Deleting);
        }
    }
}
