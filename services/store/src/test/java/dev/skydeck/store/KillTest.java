package dev.skydeck.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.store.LoadProcess.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
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
    private static final int LOAD_MILLIS = 250;
    private static final int START_MILLIS = 500;
    /** Every so many kills, the store is hit while it starts: opening, migrating, recovering. */
    private static final int STARTS = 10;

    @TempDir
    Path folder;

    @Test
    void shouldKeepEveryAcknowledgedWriteThroughAHundredKills() throws Exception {
        // Given
        Victim victim = new Victim(folder.resolve("victim"), ClassArchive.make(folder.resolve("classes")));

        // When
        victim.die(KILLS);

        // Then
        LOG.atInfo()
                .addKeyValue("kills", KILLS)
                .addKeyValue("acknowledged", victim.acknowledged.size())
                .addKeyValue("lost", victim.lost.size())
                .addKeyValue("damaged", victim.damage.size())
                .addKeyValue("seed", SEED)
                .log("kill -9 under load");
        assertThat(victim.damage).as("seed %d", SEED).isEmpty();
        assertThat(victim.lost).as("seed %d", SEED).isEmpty();
        assertThat(victim.acknowledged).hasSizeGreaterThan(KILLS / 2);
    }

    /** What shows that the test above can fail. */
    @Test
    void shouldMissWritesThatWereAnsweredBeforeTheirCommit() throws Exception {
        Victim victim = new Victim(folder.resolve("victim"), ClassArchive.none());

        for (int kill = 0; kill < 20 && victim.lost.isEmpty(); kill++) {
            victim.dieUnderLoad(victim.prepare(Mode.ANSWERS_EARLY));
        }

        assertThat(victim.lost).isNotEmpty();
    }

    /** One file, whose store is killed again and again, and all that it ever acknowledged. */
    private static final class Victim {
        final List<Ack> acknowledged = new ArrayList<>();
        final Set<Ack> lost = new LinkedHashSet<>();
        final List<String> damage = new ArrayList<>();
        private final Path database;
        private final ClassArchive classes;
        private final Random moments = new Random(SEED);

        Victim(Path folder, ClassArchive classes) throws IOException {
            database = Files.createDirectories(folder.resolve("data")).resolve("skydeck.db");
            this.classes = classes;
        }

        StoreProcess prepare(Mode mode) throws IOException {
            return StoreProcess.Plan.endless(database, mode).with(classes).prepare();
        }

        /** Two processes load their classes while the one before them dies. */
        void die(int kills) throws Exception {
            Deque<StoreProcess> spares = new ArrayDeque<>(List.of(prepare(Mode.PRODUCT), prepare(Mode.PRODUCT)));
            try {
                for (int kill = 0; kill < kills; kill++) {
                    spares.add(prepare(Mode.PRODUCT));
                    if (kill % STARTS == 0) {
                        dieWhileStarting(spares.remove());
                    } else {
                        dieUnderLoad(spares.remove());
                    }
                }
            } finally {
                spares.forEach(StoreProcess::close);
            }
        }

        private void dieWhileStarting(StoreProcess store) throws Exception {
            store.go();
            dieAfter(moments.nextInt(START_MILLIS), store);
        }

        void dieUnderLoad(StoreProcess store) throws Exception {
            store.go();
            store.awaitLoad();
            dieAfter(moments.nextInt(LOAD_MILLIS), store);
        }

        /** The pause is no wait for anything: it is the moment of the kill. */
        private void dieAfter(int millis, StoreProcess store) throws Exception {
            try (store) {
                Thread.sleep(millis);
                acknowledged.addAll(store.kill());
            }
            if (!acknowledged.isEmpty()) {
                Evidence evidence = Evidence.ofCopy(database, acknowledged);
                lost.addAll(evidence.lost());
                if (!evidence.damage().isEmpty()) {
                    damage.add(evidence.damage());
                }
            }
        }
    }
}
