package dev.skydeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueTest {
    @TempDir
    static Path folder = Path.of("replaced");

    private static Sandbox sandbox = Unset.sandbox();

    /** Three jobs: 1 alpha succeeded, 2 twin failed, 3 twin runs. */
    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start(folder);
        int first = sandbox.launch("{name: alpha, run: 'true', resources: {accelerators: {H100: 2}, priority: 7}}");
        int second = sandbox.launch("{name: twin, run: exit 1}");
        int third = sandbox.launch("{name: twin, run: sleep 300, num_nodes: 2}");
        sandbox.awaitStatus(first, "SUCCEEDED");
        sandbox.awaitStatus(second, "FAILED");
        sandbox.awaitStatus(third, "RUNNING");
    }

    @AfterAll
    static void stop() throws Exception {
        sandbox.closeWithoutJobs();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ';',
            value = {
                "{}; |3,2,1|; 3",
                "{\"job_ids\": [1, 3, 9999]}; |3,1|; 2",
                "{\"job_ids\": []}; ||; 0",
                "{\"statuses\": [\"FAILED\"]}; |2|; 1",
                "{\"statuses\": [\"NOPE\"]}; ||; 0",
                "{\"name_match\": \"win\"}; |3,2|; 2",
                "{\"name_match\": \"a%h\"}; |1|; 1",
                "{\"skip_finished\": true}; |3|; 1",
                "{\"page\": 2, \"limit\": 2}; |1|; 3",
                "{\"page\": 99, \"limit\": 2}; ||; 3",
                "{\"sort_by\": \"submitted_at\", \"sort_order\": \"asc\", \"limit\": 2}; |1,2|; 3",
                "{\"submitted_after\": 9999999999}; ||; 0",
                "{\"infra_match\": \"sandbox\"}; |3,2,1|; 3",
                "{\"user_match\": \"nobody\", \"all_users\": true}; ||; 0"
            })
    void shouldFilterSortAndPage(String body, String jobs, int total) throws Exception {
        // When
        JsonObject queue = sandbox.queue(new JsonObject(body));

        // Then
        assertThat(String.join(",", ids(queue))).isEqualTo(jobs == null ? "" : jobs);
        assertThat(queue.getInteger("total")).isEqualTo(total);
        assertThat(queue.getInteger("total_no_filter")).isEqualTo(3);
    }

    @Test
    void shouldCountStatusesWithoutTheFilterOnThem() throws Exception {
        // When
        JsonObject queue = sandbox.queue(new JsonObject().put("statuses", new JsonArray().add("FAILED")));

        // Then
        assertThat(queue.getJsonObject("status_counts"))
                .isEqualTo(new JsonObject().put("FAILED", 1).put("RUNNING", 1).put("SUCCEEDED", 1));
        assertThat(queue.getJsonArray("infra_options")).containsExactly("sandbox/local");
    }

    @Test
    void shouldShowResourcesAsARealServerDoes() throws Exception {
        // When
        JsonObject queue = sandbox.queue(new JsonObject());

        // Then
        JsonArray jobs = queue.getJsonArray("jobs");
        assertThat(jobs.getJsonObject(0).getString("resources")).isEqualTo("2x[CPU:1+]");
        assertThat(jobs.getJsonObject(2).getString("resources")).isEqualTo("1x[H100:2]");
        assertThat(jobs.getJsonObject(2).getInteger("priority")).isEqualTo(7);
    }

    @Test
    void shouldShowAUserOnlyTheirOwnJobsUnlessAllAreAskedFor() throws Exception {
        // Given
        JsonObject other = new JsonObject().put("SKYPILOT_USER_ID", "00000000").put("SKYPILOT_USER", "eve");

        // When
        JsonObject own = sandbox.queue(new JsonObject().put("env_vars", other));
        JsonObject all = sandbox.queue(new JsonObject().put("env_vars", other).put("all_users", true));

        // Then
        assertThat(ids(own)).isEmpty();
        assertThat(ids(all)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ';',
            value = {
                "{\"page\": 1}; ValueError; Limit must be specified when page is specified",
                "{\"fields\": [\"nope\"]}; RuntimeError; Unknown field: nope"
            })
    void shouldFailARequestThatARealServerFails(String body, String type, String message) throws Exception {
        // When
        String answer = sandbox.cycle("/jobs/queue/v2", new JsonObject(body)).body();

        // Then
        JsonObject error =
                new JsonObject(new JsonObject(answer).getJsonObject("detail").getString("error"));
        assertThat(error.getString("type")).isEqualTo(type);
        assertThat(error.getString("message")).contains(message);
    }

    @Test
    void shouldRefuseAWrongTypeBeforeItBecomesARequest() throws Exception {
        // When
        String answer = sandbox.post("/jobs/queue/v2", new JsonObject().put("limit", "many"))
                .body();

        // Then
        JsonObject problem = new JsonObject(answer).getJsonArray("detail").getJsonObject(0);
        assertThat(problem.getString("type")).isEqualTo("int_type");
        assertThat(problem.getJsonArray("loc")).containsExactly("body", "limit");
    }

    private static List<String> ids(JsonObject queue) {
        return queue.getJsonArray("jobs").stream()
                .map(row -> String.valueOf(((JsonObject) row).getInteger("job_id")))
                .toList();
    }
}
