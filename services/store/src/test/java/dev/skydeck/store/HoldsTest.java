package dev.skydeck.store;

import static dev.skydeck.store.Deployed.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.ExperimentRequest.ReadBoard;
import dev.skydeck.messages.HoldRequest.Adoption;
import dev.skydeck.messages.HoldRequest.ListAdoptions;
import dev.skydeck.messages.HoldRequest.Pause;
import dev.skydeck.messages.HoldRequest.ReleaseHolds;
import dev.skydeck.messages.HoldRequest.Which;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.ObservedJob;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldsTest {
    @TempDir
    private Path folder;

    private Deployed store;

    @BeforeEach
    void start() throws Exception {
        Path path = folder.resolve("skydeck.db");
        try (OldFile old = OldFile.of(path, 8)) {
            for (int id = 1; id <= 3; id++) {
                old.experiment(id, "e" + id, "RUNNING", "2025-11-03T00:00:00");
            }
            old.script(
                    "insert into experiment_groups values ('0a1b2c3d', 'g', '[]', 0, 0, '2025-11-03', '2025-11-03', null)",
                    "insert into experiment_group_members values ('0a1b2c3d', '2', 0)",
                    "update experiments set deleted = 0");
            old.run("insert into jobs (id, experiment_id, cluster_name, status, created_at, submitted_at, command)"
                    + " values ('7', 'e1', 'managed', 'RUNNING', '2025-11-03T00:00:00Z', '2025-11-03T00:00:00Z', '')");
        }
        store = Deployed.at(path);
    }

    @AfterEach
    void stop() throws Exception {
        store.close();
    }

    @Test
    void shouldReleaseOne() throws Exception {
        store.ask(new ReleaseHolds(command(), new Which(List.of(1L), Optional.empty(), false)));

        assertThat(held()).containsExactly("e2", "e3");
    }

    @Test
    void shouldReleaseAGroup() throws Exception {
        store.ask(new ReleaseHolds(command(), new Which(List.of(), Optional.of("0a1b2c3d"), false)));

        assertThat(held()).containsExactly("e1", "e3");
    }

    @Test
    void shouldReleaseAllAtOneRevisionAndTellTheHistory() throws Exception {
        long before = store.revision();

        assertThat(store.ask(new ReleaseHolds(command(), new Which(List.of(), Optional.empty(), true)))
                        .value())
                .containsExactly(1L, 2L, 3L);

        assertThat(held()).isEmpty();
        assertThat(store.revision()).isEqualTo(before + 1);
        assertThat(store.raw("select count(*) from events where kind = 'experiment_released'"))
                .containsExactly("3");
    }

    @Test
    void shouldChangeNothingWhenNothingIsHeld() throws Exception {
        store.ask(new ReleaseHolds(command(), new Which(List.of(), Optional.empty(), true)));
        long before = store.revision();

        store.ask(new ReleaseHolds(command(), new Which(List.of(), Optional.empty(), true)));

        assertThat(store.revision()).isEqualTo(before);
    }

    private static Which all() {
        return new Which(List.of(), Optional.empty(), true);
    }

    @Test
    void shouldPauseOneAndLaunchNothingOfIt() throws Exception {
        // Given
        store.ask(new ReleaseHolds(command(), all()));
        store.begin();
        Experiment experiment = store.create("lr", DesiredState.RUNNING);

        // When
        List<Long> paused = store.ask(
                        new Pause(command(), new Which(List.of(experiment.id()), Optional.empty(), false)))
                .value();

        // Then
        assertThat(paused).containsExactly(experiment.id());
        assertThat(store.experiment(experiment.id()).hold()).isEqualTo(ConditionType.Paused);
        assertThatThrownBy(() -> store.open(store.lease(), store.experiment(experiment.id())))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldNotSendWhatWasPausedAfterItsLaunchWasOpened() throws Exception {
        // Given
        store.begin();
        Experiment experiment = store.create("lr", DesiredState.RUNNING);
        Launch launch = store.open(store.lease(), experiment);

        // When
        store.ask(new Pause(command(), all()));

        // Then
        assertThatThrownBy(() -> store.claim(launch)).isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldPauseTheMembersOfAGroup() throws Exception {
        store.ask(new ReleaseHolds(command(), all()));

        store.ask(new Pause(command(), new Which(List.of(), Optional.of("0a1b2c3d"), false)));

        assertThat(held()).containsExactly("e2");
    }

    @Test
    void shouldLeaveAnotherHoldAsItIsWhenAllArePaused() throws Exception {
        store.ask(new Pause(command(), all()));

        assertThat(store.experiment(1).hold()).isEqualTo(ConditionType.Imported);
    }

    @Test
    void shouldPauseWhatIsCreatedWhileAllArePaused() throws Exception {
        store.ask(new Pause(command(), all()));

        assertThat(store.create("lr", DesiredState.RUNNING).hold()).isEqualTo(ConditionType.Paused);
    }

    @Test
    void shouldPauseNothingNewOnceAllAreReleased() throws Exception {
        store.ask(new Pause(command(), all()));
        store.ask(new ReleaseHolds(command(), all()));

        assertThat(store.create("lr", DesiredState.RUNNING).hold()).isNull();
        assertThat(held()).isEmpty();
    }

    @Test
    void shouldProposeAJobThatACompleteObservationShowsAgain() throws Exception {
        observe("e1", "2025-11-03T00:00:00Z");

        Adoption adoption = store.ask(new ListAdoptions()).get(0);
        assertThat(adoption.experimentName()).isEqualTo("e1");
        assertThat(adoption.seen().jobId()).isEqualTo(7);
        assertThat(adoption.seen().server()).isNotEqualTo(adoption.imported().server());
    }

    @Test
    void shouldNotProposeAJobOfAnotherNameOrTime() throws Exception {
        observe("other", "2025-11-03T00:00:00Z");
        assertThat(store.ask(new ListAdoptions())).isEmpty();

        observe("e1", "2025-11-04T00:00:00Z");
        assertThat(store.ask(new ListAdoptions())).isEmpty();
    }

    private void observe(String name, String submittedAt) throws Exception {
        ObservedJob row = Deployed.row(7, 0, name, "RUNNING", Map.of());
        store.observe(new ObservedJob(
                row.jobId(),
                row.taskId(),
                row.name(),
                row.status(),
                row.scheduleState(),
                Instant.parse(submittedAt),
                row.startedAt(),
                row.endedAt(),
                row.durationSeconds(),
                row.recoveryCount(),
                row.failureReason(),
                row.details(),
                row.resources(),
                row.cloud(),
                row.region(),
                row.zone(),
                row.userHash(),
                row.userName(),
                row.workspace(),
                row.metadata(),
                row.facts()));
    }

    private List<String> held() throws Exception {
        return store.ask(new ReadBoard(0, 10)).experiments().stream()
                .filter(experiment -> experiment.hold() != null)
                .map(Experiment::spec)
                .map(spec -> spec.name())
                .toList();
    }
}
