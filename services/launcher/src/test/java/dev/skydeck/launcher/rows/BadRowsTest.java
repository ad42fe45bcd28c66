package dev.skydeck.launcher.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.launcher.ApiFixture;
import dev.skydeck.launcher.FilledFile;
import dev.skydeck.messages.LaunchRequest.ReadViews;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One row that another program broke while the server runs: every list still answers, with all other rows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadRowsTest {
    private static final List<String> TABLES =
            List.of("experiments", "launches", "jobs", "checkpoints", "conditions", "experiment_groups", "clusters");
    private static final List<@Nullable Object> TEXTS =
            Arrays.asList(null, "", "no JSON", "null", "{\"a\":{\"b\":1}}", "{\"a\":NaN}", "[null]", "a\u0000b");
    private static final List<@Nullable Object> NUMBERS =
            Arrays.asList(null, -1L, 2_147_483_648L, Long.MAX_VALUE, Long.MIN_VALUE);
    private static final List<@Nullable Object> REALS =
            Arrays.asList(null, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300);

    private ApiFixture api;
    private FilledFile file;

    @SuppressWarnings("NullAway.Init") // JUnit calls start first
    BadRowsTest() {}

    private record Column(String table, String name, String type) {
        List<@Nullable Object> values() {
            return type.equals("TEXT") ? TEXTS : type.equals("REAL") ? REALS : NUMBERS;
        }
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        api = ApiFixture.on(folder.resolve("skydeck.db"));
        file = FilledFile.of(api);
    }

    @AfterAll
    void stop() throws Exception {
        file.close();
        api.close();
    }

    @TestFactory
    Stream<DynamicTest> shouldListAllOtherRowsWhateverAColumnHolds() throws SQLException {
        return columns().stream()
                .map(column ->
                        DynamicTest.dynamicTest(column.table() + "." + column.name(), () -> breakEachWay(column)));
    }

    private List<Column> columns() throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (String table : TABLES) {
            for (String column : file.texts("select name || ' ' || type from pragma_table_info('" + table + "')")) {
                String[] parts = column.split(" ", -1);
                columns.add(new Column(table, parts[0], parts[1].toUpperCase(Locale.ROOT)));
            }
        }
        return columns;
    }

    private void breakEachWay(Column column) throws Exception {
        Object sound =
                file.value("select " + column.name() + " from " + column.table() + " where " + whole(column.table()));
        for (Object value : column.values()) {
            if (set(column, value, whole(column.table()))) {
                try {
                    readAll(column.table() + "." + column.name() + " = " + value);
                } finally {
                    set(column, sound, rest(column.table()));
                }
            }
        }
    }

    /** False when even SQLite does not take the value. */
    private boolean set(Column column, @Nullable Object value, String where) {
        try {
            file.run("update " + column.table() + " set " + column.name() + " = ? where " + where, value);
            return true;
        } catch (SQLException refused) {
            return false;
        }
    }

    /** The row of each table that has most in it. */
    private static String whole(String table) {
        return switch (table) {
            case "jobs" -> "job_id = 7";
            case "checkpoints" -> "epoch = 1";
            case "experiments" -> "id = 1";
            default -> "1";
        };
    }

    /** The same row whatever it holds now, its key too. */
    private static String rest(String table) {
        return switch (table) {
            case "jobs" -> "job_id not in (5, 9)";
            case "checkpoints" -> "epoch <> 2";
            case "experiments" -> "id not in (2, 3)";
            default -> "1";
        };
    }

    private void readAll(String what) throws Exception {
        String now = "min_revision=" + file.nextRevision();
        assertThat(ids(api.get("/api/experiments?" + now), "/experiments"))
                .as(what)
                .contains("2", "3");
        ApiFixture.Got groups = api.get("/api/groups?" + now);
        assertThat(groups.status()).as(what + groups.text()).isEqualTo(200);
        assertThat(groups.text()).as(what).contains("\"second\"", "\"third\"");
        assertThat(ids(api.get("/api/skypilot-jobs?limit=-1&include_stopped=true"), "/jobs"))
                .as(what)
                .contains("old-5", "9");
        assertThat(api.get("/api/experiments/1/jobs?limit=-1").status())
                .as(what)
                .isIn(200, 404);
        assertThat(api.get("/api/experiments/1/checkpoints").status()).as(what).isIn(200, 404);
        assertThat(api.bus
                        .request(new ReadViews(0, 100))
                        .await(10, TimeUnit.SECONDS)
                        .views())
                .as(what)
                .hasSizeGreaterThanOrEqualTo(2);
    }

    private static List<String> ids(ApiFixture.Got got, String list) {
        assertThat(got.status()).as(got.text()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        for (JsonNode row : got.at(list)) {
            ids.add(row.path("id").asText());
        }
        return ids;
    }
}
