package dev.skydeck.launcher.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.launcher.ApiFixture;
import dev.skydeck.launcher.FilledFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that another program broke while no server ran: the start repairs them and keeps what they held. */
class RepairedRowsTest {
    private static final List<String> BREAKS = List.of(
            "update experiments set desired_state = 'PAUSED', flags = '{\"lr\":NaN}' where id = 1",
            "update experiments set tags = 'a, b' where id = 2",
            "update launches set state = 'SNAFU', spec = '{}' where id = 1",
            "update jobs set metadata = '[', duration_seconds = 9e999 where job_id = 7",
            "update checkpoints set replay_paths = 'null', metrics = '{\"a\":[]}' where epoch = 1",
            "update experiment_groups set flags = '{}', created_at = 9223372036854775807",
            "update clusters set num_nodes = 99999999999");

    private Path database;

    @SuppressWarnings("NullAway.Init") // JUnit calls fill first
    RepairedRowsTest() {}

    @BeforeEach
    void fill(@TempDir Path folder) throws Exception {
        database = folder.resolve("skydeck.db");
        try (ApiFixture api = ApiFixture.on(database);
                FilledFile file = FilledFile.of(api)) {
            for (String sql : BREAKS) {
                file.run(sql);
            }
        }
    }

    @Test
    void shouldReplaceWhatCannotBeRead() throws Exception {
        start();

        try (FilledFile file = FilledFile.open(database)) {
            assertThat(file.texts("select desired_state || ' ' || flags || ' ' || tags from experiments order by id"))
                    .containsExactly("STOPPED {} [\"a\"]", "RUNNING {\"lr\":1e-4} []", "RUNNING {\"lr\":1e-4} [\"a\"]");
            assertThat(file.texts("select state || ' ' || (spec ->> 'name') from launches"))
                    .containsExactly("SENT busy-aaaaaa");
            assertThat(file.texts(
                            "select metadata || ' ' || coalesce(duration_seconds, 'null') from jobs where job_id = 7"))
                    .containsExactly("{} null");
            assertThat(file.texts("select replay_paths || ' ' || metrics from checkpoints where epoch = 1"))
                    .containsExactly("[] {}");
            assertThat(file.texts("select flags || ' ' || created_at from experiment_groups"))
                    .containsExactly("[] 0");
            assertThat(file.texts("select num_nodes from clusters")).containsExactly("0");
        }
    }

    @Test
    void shouldKeepInTheHistoryWhatARowHeld() throws Exception {
        start();

        try (FilledFile file = FilledFile.open(database)) {
            assertThat(file.texts("select (data ->> 'table') || ' ' || (data ->> 'before') from events"
                            + " where kind = 'row_repaired' order by id"))
                    .containsExactly(
                            "experiments {\"desired_state\":\"PAUSED\",\"flags\":\"{\\\"lr\\\":NaN}\",\"hold\":null}",
                            "experiments {\"tags\":\"a, b\"}",
                            "launches {\"state\":\"SNAFU\",\"spec\":\"{}\"}",
                            "jobs {\"duration_seconds\":\"Infinity\",\"metadata\":\"[\"}",
                            "checkpoints {\"replay_paths\":\"null\",\"metrics\":\"{\\\"a\\\":[]}\"}",
                            "experiment_groups {\"flags\":\"{}\",\"created_at\":9223372036854775807}",
                            "clusters {\"num_nodes\":99999999999}");
        }
    }

    @Test
    void shouldHoldOnlyAnExperimentWhoseIntentIsInDoubt() throws Exception {
        start();

        try (FilledFile file = FilledFile.open(database)) {
            assertThat(file.texts("select id || ' ' || coalesce(hold, 'free') from experiments order by id"))
                    .containsExactly("1 Paused", "2 free", "3 free");
        }
    }

    @Test
    void shouldRepairARowOnce() throws Exception {
        start();

        start();

        try (FilledFile file = FilledFile.open(database)) {
            assertThat(file.texts("select count(*) from events where kind = 'row_repaired'"))
                    .containsExactly("7");
        }
    }

    @Test
    void shouldTellClientsOfARepair() throws Exception {
        String before;
        try (FilledFile file = FilledFile.open(database)) {
            before = file.texts("select revision from installation").get(0);
        }

        start();

        try (FilledFile file = FilledFile.open(database)) {
            assertThat(Long.parseLong(
                            file.texts("select revision from installation").get(0)))
                    .isGreaterThan(Long.parseLong(before));
        }
    }

    private void start() throws Exception {
        ApiFixture.on(database).close();
    }
}
