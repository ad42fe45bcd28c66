package dev.skydeck.launcher.original;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.launcher.ApiFixture.Got;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationLogRoutesTest extends FilledApi {
    @Test
    void shouldListWhatUsersDidNewestFirst() throws Exception {
        api.post("/api/experiments/2/state", "{\"desired_state\":\"STOPPED\"}");
        api.post("/api/experiments/2/state", "{\"desired_state\":\"RUNNING\"}");
        api.post("/api/experiments/2/starred", "{\"starred\":true}");
        api.delete("/api/experiments/3");

        Got logs = api.get("/api/operation-logs");

        assertThat(each(logs, "/logs", "operation_type"))
                .containsExactly("DELETE", "START", "STOP", "CREATE", "CREATE", "CREATE");
        assertThat(each(logs, "/logs", "experiment_name"))
                .containsExactly("third", "second", "second", "third", "second", "busy");
    }

    @ParameterizedTest
    @CsvSource({"-1, 3", "0, 0", "2, 2", "501, 3"})
    void shouldListAsManyAsAskedFor(int limit, int count) throws Exception {
        assertThat(api.get("/api/operation-logs?limit=" + limit).at("/logs")).hasSize(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-2", "many"})
    void shouldRefuseALimitThatIsNone(String limit) throws Exception {
        assertThat(api.get("/api/operation-logs?limit=" + limit).status()).isEqualTo(422);
    }

    @Test
    void shouldReadOnWhereAPageOfTheHistoryEnds() throws Exception {
        for (int i = 0; i < 600; i++) {
            file.run("insert into events (revision, at, kind, experiment_id, actor, data, prev_hash, hash)"
                    + " values (1, 1700000000000, 'desired_state_set', 2, 'ann', '{\"after\":\"RUNNING\"}', '', '')");
        }

        Got logs = api.get("/api/operation-logs?limit=550");

        assertThat(logs.at("/logs")).hasSize(550);
        assertThat(logs.at("/logs/549/user").asText()).isEqualTo("ann");
    }

    @Test
    void shouldShowAnImportedLogAsItWas() throws Exception {
        file.run(
                "insert into events (revision, at, kind, experiment_id, actor, data, prev_hash, hash)"
                        + " values (1, 1700000000000, 'operation', 2, 'import', ?, '', '')",
                "{\"operation_type\":\"START\",\"experiment_name\":\"old name\",\"job_id\":\"17\",\"success\":0,"
                        + "\"error_message\":\"boom\",\"output\":null,\"user\":\"ann\"}");

        assertThat(api.get("/api/operation-logs?limit=1").at("/logs/0").toString())
                .contains("\"timestamp\":\"2023-11-14T22:13:20\",\"operation_type\":\"START\",\"experiment_id\":2,"
                        + "\"experiment_name\":\"old name\",\"job_id\":\"17\",\"success\":false,"
                        + "\"error_message\":\"boom\",\"output\":null,\"user\":\"ann\"");
    }
}
