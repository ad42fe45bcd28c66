package dev.skydeck.syncer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.syncer.CheckpointName.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointNameTest {
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
        assertThat(CheckpointName.parse(file)).contains(new CheckpointName(Kind.CHECKPOINT, epoch));
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
        assertThat(CheckpointName.parse(file)).contains(new CheckpointName(Kind.REPLAY, epoch));
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
        assertThat(CheckpointName.parse(file)).isEmpty();
    }
}
