package dev.skydeck.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.store.LoadProcess.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code kill -9} under load: what was acknowledged is there, whatever the store was doing. The moments come from a seed,
 * {@code -Dskydeck.kill.seed}; {@code -Dskydeck.kills} says how many.
 */
class KillTest {
    private static final Logger LOG = LoggerFactory.getLogger(KillTest.class);
    private static final int KILLS = Integer.getInteger("skydeck.kills", 100);
    private static final long SEED = Long.getLong("skydeck.kill.seed", 20261101);
    private static final int LOAD_MILLIS = 120;
    private static final int START_MILLIS = 500;
    /** Every so many kills, the store is hit while it starts: opening, migrating, recovering. */
    private static final int STARTS = 10;

    @TempDir
    Path folder;

    @Test
    void shouldKeepEveryAcknowledgedWriteThroughAHundredKills() throws Exception {
        Path database = database();
        Random moments = new Random(SEED);
        List<Ack> acknowledged = new ArrayList<>();
        StoreProcess next = StoreProcess.endless(database, Mode.PRODUCT);
        try {
            for (int kill = 1; kill <= KILLS; kill++) {
                // When
                StoreProcess store = next.go();
                next = StoreProcess.endless(database, Mode.PRODUCT);
                acknowledged.addAll(
                        kill % STARTS == 1
                                ? killAfter(moments.nextInt(START_MILLIS), store)
                                : killUnderLoad(moments.nextInt(LOAD_MILLIS), store));

                // Then
                Evidence evidence = look(database, acknowledged);
                assertThat(evidence.damage())
                        .as("kill %d of seed %d", kill, SEED)
                        .isEmpty();
                assertThat(evidence.lost()).as("kill %d of seed %d", kill, SEED).isEmpty();
            }
        } finally {
            next.close();
        }
        assertThat(acknowledged).hasSizeGreaterThan(KILLS);
        LOG.atInfo()
                .addKeyValue("kills", KILLS)
                .addKeyValue("acknowledged", acknowledged.size())
                .addKeyValue("lost", 0)
                .addKeyValue("seed", SEED)
                .log("kill -9 under load");
    }

    /** What shows that the test above can fail. */
    @Test
    void shouldMissWritesThatWereAnsweredBeforeTheirCommit() throws Exception {
        Path database = database();
        Random moments = new Random(SEED);
        List<Ack> lost = new ArrayList<>();

        for (int kill = 0; kill < 20 && lost.isEmpty(); kill++) {
            StoreProcess store =
                    StoreProcess.endless(database, Mode.ANSWERS_EARLY).go();
            List<Ack> acknowledged = killUnderLoad(moments.nextInt(LOAD_MILLIS), store);
            lost.addAll(look(database, acknowledged).lost());
        }

        assertThat(lost).isNotEmpty();
    }

    private Path database() throws IOException {
        return Files.createDirectory(folder.resolve("data")).resolve("skydeck.db");
    }

    private static List<Ack> killUnderLoad(int millis, StoreProcess store) throws Exception {
        store.awaitLoad();
        return killAfter(millis, store);
    }

    /** The pause is no wait for anything: it is the moment of the kill. */
    private static List<Ack> killAfter(int millis, StoreProcess store) throws Exception {
        try (store) {
            Thread.sleep(millis);
            return store.kill();
        }
    }

    /** Looks at a copy, so that it is the next store that recovers the file itself. */
    private Evidence look(Path database, List<Ack> acknowledged) throws Exception {
        Path copy = Files.createTempDirectory(folder, "look").resolve("skydeck.db");
        for (String suffix : List.of("", "-wal", "-journal")) {
            Path from = database.resolveSibling(database.getFileName() + suffix);
            if (Files.exists(from)) {
                Files.copy(from, copy.resolveSibling(copy.getFileName() + suffix));
            }
        }
        if (acknowledged.isEmpty()) {
            // It may not have come to making its tables.
            return new Evidence("", 0, List.of());
        }
        Evidence evidence = Evidence.of(copy, acknowledged);
        for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
            Files.deleteIfExists(copy.resolveSibling(copy.getFileName() + suffix));
        }
        return evidence;
    }
}
