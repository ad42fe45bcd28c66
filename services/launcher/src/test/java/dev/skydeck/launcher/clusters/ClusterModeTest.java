package dev.skydeck.launcher.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skydeck.launcher.ApiFixture.Got;
import dev.skydeck.launcher.SandboxFixture;
import dev.skydeck.reconciler.Policy;
import dev.skydeck.reconciler.ReconcilerOptions;
import dev.skydeck.reconciler.ReconcilerVerticle;
import dev.skydeck.skypilot.TaskOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments on clusters with a name, from the API through all services to jobs that really run. */
class ClusterModeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @SuppressWarnings("NullAway.Init")
    private SandboxFixture sky;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        sky = SandboxFixture.in(folder, TaskOptions.NONE, Map.of("HOME", folder.toString()));
        sky.api
                .vertx
                .deployVerticle(new ReconcilerVerticle(new ReconcilerOptions(Duration.ofSeconds(60), Policy.DEFAULT)))
                .await(30, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        for (JsonNode cluster : clusters()) {
            sky.value("/down", ofCluster(cluster.path("name").asText()));
        }
        sky.close();
    }

    private static ObjectNode ofCluster(String name) {
        return JsonNodeFactory.instance.objectNode().put("cluster_name", name);
    }

    private long running(String name, String command, String more) throws Exception {
        return sky.api
                .post(
                        "/api/experiments",
                        "{\"name\": \"" + name + "\", \"base_command\": \"" + command
                                + "\", \"cluster\": \"dev\", \"desired_state\": \"RUNNING\"" + more + "}")
                .at("/experiment/id")
                .asLong();
    }

    private void want(long id, String state) throws Exception {
        Got got = sky.api.post("/api/experiments/" + id + "/state", "{\"desired_state\": \"" + state + "\"}");
        assertThat(got.status()).isEqualTo(200);
    }

    private JsonNode experiment(long id) throws Exception {
        return sky.api.get("/api/experiments/" + id).at("/experiment");
    }

    private JsonNode job(long id) throws Exception {
        return sky.api.get("/api/experiments/" + id + "/jobs").at("/jobs/0");
    }

    private JsonNode clusters() throws Exception {
        return sky.api.get("/api/clusters").at("/clusters");
    }

    private JsonNode cluster(String name) throws Exception {
        for (JsonNode cluster : clusters()) {
            if (cluster.path("name").asText().equals(name)) {
                return cluster;
            }
        }
        return JsonNodeFactory.instance.missingNode();
    }

    private void awaitState(long id, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(experiment(id).path("current_state").asText())
                                .as(experiment(id).toString())
                                .isEqualTo(state));
    }

    private void awaitCluster(String status) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(cluster("dev").path("status").asText("gone")).isEqualTo(status));
    }

    private void awaitCondition(long id, String type, String part) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(experiment(id).path("conditions").toString()).contains(type, part));
    }

    @Test
    void shouldRunAnExperimentOnAClusterThatItMakes() throws Exception {
        // When
        long id = running("mnist", "echo hello", "");
        // Then
        awaitState(id, "SUCCEEDED");
        assertThat(job(id).path("cluster_name").asText()).isEqualTo("dev");
        assertThat(job(id).path("id").asText()).matches("c\\d+-1");
        assertThat(job(id).path("exit_code").asInt(-1)).isZero();
        assertThat(cluster("dev").path("status").asText()).isEqualTo("UP");
        assertThat(cluster("dev").path("ours").asBoolean()).isTrue();
        assertThat(cluster("dev").path("orphan").asBoolean()).isFalse();
    }

    @Test
    void shouldShowTheLogOfAJobOnACluster() throws Exception {
        // Given
        long id = running("mnist", "echo hello", "");
        awaitState(id, "SUCCEEDED");
        // When
        Got log = sky.api.get("/api/jobs/" + job(id).path("id").asText() + "/logs");
        // Then
        assertThat(log.status()).isEqualTo(200);
        assertThat(log.text()).contains("hello --gpus=0");
    }

    @Test
    void shouldCancelTheJobAndLeaveTheClusterUpWhenStopped() throws Exception {
        // Given
        long id = running("mnist", "sleep 100 #", "");
        awaitState(id, "RUNNING");
        // When
        want(id, "STOPPED");
        // Then
        awaitState(id, "CANCELLED");
        assertThat(cluster("dev").path("status").asText()).isEqualTo("UP");
        assertThat(experiment(id).path("conditions")).isEmpty();
    }

    @Test
    void shouldStopTheClusterTooWhenTheExperimentSaysSo() throws Exception {
        // Given
        long id = running("mnist", "sleep 100 #", ", \"stop_cluster\": true");
        awaitState(id, "RUNNING");
        // When
        want(id, "STOPPED");
        // Then
        awaitState(id, "CANCELLED");
        awaitCluster("STOPPED");
    }

    @Test
    void shouldStartAStoppedClusterAgain() throws Exception {
        // Given
        long id = running("mnist", "sleep 100 #", ", \"stop_cluster\": true");
        awaitState(id, "RUNNING");
        want(id, "STOPPED");
        awaitCluster("STOPPED");
        // When
        want(id, "RUNNING");
        // Then
        awaitState(id, "RUNNING");
        assertThat(job(id).path("sky_job_id").asLong()).isEqualTo(2);
        assertThat(cluster("dev").path("ours").asBoolean()).isTrue();
    }

    @Test
    void shouldTakeTheClusterDownWhenTerminated() throws Exception {
        // Given
        long id = running("mnist", "sleep 100 #", "");
        awaitState(id, "RUNNING");
        // When
        want(id, "TERMINATED");
        // Then
        awaitState(id, "CANCELLED");
        awaitCluster("gone");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(experiment(id).path("conditions")).isEmpty());
    }

    @Test
    void shouldTakeTheClusterOfADeletedExperimentDown() throws Exception {
        // Given
        long id = running("mnist", "sleep 100 #", "");
        awaitState(id, "RUNNING");
        // When
        sky.api.delete("/api/experiments/" + id);
        // Then
        awaitCluster("gone");
    }

    @Test
    void shouldLeaveAClusterThatAnotherExperimentRunsOn() throws Exception {
        // Given
        long first = running("first", "sleep 100 #", "");
        long second = running("second", "sleep 100 #", "");
        awaitState(first, "RUNNING");
        awaitState(second, "RUNNING");
        // When
        want(first, "TERMINATED");
        // Then
        awaitState(first, "CANCELLED");
        awaitCondition(first, "ClusterRemains", "somebody else uses it");
        assertThat(experiment(second).path("current_state").asText()).isEqualTo("RUNNING");
    }

    @Test
    void shouldTakeASharedClusterDownOnceTheLastIsOver() throws Exception {
        // Given
        long first = running("first", "sleep 100 #", "");
        long second = running("second", "sleep 100 #", "");
        awaitState(first, "RUNNING");
        awaitState(second, "RUNNING");
        want(first, "TERMINATED");
        awaitCondition(first, "ClusterRemains", "somebody else uses it");
        // When
        want(second, "TERMINATED");
        // Then
        awaitCluster("gone");
    }

    @Test
    void shouldEndTheJobOfAClusterThatSomebodyTookDown() throws Exception {
        // Given
        long id = running("mnist", "sleep 100 #", "");
        awaitState(id, "RUNNING");
        // When
        sky.value("/down", ofCluster("dev"));
        // Then
        awaitState(id, "CANCELLED");
        assertThat(job(id).path("error_message").asText())
                .isEqualTo("The cluster dev was taken down while the job was on it.");
        awaitCondition(id, "ExternallyCancelled", "");
    }

    @Test
    void shouldNotTakeDownAClusterThatSomebodyElseMade() throws Exception {
        // Given
        sky.value("/launch", ofCluster("dev").put("task", "name: theirs\nrun: echo theirs\n"));
        long id = running("mnist", "sleep 100 #", "");
        awaitState(id, "RUNNING");
        // When
        want(id, "TERMINATED");
        // Then
        awaitState(id, "CANCELLED");
        awaitCondition(id, "ClusterRemains", "SkyDeck did not make it");
        assertThat(cluster("dev").path("status").asText()).isEqualTo("UP");
        assertThat(cluster("dev").path("ours").asBoolean()).isFalse();
    }

    @Test
    void shouldTakeDownAClusterThatWasAdopted() throws Exception {
        // Given
        sky.value("/launch", ofCluster("dev").put("task", "name: theirs\nrun: echo theirs\n"));
        long id = running("mnist", "sleep 100 #", "");
        awaitState(id, "RUNNING");
        want(id, "TERMINATED");
        awaitCondition(id, "ClusterRemains", "SkyDeck did not make it");
        // When
        Got adopted = sky.api.post("/api/clusters/dev/adopt");
        // Then
        assertThat(adopted.status()).isEqualTo(200);
        awaitCluster("gone");
    }

    @Test
    void shouldLeaveAClusterOnWhichSomebodysJobRuns() throws Exception {
        // Given
        long id = running("mnist", "sleep 100 #", "");
        awaitState(id, "RUNNING");
        sky.value("/exec", ofCluster("dev").put("task", "name: theirs\nrun: sleep 100\n"));
        // When
        want(id, "TERMINATED");
        // Then
        awaitCondition(id, "ClusterRemains", "");
        awaitState(id, "CANCELLED");
        assertThat(cluster("dev").path("status").asText()).isEqualTo("UP");
    }

    @Test
    void shouldCancelAnAdoptedJobWhenItsExperimentIsStopped() throws Exception {
        // Given
        long job = sky.launched("sleep 100");
        long id = sky.api
                .post("/api/experiments", "{\"name\": \"mnist\"}")
                .at("/experiment/id")
                .asLong();
        Got adopted = sky.api.post("/api/jobs/" + job + "/adopt", "{\"experiment_id\": " + id + "}");
        assertThat(adopted.status()).as(adopted.text()).isEqualTo(200);
        awaitState(id, "RUNNING");
        // When
        want(id, "STOPPED");
        // Then
        awaitState(id, "CANCELLED");
        assertThat(job(id).path("sky_job_id").asLong()).isEqualTo(job);
    }

    @Test
    void shouldAdoptAJobOnACluster() throws Exception {
        // Given
        sky.value("/launch", ofCluster("dev").put("task", "name: theirs\nrun: sleep 100\n"));
        long id = sky.api
                .post("/api/experiments", "{\"name\": \"mnist\", \"cluster\": \"dev\"}")
                .at("/experiment/id")
                .asLong();
        sky.api.post("/api/refresh");
        await().atMost(PATIENCE).until(() -> theirs() != null);
        Got adopted = sky.api.post("/api/jobs/" + theirs() + "/adopt", "{\"experiment_id\": " + id + "}");
        assertThat(adopted.status()).as(adopted.text()).isEqualTo(200);
        awaitState(id, "RUNNING");
        // When
        want(id, "STOPPED");
        // Then
        awaitState(id, "CANCELLED");
    }

    private @Nullable String theirs() throws Exception {
        for (JsonNode job : sky.api.get("/api/skypilot-jobs?limit=-1").at("/jobs")) {
            if (job.path("name").asText().equals("theirs")) {
                return job.path("id").asText();
            }
        }
        return null;
    }

    @Test
    void shouldShowAnOrphanedCluster() throws Exception {
        // When
        sky.value("/launch", ofCluster("theirs").put("task", "name: theirs\nrun: echo theirs\n"));
        sky.api.post("/api/refresh");
        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(cluster("theirs").path("orphan").asBoolean()).isTrue());
    }

    @Test
    void shouldRefuseAClusterNameThatSkyPilotWouldNotTake() throws Exception {
        // When
        Got got = sky.api.post("/api/experiments", "{\"name\": \"mnist\", \"cluster\": \"sky-jobs-controller-1\"}");
        // Then
        assertThat(got.status()).isEqualTo(422);
        assertThat(got.text()).contains("cluster");
    }
}
