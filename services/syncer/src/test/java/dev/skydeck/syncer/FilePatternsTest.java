package dev.skydeck.syncer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.syncer.FilePatterns.Kind;
import dev.skydeck.syncer.FilePatterns.Named;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilePatternsTest {
    private static final FilePatterns.Reader ORIGINAL = FilePatterns.ORIGINAL.reader();

    @ParameterizedTest
    @CsvSource({
        "run:v100.mpt,100",
        "v100.mpt,100",
        "V7.MPT,7",
        "my.run:v3.mpt,3",
        "exp_2:v12.mpt,12",
        "exp-v4.mpt,4",
        "checkpoint_100.mpt,100",
        "Checkpoint-8.mpt,8",
        "epoch_5.mpt,5",
        "EPOCH_5.mpt,5",
        "epoch_5_loss_0.3.mpt,5",
        "model_10.mpt,10",
        "step-10.mpt,10",
        "step_200_final.mpt,200",
        "100.mpt,100",
        "0.mpt,0",
        "007.mpt,7",
        "agent42.mpt,42",
        "lr3e-4:v9.mpt,9"
    })
    void shouldReadTheEpochOfACheckpoint(String file, long epoch) {
        assertThat(ORIGINAL.read(file)).contains(new Named(Kind.CHECKPOINT, epoch));
    }

    @ParameterizedTest
    @CsvSource({
        "replay_5.json.z,5",
        "replay_12.bin,12",
        "Replay_12,12",
        "run:v100.json.z,100",
        "100.JSON.Z,100",
        "epoch_5_game_2.json.z,5"
    })
    void shouldReadTheEpochOfAReplay(String file, long epoch) {
        assertThat(ORIGINAL.read(file)).contains(new Named(Kind.REPLAY, epoch));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".mpt",
                "latest.mpt",
                "v.mpt",
                "epoch_.mpt",
                "100.pt",
                "100.mpt.tmp",
                "trainer_state.pt",
                "100",
                "replay_latest.json.z",
                "config.json",
                ".skydeck-claim-3",
                "20261101120000000.mpt",
                "99999999999999999999999999.mpt"
            })
    void shouldSkipWhatNamesNoEpoch(String file) {
        assertThat(ORIGINAL.read(file)).isEmpty();
    }

    @Test
    void shouldReadWhatAPatternOfOnesOwnSays() {
        FilePatterns own = new FilePatterns(List.of("^ckpt\\.(\\d+)\\.pt$"), List.of());

        assertThat(own.reader().read("ckpt.12.pt")).contains(new Named(Kind.CHECKPOINT, 12));
        assertThat(own.reader().read("v12.mpt")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"(, is none: Unclosed group", "v12, needs a group for the epoch"})
    void shouldRefuseAPatternThatNamesNoEpoch(String pattern, String sentence) {
        assertThatThrownBy(() -> new FilePatterns(List.of(pattern), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }
}
