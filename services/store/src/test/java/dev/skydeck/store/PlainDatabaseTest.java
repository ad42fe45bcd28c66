package dev.skydeck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.Event;
import dev.skydeck.messages.Event.Changed;
import dev.skydeck.messages.Event.Observed;
import dev.skydeck.messages.ExperimentRequest.GetExperiment;
import dev.skydeck.messages.LaunchRequest.ClaimSend;
import dev.skydeck.messages.LaunchRequest.OpenLaunch;
import dev.skydeck.messages.LaunchRequest.TakeLease;
import dev.skydeck.messages.ObservationRequest.BeginObservation;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Launch;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same logic and the same statements over plain JDBC, where every answer is there at once. */
class PlainDatabaseTest {
    private final List<Event> events = new ArrayList<>();
    private PlainDatabase database;
    private Store store;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("skydeck.db");
        DatabaseFile file = new DatabaseFile(path);
        new Migrations(file).run();
        database = new PlainDatabase(DriverManager.getConnection(file.url()));
        store = new Store(
                database,
                StoreOptions.at(path),
                new FakeClock(),
                Processes.LOCAL,
                events::add,
                Blocking.HERE,
                new SecureRandom());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static <T> T now(Future<T> answer) {
        assertThat(answer.isComplete()).isTrue();
        if (answer.failed()) {
            throw new AssertionError(answer.cause());
        }
        return answer.result();
    }

    @Test
    void shouldHaveTheSettingsThatGuardData() {
        now(Pragmas.require(database));
    }

    @Test
    void shouldRefuseAConnectionWithoutTheSettings(@TempDir Path folder) throws Exception {
        PlainDatabase bare = new PlainDatabase(DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("bare.db")));

        Future<Void> refused = Pragmas.require(bare);

        assertThat(refused.cause()).isInstanceOf(StoreUnusable.class).hasMessageContaining("delete");
        now(bare.close());
    }

    @Test
    void shouldLaunchAndObserve() {
        // Given
        Experiment created = now(store.declarations.create(Deployed.creation("mnist", DesiredState.RUNNING)))
                .value();
        now(store.observations.begin(new BeginObservation(Deployed.SERVER)));
        long epoch = now(store.leases.take(new TakeLease(Deployed.HOLDER)));
        Launch launch = now(store.protocol.open(new OpenLaunch(epoch, created.id(), created.specRevision(), 0, null)));
        now(store.protocol.claim(new ClaimSend(launch.id(), 1, Deployed.CLAIM + 1, Deployed.SERVER.url())));

        // When
        now(store.observations.record(Deployed.observation(3L, Deployed.row(7, "RUNNING", launch))));

        // Then
        assertThat(now(store.board.get(new GetExperiment(created.id()))).currentState())
                .isEqualTo(CurrentState.RUNNING);
        assertThat(events)
                .extracting(event -> event instanceof Changed changed ? changed.revision() : -1L)
                .containsExactly(1L, 2L, 3L, 4L, -1L);
        assertThat(events.get(4)).isInstanceOf(Observed.class);
    }

    @Test
    void shouldLeaveNothingOfAWriteThatFailed() {
        now(store.declarations.create(Deployed.creation("mnist", DesiredState.STOPPED)));

        Future<?> refused = store.declarations.create(Deployed.creation("mnist", DesiredState.STOPPED));

        assertThat(refused.cause()).isInstanceOf(Failure.Conflict.class);
        assertThat(events).hasSize(1);
        assertThat(now(database.query("select count(*) as n from commands"))
                        .get(0)
                        .number("n"))
                .isEqualTo(1);
    }

    @Test
    void shouldAnswerAConflictWhenAnIndexRefusesASecondOpenLaunch() {
        // Given
        Experiment created = now(store.declarations.create(Deployed.creation("mnist", DesiredState.RUNNING)))
                .value();
        long epoch = now(store.leases.take(new TakeLease(Deployed.HOLDER)));
        now(store.protocol.open(new OpenLaunch(epoch, created.id(), created.specRevision(), 0, null)));

        // When: the comparison is passed by
        Future<?> second = new Transactions(database)
                .write(
                        sql -> sql.update("insert into launches (experiment_id, sequence, token, job_name, state,"
                                + " attempt, run_request, spec, opened_at)"
                                + " values (1, 2, 't', 'n', 'INTENT', 1, 1, '{}', 0)"),
                        done -> {});

        // Then
        assertThat(second.cause()).isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void shouldSayThatTheDiskIsFullAndGoOnReading() {
        // Given
        now(store.declarations.create(Deployed.creation("mnist", DesiredState.STOPPED)));
        long pages = now(database.query("pragma page_count")).get(0).number("page_count");
        now(database.query("pragma max_page_count = " + pages));

        // When
        Future<?> refused = Future.succeededFuture();
        for (int i = 0; i < 50 && refused.succeeded(); i++) {
            refused = store.declarations.create(Deployed.creation("more" + i, DesiredState.STOPPED));
        }

        // Then
        assertThat(refused.cause()).isInstanceOfSatisfying(Failure.Unavailable.class, failure -> {
            assertThat(failure.reason()).isEqualTo(Failure.Unavailable.Reason.UNABLE);
            assertThat(failure.sentence()).contains("full");
        });
        assertThat(now(store.board.get(new GetExperiment(1))).spec().name()).isEqualTo("mnist");
    }

    @Test
    void shouldHealAConnectionThatWasLeftInsideATransaction() {
        now(database.update("BEGIN IMMEDIATE"));

        now(store.declarations.create(Deployed.creation("mnist", DesiredState.STOPPED)));

        assertThat(events).hasSize(1);
    }

    @Test
    void shouldRollBackAWriteThatThrows() {
        Transactions transactions = new Transactions(database);

        Future<?> thrown = transactions.write(
                sql -> {
                    throw new IllegalStateException("bug");
                },
                done -> {});

        assertThat(thrown.cause()).hasMessage("bug");
        assertThatThrownBy(() -> now(database.update("COMMIT"))).hasMessageContaining("no transaction is active");
    }
}
