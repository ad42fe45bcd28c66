package dev.skydeck.launcher.original;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.launcher.ApiFixture.Got;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobRoutesTest extends FilledApi {
    @Test
    void shouldListActiveJobsOnlyHighestFirst() throws Exception {
        assertThat(each(api.get("/api/skypilot-jobs"), "/jobs", "id")).containsExactly("9", "7");
    }

    @Test
    void shouldListStoppedJobsOnRequest() throws Exception {
        assertThat(each(api.get("/api/skypilot-jobs?include_stopped=true"), "/jobs", "id"))
                .containsExactly("9", "7", "old-5");
    }

    @ParameterizedTest
    @CsvSource({"-1, 3", "0, 0", "1, 1", "2, 2", "1000, 3"})
    void shouldListAsManyJobsAsAskedFor(int limit, int count) throws Exception {
        assertThat(api.get("/api/skypilot-jobs?include_stopped=yes&limit=" + limit)
                        .at("/jobs"))
                .hasSize(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-2", "x", "1.5", ""})
    void shouldRefuseALimitThatIsNone(String limit) throws Exception {
        assertThat(api.get("/api/skypilot-jobs?limit=" + limit)
                        .at("/detail/0/loc")
                        .toString())
                .isEqualTo("[\"query\",\"limit\"]");
    }

    @Test
    void shouldListAStartingJob() throws Exception {
        file.run("update jobs set status = 'STARTING' where job_id = 7");

        assertThat(each(api.get("/api/skypilot-jobs"), "/jobs", "status")).containsExactly("PENDING", "STARTING");
    }

    @Test
    void shouldListClustersOfAnImportedFile() throws Exception {
        assertThat(api.get("/api/skypilot-jobs").at("/clusters").toString())
                .startsWith("[{\"name\":\"c1\",\"status\":\"UP\",\"num_nodes\":2,\"instance_type\":null,\"cloud\":null,"
                        + "\"created_at\":null,\"last_seen\":\"2023-11-14T22:13:20\",");
    }

    @Test
    void shouldCountClustersAndRunningJobsInHealth() throws Exception {
        Got health = api.get("/api/health");

        assertThat(List.of(
                        health.at("/num_experiments").asInt(),
                        health.at("/num_running_jobs").asInt(),
                        health.at("/num_clusters").asInt()))
                .containsExactly(3, 2, 1);
    }

    @Test
    void shouldShowAnImportedJobAsTheOriginalDid() throws Exception {
        Got jobs = api.get("/api/experiments/1/jobs");

        assertThat(jobs.at("/jobs/1").toString())
                .startsWith("{\"id\":\"old-5\",\"experiment_id\":\"busy\",\"cluster_name\":\"c1\",\"sky_job_id\":null,"
                        + "\"status\":\"SUCCEEDED\"")
                .contains("\"logs_path\":\"/logs\"", "\"instance_type\":\"p5\"");
    }

    @Test
    void shouldShowTheRunningJobInTheStatus() throws Exception {
        Got status = api.get("/api/experiments/1/status");

        assertThat(status.at("/current_job/id").asText()).isEqualTo("7");
        assertThat(each(status, "/recent_jobs", "id")).containsExactly("7", "old-5");
    }

    @Test
    void shouldShowNoJobInTheStatusOfAnExperimentThatNeverRan() throws Exception {
        Got status = api.get("/api/experiments/2/status");

        assertThat(status.at("/current_job").isNull()).isTrue();
        assertThat(status.at("/recent_jobs")).isEmpty();
    }

    @Test
    void shouldKeepTheJobsOfARenamedExperiment() throws Exception {
        api.patch("/api/experiments/1", "{\"name\":\"renamed\"}");

        assertThat(each(api.get("/api/experiments/1/jobs"), "/jobs", "experiment_id"))
                .containsExactly("renamed", "renamed");
    }

    @Test
    void shouldStopTheExperimentWhenItsJobIsCancelled() throws Exception {
        Got cancelled = api.post("/api/jobs/7/cancel");

        assertThat(cancelled.at("/message").asText()).contains("7");
        assertThat(api.get("/api/experiments/1").at("/experiment/desired_state").asText())
                .isEqualTo("STOPPED");
    }

    @ParameterizedTest
    @CsvSource({
        "999, 404, Job not found",
        "no-such-job, 404, Job not found",
        "old-5, 400, ended",
        "9, 400, not launched"
    })
    void shouldSayWhyAJobCannotBeCancelled(String id, int status, String sentence) throws Exception {
        Got got = api.post("/api/jobs/" + id + "/cancel");

        assertThat(got.status()).isEqualTo(status);
        assertThat(got.detail()).contains(sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/experiments/99/status", "/api/experiments/99/jobs", "/api/experiments/x/jobs?limit=0"})
    void shouldNotKnowTheJobsOfWhatIsNotThere(String path) throws Exception {
        Got got = api.get(path);

        assertThat(got.status()).isEqualTo(404);
        assertThat(got.detail()).isEqualTo("Experiment not found");
    }
}
