package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.messages.JobRequest.JobRef;
import dev.skydeck.messages.model.Cluster;
import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.JobFacts;
import dev.skydeck.messages.model.JobKey;
import dev.skydeck.messages.model.ObservedCluster;
import dev.skydeck.messages.model.ObservedJob;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobsApiTest extends GatewayFixture {
    private static final Instant THEN = Instant.parse("2026-11-22T01:02:03Z");

    static Job job(long id, @Nullable Long experiment, CurrentState state, String word) {
        boolean ended = state == CurrentState.SUCCEEDED || state == CurrentState.FAILED;
        ObservedJob seen = new ObservedJob(
                id,
                0,
                "alpha-abcdef",
                word,
                "ALIVE",
                THEN,
                THEN,
                ended ? THEN : null,
                12.5,
                1,
                null,
                null,
                "1x H100",
                "aws",
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                JobFacts.NONE);
        return new Job(
                new JobKey(1, id, 0),
                experiment,
                experiment == null ? null : "alpha",
                experiment == null ? null : "ann",
                null,
                state,
                ended ? 0 : null,
                THEN,
                "lt --gpus=1",
                1,
                1,
                seen,
                null,
                null);
    }

    @Test
    void shouldAnswerTheNewestJobsAndTheActiveOne() throws Exception {
        created("alpha");
        store.jobs.add(job(8, 1L, CurrentState.RUNNING, "RECOVERING"));
        store.jobs.add(job(7, 1L, CurrentState.SUCCEEDED, "SUCCEEDED"));

        JsonNode status = get("/api/experiments/1/status").json();

        assertThat(status.at("/current_job/id").asText()).isEqualTo("8");
        assertThat(status.at("/current_job/status").asText()).isEqualTo("RUNNING");
        assertThat(status.at("/current_job/sky_status").asText()).isEqualTo("RECOVERING");
        assertThat(status.at("/current_job/experiment_id").asText()).isEqualTo("alpha");
        assertThat(status.at("/current_job/submitted_at").asText()).isEqualTo("2026-11-22T01:02:03");
        assertThat(status.path("recent_jobs")).hasSize(2);
    }

    @Test
    void shouldAnswerNoActiveJobWhenAllHaveEnded() throws Exception {
        created("alpha");
        store.jobs.add(job(7, 1L, CurrentState.SUCCEEDED, "SUCCEEDED"));

        assertThat(get("/api/experiments/1/status").json().path("current_job").isNull())
                .isTrue();
    }

    @Test
    void shouldListTheJobsOfAnExperiment() throws Exception {
        created("alpha");
        store.jobs.add(job(8, 1L, CurrentState.RUNNING, "RUNNING"));
        store.jobs.add(job(7, 1L, CurrentState.SUCCEEDED, "SUCCEEDED"));

        assertThat(get("/api/experiments/1/jobs").json().path("jobs")).hasSize(2);
        assertThat(get("/api/experiments/1/jobs?limit=1").json().path("jobs")).hasSize(1);
        assertThat(get("/api/experiments/1/jobs?limit=-1").json().path("jobs")).hasSize(2);
        assertThat(get("/api/experiments/1/jobs?limit=0").json().path("jobs")).isEmpty();
        assertThat(get("/api/experiments/2/jobs").status()).isEqualTo(404);
        assertThat(get("/api/experiments/2/status").status()).isEqualTo(404);
    }

    @Test
    void shouldListTheQueueWithEndedJobsOnlyWhenAsked() throws Exception {
        store.jobs.add(job(8, null, CurrentState.RUNNING, "RUNNING"));
        store.jobs.add(job(7, 1L, CurrentState.SUCCEEDED, "SUCCEEDED"));

        JsonNode alive = get("/api/skypilot-jobs").json();

        assertThat(alive.path("jobs")).hasSize(1);
        assertThat(alive.at("/jobs/0/experiment_id").asText()).isEqualTo("alpha-abcdef");
        assertThat(alive.path("clusters")).isEmpty();
        assertThat(get("/api/skypilot-jobs?include_stopped=true").json().path("jobs"))
                .hasSize(2);
    }

    @Test
    void shouldStopTheExperimentOfACancelledJob() throws Exception {
        created("alpha");
        store.jobs.add(job(8, 1L, CurrentState.RUNNING, "RUNNING"));

        Got got = post("/api/jobs/8/cancel");

        assertThat(got.status()).isEqualTo(200);
        assertThat(store.experiments.get(1L))
                .satisfies(experiment -> assertThat(experiment.desiredState()).isEqualTo(DesiredState.STOPPED));
    }

    @Test
    void shouldRefuseToCancelWhatIsNotActiveOrNotThere() throws Exception {
        store.jobs.add(job(7, 1L, CurrentState.SUCCEEDED, "SUCCEEDED"));

        assertThat(post("/api/jobs/7/cancel").status()).isEqualTo(400);
        assertThat(post("/api/jobs/9/cancel").status()).isEqualTo(404);
        assertThat(post("/api/jobs/x/cancel").status()).isEqualTo(404);
    }

    @Test
    void shouldGiveAJobToAnExperiment() throws Exception {
        created("alpha");

        Got got = post("/api/jobs/c3-8/adopt", "{\"experiment_id\":1}");

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.json().at("/experiment/name").asText()).isEqualTo("alpha");
        assertThat(store.adopted).containsExactly(new JobRef(Optional.of(3L), 8));
    }

    @Test
    void shouldNameTheFieldOfAnAdoptionThatIsMissingOrUnknown() throws Exception {
        created("alpha");

        Got missing = post("/api/jobs/8/adopt", "{}");
        Got unknown = post("/api/jobs/8/adopt", "{\"experiment_id\":1,\"job\":2}");

        assertThat(missing.status()).isEqualTo(422);
        assertThat(missing.json().at("/errors/0/field").asText()).isEqualTo("body.experiment_id");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.json().at("/errors/0/field").asText()).isEqualTo("body.job");
        assertThat(store.adopted).isEmpty();
    }

    @Test
    void shouldFindNoJobByAnIdThatNoneCanHave() throws Exception {
        created("alpha");

        assertThat(post("/api/jobs/x/adopt", "{\"experiment_id\":1}").status()).isEqualTo(404);
    }

    private static Cluster cluster(String name) {
        ObservedCluster seen = new ObservedCluster(
                name,
                "hash",
                "UP",
                2,
                THEN,
                "aws",
                "us-east-1",
                "2x(gpus=H100:8)",
                "ana",
                "ab12cd34",
                "default",
                30,
                true,
                "All nodes up.");
        return new Cluster(name, "UP", 2, null, "aws", THEN, THEN, 98.32, true, false, null, seen);
    }

    @Test
    void shouldListClusters() throws Exception {
        store.clusters.add(cluster("dev"));

        JsonNode dev = get("/api/clusters").json().at("/clusters/0");

        assertThat(dev.path("name").asText()).isEqualTo("dev");
        assertThat(dev.path("num_nodes").asInt()).isEqualTo(2);
        assertThat(dev.path("autostop_minutes").asInt()).isEqualTo(30);
        assertThat(dev.path("autodown").asBoolean()).isTrue();
        assertThat(dev.path("dollars_per_hour").asDouble()).isEqualTo(98.32);
        assertThat(dev.path("created_at").asText()).isEqualTo("2026-11-22T01:02:03");
        assertThat(dev.path("ours").asBoolean()).isTrue();
        assertThat(dev.path("orphan").asBoolean(true)).isFalse();
    }

    @Test
    void shouldAdoptAClusterThatIsThere() throws Exception {
        store.clusters.add(cluster("dev"));

        assertThat(post("/api/clusters/dev/adopt").json().at("/cluster/name").asText())
                .isEqualTo("dev");
        assertThat(post("/api/clusters/nope/adopt").status()).isEqualTo(404);
    }
}
