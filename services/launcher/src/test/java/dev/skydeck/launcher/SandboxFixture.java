package dev.skydeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skydeck.sandbox.SandboxOptions;
import dev.skydeck.sandbox.SandboxVerticle;
import dev.skydeck.sandbox.fault.FaultSwitch;
import dev.skydeck.skypilot.Patience;
import dev.skydeck.skypilot.SkyPilotOptions;
import dev.skydeck.skypilot.SkyPilotVerticle;
import dev.skydeck.skypilot.TaskOptions;
import dev.skydeck.store.LaunchLimits;
import dev.skydeck.store.StoreOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A store, a gateway, the SkyPilot service and a sandbox that runs jobs. Nothing decides; jobs are launched by hand. Close it. */
public final class SandboxFixture {
    private static final long PATIENCE = 30;

    public final ApiFixture api;
    private final SandboxVerticle sandbox;
    private final String sandboxDeployment;
    private final HttpClient client = HttpClient.newHttpClient();

    private SandboxFixture(ApiFixture api, SandboxVerticle sandbox, String sandboxDeployment) {
        this.api = api;
        this.sandbox = sandbox;
        this.sandboxDeployment = sandboxDeployment;
    }

    public static SandboxFixture in(Path folder, TaskOptions tasks, Map<String, String> environment) throws Exception {
        return in(folder, tasks, environment, new FaultSwitch(), Patience.DEFAULT);
    }

    /** @param faults makes the sandbox go wrong */
    public static SandboxFixture in(
            Path folder, TaskOptions tasks, Map<String, String> environment, FaultSwitch faults, Patience patience)
            throws Exception {
        // On a sandbox launches cost nothing, and a test may make more than are allowed in an hour.
        ApiFixture api =
                ApiFixture.on(StoreOptions.at(folder.resolve("skydeck.db")).with(LaunchLimits.NONE));
        SandboxVerticle sandbox = new SandboxVerticle(
                SandboxOptions.at(folder.resolve("sandbox"))
                        .withDelays(Duration.ofMillis(50))
                        .withKillAfter(Duration.ofMillis(500)),
                faults);
        String deployment = api.vertx.deployVerticle(sandbox).await(PATIENCE, TimeUnit.SECONDS);
        SandboxFixture fixture = new SandboxFixture(api, sandbox, deployment);
        api.vertx
                .deployVerticle(new SkyPilotVerticle(new SkyPilotOptions(
                        sandbox.endpoint(), null, tasks, Duration.ofSeconds(30), folder, environment, patience)))
                .await(PATIENCE, TimeUnit.SECONDS);
        return fixture;
    }

    /** Launches a job that runs that script, and waits until SkyDeck knows it. */
    public long launched(String run) throws Exception {
        return launched(
                "name: job\nrun: " + JsonNodeFactory.instance.textNode(run)
                        + "\n_metadata: {skydeck: 'sd1:x:1:1:aaaaaaaaaaaaa'}\n",
                "");
    }

    /** @param task SkyPilot's YAML, to which {@code more} is added */
    public long launched(String task, String more) throws Exception {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("task", task + more).put("name", "job");
        JsonNode value = value("/jobs/launch", body);
        long id = value.path("job_id").path(0).asLong();
        // It may be over before anybody looks for living jobs.
        api.post("/api/refresh");
        await().atMost(Duration.ofSeconds(PATIENCE))
                .until(() -> job(id).path("sky_job_id").asLong() == id);
        return id;
    }

    /** As the API shows it; a missing node when it does not. */
    public JsonNode job(long id) throws Exception {
        for (JsonNode job :
                api.get("/api/skypilot-jobs?include_stopped=true&limit=-1").at("/jobs")) {
            if (job.path("sky_job_id").asLong() == id) {
                return job;
            }
        }
        return JsonNodeFactory.instance.missingNode();
    }

    public void awaitStatus(long id, String status) {
        await().atMost(Duration.ofSeconds(PATIENCE))
                .untilAsserted(() -> assertThat(job(id).path("sky_status").asText())
                        .as(job(id).toString())
                        .isEqualTo(status));
    }

    public HttpResponse<String> sky(String path, ObjectNode body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(sandbox.endpoint() + path))
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build(),
                BodyHandlers.ofString());
    }

    /** How many jobs of that name the sandbox has, whatever SkyDeck knows. */
    public long jobsNamed(String stem) throws Exception {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("name_match", stem).put("all_users", true);
        return value("/jobs/queue/v2", body).path("jobs").size();
    }

    /** What SkyPilot's request came to. */
    public JsonNode value(String path, ObjectNode body) throws Exception {
        String request =
                sky(path, body).headers().firstValue("x-skypilot-request-id").orElseThrow();
        HttpResponse<String> result = client.send(
                HttpRequest.newBuilder(URI.create(sandbox.endpoint() + "/api/get?request_id=" + request))
                        .build(),
                BodyHandlers.ofString());
        return ApiFixture.MAPPER.readTree(
                ApiFixture.MAPPER.readTree(result.body()).path("return_value").asText());
    }

    /** As when SkyPilot's server is gone. */
    public void stopSandbox() throws Exception {
        api.vertx.undeploy(sandboxDeployment).await(PATIENCE, TimeUnit.SECONDS);
    }

    public void close() throws Exception {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        for (JsonNode job : api.get("/api/skypilot-jobs?limit=-1").at("/jobs")) {
            all.withArray("job_ids").add(job.path("sky_job_id").asLong());
        }
        if (all.has("job_ids")) {
            try {
                sky("/jobs/cancel", all);
            } catch (IOException e) {
                // The sandbox was stopped by the test.
            }
        }
        api.close();
    }
}
