package dev.skydeck.launcher.original;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointRoutesTest extends FilledApi {
    @ParameterizedTest
    @CsvSource({"-1, 2", "0, 0", "1, 1", "50, 2"})
    void shouldListAsManyAsAskedFor(int limit, int count) throws Exception {
        assertThat(api.get("/api/experiments/1/checkpoints?limit=" + limit).at("/checkpoints"))
                .hasSize(count);
    }

    @Test
    void shouldListTheNewestFirst() throws Exception {
        assertThat(each(api.get("/api/experiments/1/checkpoints"), "/checkpoints", "epoch"))
                .containsExactly("2", "1");
    }

    @Test
    void shouldShowMetricsReplaysAndPolicy() throws Exception {
        assertThat(api.get("/api/experiments/1/checkpoints")
                        .at("/checkpoints/1")
                        .toString())
                .startsWith(
                        "{\"experiment_id\":1,\"epoch\":1,\"model_path\":\"s3://b/1\",\"replay_paths\":[\"s3://b/r1\"],"
                                + "\"metrics\":{\"reward\":0.5},\"created_at\":\"2023-11-14T22:13:20\","
                                + "\"synced_at\":\"2023-11-14T22:13:20\",\"observatory_url\":null,\"policy_version\":null,"
                                + "\"policy_id\":\"p\",\"policy_version_id\":null");
    }

    @Test
    void shouldLeaveOutMetricsThatAreNoNumbers() throws Exception {
        file.run("update checkpoints set metrics = '{\"a\":1,\"b\":\"x\",\"c\":true}' where epoch = 1");

        assertThat(api.get("/api/experiments/1/checkpoints")
                        .at("/checkpoints/1/metrics")
                        .toString())
                .isEqualTo("{\"a\":1}");
    }

    @Test
    void shouldShowAnImportedCheckpointWithoutAModelAsNull() throws Exception {
        file.run("update checkpoints set model_path = '' where epoch = 1");

        assertThat(api.get("/api/experiments/1/checkpoints")
                        .at("/checkpoints/1/model_path")
                        .isNull())
                .isTrue();
    }

    @Test
    void shouldShowTheLatestEpochInListsAndAlone() throws Exception {
        assertThat(each(api.get("/api/experiments"), "/experiments", "latest_epoch"))
                .containsExactly("null", "null", "2");
        assertThat(api.get("/api/experiments/1").at("/experiment/latest_epoch").asInt())
                .isEqualTo(2);
    }
}
