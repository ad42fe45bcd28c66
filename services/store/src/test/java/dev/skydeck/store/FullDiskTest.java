package dev.skydeck.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.skydeck.messages.ExperimentRequest.GetExperiment;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No room for the file to grow. {@code DiskFaultCrash} has the same for a disk whose writes fail. */
class FullDiskTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<Ack> acknowledged = new ArrayList<>();
    private Path path;
    private Database database;
    private Store store;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        path = folder.resolve("skydeck.db");
        DatabaseFile file = new DatabaseFile(path);
        new Migrations(file).run();
        database = new PooledDatabase(vertx, file.url());
        store = new Store(
                database,
                StoreOptions.at(path),
                StoreClock.SYSTEM,
                Processes.LOCAL,
                event -> {},
                Blocking.HERE,
                new SecureRandom());
    }

    @AfterEach
    void close() throws Exception {
        database.close().await(20, SECONDS);
        vertx.close().await(20, SECONDS);
    }

    private static <T> T now(Future<T> answer) throws Exception {
        return answer.await(20, SECONDS);
    }

    private Experiment write() throws Exception {
        Written<Experiment> made =
                now(store.declarations.create(Deployed.creation("x" + UUID.randomUUID(), DesiredState.STOPPED)));
        acknowledged.add(new Ack(made.revision(), made.value().id()));
        return made.value();
    }

    private void leavePages(long pages) throws Exception {
        long used = now(database.onReader(sql -> sql.query("pragma page_count")))
                .get(0)
                .number("page_count");
        now(database.onWriter(sql -> sql.query("pragma max_page_count = " + (used + pages))));
    }

    private void fill() throws Exception {
        Throwable refused = null;
        for (int i = 0; i < 100 && refused == null; i++) {
            refused = catchThrowable(this::write);
        }
        assertThat(refused).isInstanceOfSatisfying(Failure.Unavailable.class, failure -> {
            assertThat(failure.reason()).isEqualTo(Failure.Unavailable.Reason.UNABLE);
            assertThat(failure.sentence()).contains("full");
        });
    }

    @Test
    void shouldLoseNothingAndGoOnWhereverTheDiskGetsFull() throws Exception {
        Experiment first = write();
        for (int nth = 1; nth <= 200; nth++) {
            // When: the file may not grow by another page
            leavePages(0);
            fill();

            // Then
            assertThat(now(store.board.get(new GetExperiment(first.id())))).isEqualTo(first);
            leavePages(1_000);
            write();
        }
        Evidence evidence = Evidence.ofCopy(path, acknowledged);
        assertThat(evidence.damage()).isEmpty();
        assertThat(evidence.lost()).isEmpty();
    }
}
