package dev.skydeck.launcher.ages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.launcher.ApiFixture;
import dev.skydeck.launcher.ApiFixture.Got;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of jobs and checkpoints in pages, on a file with many of both. */
class ListPagesTest {
    @TempDir
    private Path folder;

    private ApiFixture api;

    @BeforeEach
    void start() throws Exception {
        api = ApiFixture.on(Samples.copy("age7", folder));
    }

    @AfterEach
    void stop() throws Exception {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/skypilot-jobs?include_stopped=true, jobs, id",
        "/api/experiments/20/jobs, jobs, id",
        "/api/experiments/1/checkpoints, checkpoints, epoch"
    })
    void shouldMissAndRepeatNothingFromPageToPage(String path, String list, String key) throws Exception {
        String base = path + (path.contains("?") ? "&" : "?");
        List<String> whole = keys(api.get(base + "limit=-1"), list, key);
        List<String> paged = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Got page = api.get(base + "limit=3" + (cursor == null ? "" : "&cursor=" + cursor));
            paged.addAll(keys(page, list, key));
            cursor = page.headers().get("Next-Cursor");
        } while (cursor != null);

        assertThat(paged).hasSizeGreaterThan(3).isEqualTo(whole);
    }

    @Test
    void shouldAnswerOnlyTheFieldsThatAreAskedFor() throws Exception {
        assertThat(api.get("/api/experiments/20/jobs?limit=1&fields=id,status")
                        .at("/jobs")
                        .toString())
                .matches("\\[\\{\"id\":\"[0-9]+\",\"status\":\"[A-Z]+\"}]");
    }

    @Test
    void shouldFindJobsByTheirNameAndThoseOfNobody() throws Exception {
        assertThat(keys(api.get("/api/skypilot-jobs?limit=-1&include_stopped=true&text=MANY"), "jobs", "experiment_id"))
                .isNotEmpty()
                .containsOnly("many.jobs");
        assertThat(keys(
                        api.get("/api/skypilot-jobs?limit=-1&include_stopped=true&orphans=true"),
                        "jobs",
                        "experiment_id"))
                .isNotEmpty()
                .doesNotContain("many.jobs");
    }

    @ParameterizedTest
    @CsvSource({"cursor=x, query.cursor", "fields=nope, query.fields", "orphans=maybe, query.orphans"})
    void shouldRefuseAParameterThatMeansNothing(String query, String field) throws Exception {
        Got got = api.get("/api/skypilot-jobs?" + query);

        assertThat(got.status()).isEqualTo(422);
        assertThat(got.at("/detail/0/loc").toString()).isEqualTo("[\"" + field.replace(".", "\",\"") + "\"]");
    }

    private static List<String> keys(Got got, String list, String key) {
        List<String> keys = new ArrayList<>();
        for (JsonNode row : got.at("/" + list)) {
            keys.add(row.path(key).asText());
        }
        return keys;
    }
}
