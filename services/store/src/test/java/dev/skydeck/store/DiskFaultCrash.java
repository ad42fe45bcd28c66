package dev.skydeck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A disk that fails under a store: full, read-only or broken, at each of its next writes and syncs. */
class DiskFaultCrash {
    private static final int MOST_WRITES = 100;

    private final List<Ack> acknowledged = new ArrayList<>();
    private DiskFault disk;
    private Path database;
    private Deployed store;

    @BeforeEach
    void open() throws Exception {
        disk = new DiskFault();
        Files.createDirectories(DiskFault.FOLDER);
        database = Files.createTempDirectory(DiskFault.FOLDER, "test").resolve("skydeck.db");
        store = Deployed.at(database);
    }

    @AfterEach
    void close() throws Exception {
        disk.end();
        store.close();
        Evidence evidence = Evidence.of(database, acknowledged);
        assertThat(evidence.damage()).isEmpty();
        assertThat(evidence.lost()).isEmpty();
    }

    private Experiment write() throws Exception {
        Experiment made = store.create("x" + UUID.randomUUID(), DesiredState.STOPPED);
        acknowledged.add(new Ack(store.revision(), made.id()));
        return made;
    }

    private Throwable writeUntilItFails() {
        for (int i = 0; i < MOST_WRITES; i++) {
            Throwable failure = catchThrowable(this::write);
            if (failure != null) {
                return failure;
            }
        }
        throw new AssertionError("no write failed");
    }

    private static void shouldBeUnable(Throwable failure, String sentence) {
        assertThat(failure).isInstanceOfSatisfying(Failure.Unavailable.class, unavailable -> {
            assertThat(unavailable.reason()).isEqualTo(Failure.Unavailable.Reason.UNABLE);
            assertThat(unavailable.sentence()).contains(sentence);
        });
    }

    @Test
    void shouldLoseNothingWhenTheDiskIsFullAtTheNthWrite() throws Exception {
        Experiment first = write();

        for (int nth = 1; nth <= 200; nth++) {
            // When
            disk.writesFailFrom(nth, DiskFault.NO_SPACE);
            Throwable refused = writeUntilItFails();

            // Then
            assertThat(disk.failed()).isPositive();
            shouldBeUnable(refused, "full");
            assertThat(store.experiment(first.id())).isEqualTo(first);
            disk.end();
            write();
        }
    }

    @Test
    void shouldGoOnOnceADiskThatWasMountedReadOnlyIsWritableAgain() throws Exception {
        Experiment first = write();

        disk.writesAndSyncsFail(DiskFault.READ_ONLY);
        shouldBeUnable(writeUntilItFails(), "look at its disk");

        assertThat(store.experiment(first.id())).isEqualTo(first);
        disk.end();
        write();
    }

    @Test
    void shouldLoseNothingWhenTheDiskBreaksAtTheNthWrite() throws Exception {
        write();

        for (int nth = 1; nth <= 60; nth++) {
            disk.writesFailFrom(nth, DiskFault.BROKEN);
            shouldBeUnable(writeUntilItFails(), "look at its disk");
            disk.end();
            write();
        }
    }

    @Test
    void shouldWriteNoMoreAfterASyncThatFailedUntilItIsStartedAgain() throws Exception {
        for (int nth = 1; nth <= 5; nth++) {
            // Given
            Experiment before = write();
            disk.syncsFailFrom(nth, DiskFault.BROKEN);

            // When
            shouldBeUnable(writeUntilItFails(), "look at its disk");
            disk.end();

            // Then
            shouldBeUnable(catchThrowable(this::write), "restart");
            assertThat(store.experiment(before.id())).isEqualTo(before);
            store.close();
            store = Deployed.at(database);
            write();
        }
    }
}
