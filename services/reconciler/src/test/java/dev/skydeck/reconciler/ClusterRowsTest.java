package dev.skydeck.reconciler;

import static dev.skydeck.reconciler.Given.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.model.ConditionReport;
import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.LaunchState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The state table for experiments on a cluster; the numbers of rows are those of DESIGN.md. */
class ClusterRowsTest {
    private static final DesiredState RUNNING = DesiredState.RUNNING;
    private static final DesiredState STOPPED = DesiredState.STOPPED;
    private static final DesiredState TERMINATED = DesiredState.TERMINATED;

    /** What is done to clusters: down or stop, and the name. */
    private static List<String> ends(Decision decision) {
        return decision.actions().stream()
                .filter(Action.EndCluster.class::isInstance)
                .map(Action.EndCluster.class::cast)
                .map(end -> (end.down() ? "down " : "stop ") + end.cluster().name())
                .toList();
    }

    private static List<ConditionType> conditions(Decision decision) {
        return decision.conditions().stream().map(ConditionReport::type).toList();
    }

    @Test
    void shouldLeaveAClusterAloneWhileItsExperimentIsWanted() {
        // When
        Decision decision = desired(RUNNING)
                .onCluster(true)
                .job(4, "SUCCEEDED")
                .cluster("UP", true, false)
                .decide();
        // Then
        assertThat(ends(decision)).isEmpty();
    }

    @Test
    void shouldCancelTheJobBeforeItEndsTheCluster() {
        // When
        Decision decision = desired(TERMINATED)
                .onCluster(false)
                .job(4, "RUNNING")
                .clusterObserved()
                .cluster("UP", true, false)
                .decide();
        // Then
        assertThat(decision.actions())
                .hasOnlyElementsOfType(Action.CancelJob.class)
                .hasSize(1);
    }

    @Test
    void shouldTakeTheClusterOfATerminatedExperimentDown() {
        // When
        Decision decision = desired(TERMINATED)
                .onCluster(false)
                .job(4, "CANCELLED")
                .cluster("UP", true, false)
                .decide();
        // Then
        assertThat(ends(decision)).containsExactly("down dev");
        assertThat(conditions(decision)).containsExactly(ConditionType.ClusterRemains);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INIT", "STOPPED", "AUTOSTOPPING", "SOMETHING_NEW"})
    void shouldTakeItDownWhateverItsStatus(String status) {
        // When
        Decision decision = desired(TERMINATED)
                .onCluster(false)
                .job(4, "CANCELLED")
                .cluster(status, true, false)
                .decide();
        // Then
        assertThat(ends(decision)).containsExactly("down dev");
    }

    @Test
    void shouldTakeTheClusterOfADeletedExperimentDown() {
        // When
        Decision decision = desired(TERMINATED)
                .deleted()
                .onCluster(false)
                .job(4, "CANCELLED")
                .cluster("UP", true, false)
                .decide();
        // Then
        assertThat(ends(decision)).containsExactly("down dev");
    }

    @Test
    void shouldLeaveTheClusterOfAStoppedExperimentUp() {
        // When
        Decision decision = desired(STOPPED)
                .onCluster(false)
                .job(4, "CANCELLED")
                .cluster("UP", true, false)
                .decide();
        // Then
        assertThat(ends(decision)).isEmpty();
        assertThat(conditions(decision)).isEmpty();
    }

    @Test
    void shouldStopTheClusterWhenTheExperimentSaysSo() {
        // When
        Decision decision = desired(STOPPED)
                .onCluster(true)
                .job(4, "CANCELLED")
                .cluster("UP", true, false)
                .decide();
        // Then
        assertThat(ends(decision)).containsExactly("stop dev");
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOPPED", "INIT", "AUTOSTOPPING"})
    void shouldStopNoClusterThatIsNotUp(String status) {
        // When
        Decision decision = desired(STOPPED)
                .onCluster(true)
                .job(4, "CANCELLED")
                .cluster(status, true, false)
                .decide();
        // Then
        assertThat(ends(decision)).isEmpty();
    }

    @Test
    void shouldStopOnlyTheClusterThatIsNamedNow() {
        // When
        Decision decision = desired(STOPPED)
                .onCluster(true)
                .job(4, "CANCELLED")
                .formerCluster("UP")
                .decide();
        // Then
        assertThat(ends(decision)).isEmpty();
    }

    @Test
    void shouldTakeDownEveryClusterThatATerminatedExperimentMade() {
        // When
        Decision decision = desired(TERMINATED)
                .onCluster(false)
                .job(4, "CANCELLED")
                .cluster("UP", true, false)
                .formerCluster("UP")
                .decide();
        // Then
        assertThat(ends(decision)).containsExactly("down dev", "down old");
    }

    @ParameterizedTest
    @EnumSource(names = {"STOPPED", "TERMINATED"})
    void shouldEndNoClusterThatIsNotOurs(DesiredState state) {
        // When
        Decision decision = desired(state)
                .onCluster(true)
                .job(4, "CANCELLED")
                .cluster("UP", false, false)
                .decide();
        // Then
        assertThat(ends(decision)).isEmpty();
        assertThat(conditions(decision)).containsExactly(ConditionType.ClusterRemains);
    }

    @ParameterizedTest
    @EnumSource(names = {"STOPPED", "TERMINATED"})
    void shouldEndNoClusterThatOthersUse(DesiredState state) {
        // When
        Decision decision = desired(state)
                .onCluster(true)
                .job(4, "CANCELLED")
                .cluster("UP", true, true)
                .decide();
        // Then
        assertThat(ends(decision)).isEmpty();
        assertThat(conditions(decision)).containsExactly(ConditionType.ClusterRemains);
    }

    @Test
    void shouldEndNoClusterWhileAJobMayBeOnItsWay() {
        // When
        Decision decision = desired(TERMINATED)
                .onCluster(false)
                .launch(LaunchState.SENT)
                .cluster("UP", true, false)
                .decide();
        // Then
        assertThat(ends(decision)).isEmpty();
    }

    @Test
    void shouldEndNoClusterBeforeTheQueueWasRead() {
        // When
        Decision decision = Given.beforeAnyReading(TERMINATED)
                .onCluster(false)
                .job(4, "CANCELLED")
                .cluster("UP", true, false)
                .decide();
        // Then
        assertThat(ends(decision)).isEmpty();
    }

    @Test
    void shouldWaitBeforeItAsksAgain() {
        // Given
        Given given = desired(TERMINATED)
                .onCluster(false)
                .job(4, "CANCELLED")
                .cluster("UP", true, false)
                .endAsked(true);
        // When, then
        assertThat(ends(given.pass(Duration.ofSeconds(5)).decide())).isEmpty();
        assertThat(ends(given.pass(Duration.ofMinutes(2)).decide())).containsExactly("down dev");
    }

    @Test
    void shouldTakeDownAtOnceWhatItHasTriedToStop() {
        // When
        Decision decision = desired(TERMINATED)
                .onCluster(true)
                .job(4, "CANCELLED")
                .cluster("UP", true, false)
                .endAsked(false)
                .decide();
        // Then
        assertThat(ends(decision)).containsExactly("down dev");
    }

    @Test
    void shouldCallAJobOnAClusterStaleWhoseQueueWasNotRead() {
        // When
        Decision decision = desired(RUNNING).onCluster(false).job(4, "RUNNING").decide();
        // Then
        assertThat(conditions(decision)).containsExactly(ConditionType.Stale);
    }

    @Test
    void shouldTrustAReadingOfTheCluster() {
        // When
        Decision decision = desired(RUNNING)
                .onCluster(false)
                .job(4, "RUNNING")
                .clusterObserved()
                .decide();
        // Then
        assertThat(decision.actions()).isEmpty();
        assertThat(decision.conditions()).isEmpty();
    }

    @Test
    void shouldNotPassTheBarrierByAReadingOfACluster() {
        // When
        Decision decision = Given.beforeAnyReading(RUNNING)
                .onCluster(false)
                .clusterObserved()
                .decide();
        // Then
        assertThat(decision.actions()).isEmpty();
    }

    @Test
    void shouldRefuseToEndAClusterBesideALivingJob() {
        // Given
        Given given = desired(TERMINATED).onCluster(false).job(4, "RUNNING").cluster("UP", true, false);
        Action end = new Action.EndCluster(given.view().clusters().get(0), true);
        // When, then
        assertThat(new Invariants().check(given.view(), given.knowledge(), end)).isPresent();
    }

    @Test
    void shouldRefuseToEndAClusterThatIsNotOurs() {
        // Given
        Given given = desired(TERMINATED).onCluster(false).cluster("UP", false, false);
        Action end = new Action.EndCluster(given.view().clusters().get(0), true);
        // When, then
        assertThat(new Invariants().check(given.view(), given.knowledge(), end)).isPresent();
    }
}
