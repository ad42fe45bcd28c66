package dev.skydeck.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.LaunchState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InvariantsTest {
    private static final Action OPEN = new Action.OpenLaunch(3, 0, null);

    private final Invariants invariants = new Invariants();

    private static Given wanted() {
        return Given.desired(DesiredState.RUNNING);
    }

    @ParameterizedTest
    @EnumSource(names = {"INTENT", "SENT", "LIVE", "LATE"})
    void shouldRefuseALaunchBesideAnother(LaunchState state) {
        Given given = wanted().launch(state, 1, null, 4L, null);
        assertThat(invariants.check(given.view(), given.knowledge(), OPEN)).isPresent();
    }

    @Test
    void shouldRefuseALaunchBeforeTheBarrier() {
        Given given = Given.beforeAnyReading(DesiredState.RUNNING);
        assertThat(invariants.check(given.view(), given.knowledge(), OPEN)).isPresent();
    }

    @Test
    void shouldLetALaunchPassElse() {
        Given given = wanted();
        assertThat(invariants.check(given.view(), given.knowledge(), OPEN)).isEmpty();
    }

    @Test
    void shouldRefuseToCancelAJobThatHasEnded() {
        Given given = wanted().job(4, "SUCCEEDED");
        Action cancel = new Action.CancelJob(given.newest(), false, "so");
        assertThat(invariants.check(given.view(), given.knowledge(), cancel)).isPresent();
    }

    @Test
    void shouldRefuseToCancelALaunchWithoutAJob() {
        Given given = wanted().launch(LaunchState.SENT);
        Action cancel = new Action.CancelJob(given.newest(), false, "so");
        assertThat(invariants.check(given.view(), given.knowledge(), cancel)).isPresent();
    }

    @Test
    void shouldLetACancelOfOurJobPass() {
        Given given = wanted().job(4, "RUNNING");
        Action cancel = new Action.CancelJob(given.newest(), false, "so");
        assertThat(invariants.check(given.view(), given.knowledge(), cancel)).isEmpty();
    }

    @Test
    void shouldLetACancelOfAnAdoptedJobPassThatCarriesAnothersToken() {
        Given given = wanted().adopted().foreignToken().job(4, "RUNNING");
        Action cancel = new Action.CancelJob(given.newest(), false, "so");
        assertThat(invariants.check(given.view(), given.knowledge(), cancel)).isEmpty();
    }

    @Test
    void shouldRefuseToCancelAJobThatCarriesAnothersToken() {
        Given given = wanted().foreignToken().job(4, "RUNNING");
        Action cancel = new Action.CancelJob(given.newest(), false, "so");
        assertThat(invariants.check(given.view(), given.knowledge(), cancel)).isPresent();
    }

    @Test
    void shouldNoticeThatAnEndedLaunchIsAliveAgain() {
        assertThat(invariants.check(wanted().job(4, "SUCCEEDED").view())).isEmpty();
        assertThat(invariants.check(wanted().job(4, "RUNNING").view())).isPresent();
    }

    @Test
    void shouldRememberWhatWentWrong() {
        Given given = wanted().launch(LaunchState.SENT);
        assertThat(invariants.check(given.view(), given.knowledge(), OPEN)).isPresent();
        assertThat(invariants.violation(Given.EXPERIMENT)).isPresent();
    }
}
