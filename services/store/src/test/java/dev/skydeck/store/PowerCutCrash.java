package dev.skydeck.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.store.LoadProcess.Mode;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Power cuts: a store's life on its disk is written down, and the disk rebuilt as a cut at any moment would leave it.
 * {@code -Dskydeck.cut=N} replays one cut of the log that the last run kept.
 */
class PowerCutCrash {
    private static final int WRITES = 1_500;
    private static final int CUTS = Integer.getInteger("skydeck.cuts", 500);
    private static final long SEED = Long.getLong("skydeck.cut.seed", 20261101);

    private static PowerCuts cuts(Mode mode) throws Exception {
        Long one = Long.getLong("skydeck.cut");
        PowerCuts cuts = new PowerCuts(Path.of("target/crash", mode.name()).toAbsolutePath());
        if (one == null) {
            cuts.record(mode, WRITES);
        }
        cuts.run(one == null ? LongStream.range(SEED, SEED + CUTS) : LongStream.of(one));
        return cuts;
    }

    @Test
    void shouldLoseNothingAcknowledgedInAPowerCut() throws Exception {
        PowerCuts cuts = cuts(Mode.PRODUCT);

        System.out.println("power cuts, synchronous=FULL: " + cuts.summary());
        assertThat(cuts.damaged).isEmpty();
        assertThat(cuts.lost).isEmpty();
        assertThat(cuts.refused).isEmpty();
    }

    /** What shows that the test above can fail. */
    @Test
    void shouldMissWritesThatWereNeverSynced() throws Exception {
        PowerCuts cuts = cuts(Mode.SYNCHRONOUS_NORMAL);

        System.out.println("power cuts, synchronous=NORMAL: " + cuts.summary());
        assertThat(cuts.lost).isNotEmpty();
        assertThat(cuts.damaged).isEmpty();
    }
}
