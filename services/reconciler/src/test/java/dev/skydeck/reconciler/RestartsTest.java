package dev.skydeck.reconciler;

import static dev.skydeck.messages.model.DesiredState.RUNNING;
import static dev.skydeck.messages.model.Restart.ALWAYS;
import static dev.skydeck.messages.model.Restart.NEVER;
import static dev.skydeck.messages.model.Restart.ON_FAILURE;
import static dev.skydeck.reconciler.Given.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.model.Attempt;
import dev.skydeck.messages.model.ConditionReport;
import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.Restart;
import dev.skydeck.messages.model.RunRules;
import dev.skydeck.messages.model.StopRules;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 8, 11, 12 and 13: what follows an ended job by its experiment's rules. */
class RestartsTest {
    private static final double LONG = Duration.ofMinutes(20).toSeconds();
    private static final double STABLE = Duration.ofMinutes(60).toSeconds();

    private static RunRules rules(Restart restart) {
        return new RunRules(restart, 3, 3, StopRules.NONE);
    }

    /** An experiment whose jobs ended so, the newest first; the newest was just seen to have ended. */
    private static Given ended(RunRules rules, Attempt... newestFirst) {
        Given given = desired(RUNNING).rules(rules);
        for (int i = newestFirst.length - 1; i >= 0; i--) {
            given.job(100 + i, newestFirst[i].status());
        }
        return given.attempts(newestFirst).viewed();
    }

    private static Attempt[] failures(int number, double runSeconds) {
        Attempt[] attempts = new Attempt[number];
        for (int i = 0; i < number; i++) {
            attempts[i] = new Attempt(number - i, "FAILED", runSeconds);
        }
        return attempts;
    }

    private static ConditionType type(Decision decision) {
        assertThat(decision.actions()).isEmpty();
        assertThat(decision.conditions()).hasSize(1);
        return decision.conditions().get(0).type();
    }

    private static Duration pause(Decision decision) {
        assertThat(type(decision)).isEqualTo(ConditionType.Backoff);
        return decision.wakeAfter().orElseThrow();
    }

    private static Action.OpenLaunch opened(Decision decision) {
        assertThat(decision.actions()).hasSize(1);
        return (Action.OpenLaunch) decision.actions().get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "FAILED_SETUP"})
    void shouldHoldAFailedJobWithoutARule(String status) {
        assertThat(type(ended(rules(NEVER), new Attempt(1, status, LONG)).decide()))
                .isEqualTo(ConditionType.Failed);
    }

    @Test
    void shouldLaunchAFailedJobAgainOnceThePauseIsOver() {
        Given failed = ended(rules(ON_FAILURE), failures(1, LONG)).pass(Duration.ofSeconds(73));

        Action.OpenLaunch launch = opened(failed.decide());

        assertThat(launch.isRelaunch()).isTrue();
        assertThat(launch.reason())
                .isEqualTo("Job 100 ended as FAILED. Its rules want it launched again: retry 1 of 3.");
    }

    @Test
    void shouldSayWhenItIsLaunchedAgain() {
        Decision decision = ended(rules(ON_FAILURE), failures(1, LONG)).decide();

        ConditionReport backoff = decision.conditions().get(0);

        assertThat(backoff.nextMillis()).isBetween(48_000L, 72_000L);
        assertThat(backoff.reason()).contains("retry 1 of 3", "Run starts it now");
    }

    @Test
    void shouldDoubleThePauseWithEachFailureInARow() {
        assertThat(pause(ended(rules(ON_FAILURE), failures(3, LONG)).decide()))
                .isBetween(Duration.ofSeconds(192), Duration.ofSeconds(288));
    }

    @Test
    void shouldNeverPauseForMuchLongerThanHalfAnHour() {
        RunRules patient = new RunRules(ON_FAILURE, 50, 3, StopRules.NONE);

        assertThat(pause(ended(patient, failures(40, LONG)).decide()))
                .isBetween(Duration.ofMinutes(24), Duration.ofMinutes(36));
    }

    @Test
    void shouldHoldAfterAsManyRetriesAsItsRulesAllow() {
        Decision decision = ended(rules(ON_FAILURE), failures(4, LONG)).decide();

        assertThat(type(decision)).isEqualTo(ConditionType.Failed);
        assertThat(decision.conditions().get(0).reason()).contains("launched again 3 times");
    }

    @Test
    void shouldCountAnewAfterAStableRun() {
        Attempt[] attempts = failures(4, LONG);
        attempts[1] = new Attempt(3, "FAILED", STABLE);

        assertThat(pause(ended(rules(ON_FAILURE), attempts).decide()))
                .isBetween(Duration.ofSeconds(96), Duration.ofSeconds(144));
    }

    @Test
    void shouldHoldWhatFailsAgainAndAgainSoonAfterItsStart() {
        assertThat(type(ended(rules(ON_FAILURE), failures(3, 10)).decide())).isEqualTo(ConditionType.CrashLoop);
    }

    @Test
    void shouldNotCallItALoopWhenOneRanForLong() {
        Attempt[] attempts = failures(3, 10);
        attempts[1] = new Attempt(2, "FAILED", LONG);

        assertThat(type(ended(rules(ON_FAILURE), attempts).decide())).isEqualTo(ConditionType.Backoff);
    }

    @Test
    void shouldNotCountWhatTheInfrastructureFailedAsALoop() {
        Attempt[] attempts = {
            new Attempt(3, "FAILED_NO_RESOURCE", 0),
            new Attempt(2, "FAILED_NO_RESOURCE", 0),
            new Attempt(1, "FAILED_NO_RESOURCE", 0)
        };

        assertThat(type(ended(rules(ON_FAILURE), attempts).decide())).isEqualTo(ConditionType.Backoff);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED_NO_RESOURCE", "FAILED_CONTROLLER", "FAILED_DRIVER"})
    void shouldRetryWhatTheInfrastructureFailedWithoutARuleForTheJob(String status) {
        assertThat(type(ended(rules(NEVER), new Attempt(1, status, 0)).decide()))
                .isEqualTo(ConditionType.Backoff);
    }

    @Test
    void shouldNotRetryWhatTheInfrastructureFailedWhenNoneIsAllowed() {
        RunRules strict = new RunRules(ON_FAILURE, 3, 0, StopRules.NONE);

        assertThat(type(ended(strict, new Attempt(1, "FAILED_CONTROLLER", 0)).decide()))
                .isEqualTo(ConditionType.Failed);
    }

    @ParameterizedTest
    @EnumSource(Restart.class)
    void shouldNeverRetryWhatFailedItsChecks(Restart restart) {
        assertThat(type(ended(rules(restart), new Attempt(1, "FAILED_PRECHECKS", 0))
                        .decide()))
                .isEqualTo(ConditionType.Failed);
    }

    @ParameterizedTest
    @EnumSource(
            value = Restart.class,
            names = {"NEVER", "ON_FAILURE"})
    void shouldLeaveWhatEndedWell(Restart restart) {
        assertThat(type(ended(rules(restart), new Attempt(1, "SUCCEEDED", 10)).decide()))
                .isEqualTo(ConditionType.Completed);
    }

    @Test
    void shouldStartWhatEndedWellAgainTenMinutesAfterItsStart() {
        Given succeeded = ended(rules(ALWAYS), new Attempt(1, "SUCCEEDED", 240));

        assertThat(pause(succeeded.decide())).isEqualTo(Duration.ofMinutes(6));
        assertThat(opened(succeeded.pass(Duration.ofMinutes(6)).decide()).isRelaunch())
                .isTrue();
    }

    @Test
    void shouldWaitAnewAfterAnEdit() {
        Given edited = ended(rules(ON_FAILURE), failures(1, LONG))
                .pass(Duration.ofSeconds(70))
                .specRevision(4)
                .viewed();

        assertThat(pause(edited.decide())).isGreaterThan(Duration.ofSeconds(40));
    }

    @Test
    void shouldNotLaunchWhatNobodyEverAskedToRun() {
        assertThat(type(ended(rules(ALWAYS), failures(1, LONG)).runRequest(0).decide()))
                .isEqualTo(ConditionType.Failed);
    }

    @Test
    void shouldAlwaysWaitForTheSameTimeAfterTheSameLaunch() {
        Given given = ended(rules(ON_FAILURE), failures(1, LONG));

        assertThat(given.decide()).isEqualTo(given.decide());
    }
}
