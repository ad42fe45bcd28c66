package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.messages.model.CurrentState;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Job;
import dev.skydeck.messages.model.JobFacts;
import dev.skydeck.messages.model.JobKey;
import dev.skydeck.messages.model.ObservedJob;
import java.time.Instant;
import java.util.Map;
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
}
