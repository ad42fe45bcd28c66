package dev.skydeck.reconciler;

import static dev.skydeck.messages.model.DesiredState.RUNNING;
import static dev.skydeck.messages.model.DesiredState.STOPPED;
import static dev.skydeck.reconciler.Given.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.model.ConditionReport;
import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Progress;
import dev.skydeck.messages.model.StopRules;
import dev.skydeck.messages.model.StopRules.MetricBound;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 19: what a rule stops. */
class StopRuleTest {
    private static StopRules hours(double hours) {
        return new StopRules(null, hours, null, List.of());
    }

    private static StopRules gpuHours(double hours) {
        return new StopRules(null, null, hours, List.of());
    }

    private static StopRules metric(boolean below, double bound) {
        return new StopRules(null, null, null, List.of(new MetricBound("loss", below, bound)));
    }

    private static Progress ran(StopRules stop, double hours) {
        return new Progress(stop, hours * 3_600, hours * 3_600 * 8, true, Flags.NONE, null);
    }

    private static Progress epoch(long epoch) {
        return new Progress(new StopRules(100L, null, null, List.of()), 0, 0, true, Flags.NONE, epoch);
    }

    private static Progress loss(StopRules stop, @Nullable FlagValue value) {
        Flags metrics = value == null ? Flags.NONE : new Flags(Map.of("loss", value));
        return new Progress(stop, 0, 0, true, metrics, 3L);
    }

    private static Given running(Progress progress) {
        return desired(RUNNING).job(4, "RUNNING").progress(progress);
    }

    private static String stopped(Decision decision) {
        assertThat(decision.actions()).hasSize(1);
        return ((Action.StopByRule) decision.actions().get(0)).reason();
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 101})
    void shouldStopAtTheEpoch(long epoch) {
        assertThat(stopped(running(epoch(epoch)).decide()))
                .isEqualTo("Epoch " + epoch + " was reached; it stops at epoch 100.");
    }

    @Test
    void shouldGoOnBeforeTheEpoch() {
        assertThat(running(epoch(99)).decide().actions()).isEmpty();
    }

    @Test
    void shouldStopAfterItsHours() {
        assertThat(stopped(running(ran(hours(12.5), 12.5)).decide()))
                .isEqualTo("It ran for the 12.5 hours that it may.");
    }

    @Test
    void shouldStopAfterItsGpuHours() {
        assertThat(stopped(running(ran(gpuHours(80), 10)).decide())).isEqualTo("It used the 80 GPU-hours that it may.");
    }

    @Test
    void shouldStopAtTheBoundOfAMetricOrBeyond() {
        Progress diverged = loss(metric(false, 20), new FlagValue.Dec("2.5e1"));

        assertThat(stopped(running(diverged).decide())).isEqualTo("Its metric loss is 25; it stops at loss ≥ 20.0.");
    }

    @Test
    void shouldStopBelowTheBoundOfAMetric() {
        assertThat(stopped(
                        running(loss(metric(true, 1), new FlagValue.Int("1"))).decide()))
                .contains("loss ≤ 1.0");
    }

    @Test
    void shouldGoOnWithoutTheMetric() {
        assertThat(running(loss(metric(true, 1), null)).decide().actions()).isEmpty();
    }

    @Test
    void shouldGoOnWhenTheMetricIsNoNumber() {
        assertThat(running(loss(metric(true, 1), new FlagValue.Text("0")))
                        .decide()
                        .actions())
                .isEmpty();
    }

    @Test
    void shouldStopInsteadOfLaunchingWhatARuleWouldStopAtOnce() {
        assertThat(stopped(desired(RUNNING).progress(epoch(100)).decide())).contains("Epoch 100");
    }

    @Test
    void shouldLeaveAHeldExperimentAlone() {
        assertThat(running(epoch(100)).hold(ConditionType.Paused).decide().actions())
                .isEmpty();
    }

    @Test
    void shouldSayWhichRuleStoppedIt() {
        Decision decision = desired(STOPPED)
                .job(4, "CANCELLED")
                .stoppedByRule("Epoch 100 was reached.")
                .decide();

        assertThat(decision.conditions())
                .containsExactly(new ConditionReport(
                        ConditionType.StopRule, "A stop rule stopped it. Epoch 100 was reached. Run starts it again."));
    }
}
