package dev.skydeck.reconciler;

import static dev.skydeck.messages.model.DesiredState.RUNNING;
import static dev.skydeck.messages.model.DesiredState.STOPPED;
import static dev.skydeck.reconciler.Given.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.ObservationRequest.Scope;
import dev.skydeck.messages.model.ConditionReport;
import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.LaunchEnd;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 14: a job that SkyPilot does not show any more. */
class LostTest {
    private static Given running(DesiredState desired) {
        return desired(desired).job(4, "RUNNING");
    }

    /** Readings without a break for a settle window and a bit. */
    private static Given lost(Given given) {
        for (int i = 0; i < 4; i++) {
            given.missing(Duration.ofSeconds(61));
        }
        return given;
    }

    private static boolean isLost(Given given) {
        return given.decide().conditions().stream().map(ConditionReport::type).anyMatch(ConditionType.Lost::equals);
    }

    private static LaunchEnd abandoned(Decision decision) {
        assertThat(decision.actions()).hasSize(1);
        return ((Action.Abandon) decision.actions().get(0)).end();
    }

    @Test
    void shouldHoldWhatIsNotShownForAWholeSettleWindow() {
        Decision decision = lost(running(RUNNING)).decide();

        assertThat(decision.actions()).isEmpty();
        assertThat(decision.conditions()).extracting(ConditionReport::type).containsExactly(ConditionType.Lost);
    }

    @Test
    void shouldSayNothingBeforeTheWindowIsOver() {
        Given given = running(RUNNING);
        for (int i = 0; i < 3; i++) {
            given.missing(Duration.ofSeconds(59));
        }

        assertThat(isLost(given)).isFalse();
    }

    @Test
    void shouldNotTakeTwoReadingsForMany() {
        Given given = running(RUNNING).missing(Duration.ofSeconds(200)).missing(Duration.ofSeconds(1));

        assertThat(isLost(given)).isFalse();
    }

    @Test
    void shouldCountAnewOnceTheJobWasShown() {
        Given given = lost(running(RUNNING)).observed(Scope.ALIVE).missing(Duration.ofSeconds(61));

        assertThat(isLost(given)).isFalse();
    }

    @Test
    void shouldNotCountReadingsThatLackSomething() {
        Given given = running(RUNNING);
        for (int i = 0; i < 4; i++) {
            given.partlyObserved().pass(Duration.ofSeconds(61));
        }

        assertThat(isLost(given)).isFalse();
    }

    @Test
    void shouldHoldWhatWasLostOnACluster() {
        Given given = desired(RUNNING).onCluster(false).job(4, "RUNNING").clusterObserved();

        assertThat(isLost(lost(given))).isTrue();
    }

    @Test
    void shouldEndALostLaunchThatAPersonHasLaunchedAgain() {
        Given given = lost(running(RUNNING).cancelRecorded(1).runRequest(2));

        assertThat(abandoned(given.decide())).isEqualTo(LaunchEnd.LOST);
    }

    @Test
    void shouldSendTheCancelOfALostJobAllTheSame() {
        Decision decision = lost(running(STOPPED)).decide();

        assertThat(decision.actions()).hasSize(1).first().isInstanceOf(Action.CancelJob.class);
    }

    @Test
    void shouldEndAStoppedOneAfterASecondWindow() {
        Given given = lost(lost(running(STOPPED).cancelRecorded(1)));

        assertThat(abandoned(given.decide())).isEqualTo(LaunchEnd.LOST);
    }

    @Test
    void shouldNotEndAStoppedOneWhoseCancelWasNeverSent() {
        assertThat(lost(lost(running(STOPPED))).decide().actions().get(0)).isInstanceOf(Action.CancelJob.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldLaunchNothingWhileAnotherDatabaseMayBeBehindTheAddress(boolean shrunk) {
        Given given = desired(RUNNING);

        Decision decision = (shrunk ? given.shrunk() : given).decide();

        assertThat(decision.actions().isEmpty()).isEqualTo(shrunk);
    }
}
