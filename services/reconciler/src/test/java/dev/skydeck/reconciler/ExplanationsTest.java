package dev.skydeck.reconciler;

import static dev.skydeck.messages.model.DesiredState.RUNNING;
import static dev.skydeck.messages.model.DesiredState.STOPPED;
import static dev.skydeck.reconciler.Given.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.ObservationRequest.Scope;
import dev.skydeck.messages.model.ConditionReport;
import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.Evidence;
import dev.skydeck.messages.model.Explanation;
import dev.skydeck.messages.model.LaunchState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExplanationsTest {
    @Test
    void shouldNameTheRowAndWhatIsDone() {
        Explanation explanation = desired(STOPPED).job(4, "RUNNING").explain();

        assertThat(explanation.rows()).containsExactly("6");
        assertThat(explanation.actions()).containsExactly("cancel job 4");
    }

    @Test
    void shouldNameEveryRowThatApplies() {
        Explanation explanation =
                desired(RUNNING).launch(LaunchState.SENT).absent(7).explain();

        assertThat(explanation.rows()).containsExactly("5", "5a");
        assertThat(explanation.actions()).containsExactly("end launch 1 as NEVER_CREATED");
    }

    @Test
    void shouldTellWhatTheDecisionWasMadeBy() {
        Explanation explanation = desired(RUNNING)
                .launch(LaunchState.SENT)
                .looked(Evidence.ABSENT, true)
                .pass(Duration.ofSeconds(30))
                .observed(Scope.ALIVE)
                .looked(Evidence.ABSENT, true)
                .pass(Duration.ofSeconds(10))
                .explain();

        assertThat(explanation.inputs().bootBarrierPassed()).isTrue();
        assertThat(explanation.inputs().readingAgeMillis()).isEqualTo(10_000);
        assertThat(explanation.inputs().readingUsable()).isTrue();
        assertThat(explanation.inputs().launches()).singleElement().satisfies(launch -> {
            assertThat(launch.state()).isEqualTo(LaunchState.SENT);
            assertThat(launch.absentLooks()).isEqualTo(2);
            assertThat(launch.absentForMillis()).isEqualTo(30_000);
            assertThat(launch.requestMissing()).isTrue();
        });
    }

    @Test
    void shouldSayWhyNothingIsDone() {
        Explanation explanation = desired(RUNNING).job(4, "SUCCEEDED").explain();

        assertThat(explanation.rows()).containsExactly("8");
        assertThat(explanation.actions()).isEmpty();
        assertThat(explanation.conditions()).extracting(ConditionReport::type).containsExactly(ConditionType.Completed);
    }
}
