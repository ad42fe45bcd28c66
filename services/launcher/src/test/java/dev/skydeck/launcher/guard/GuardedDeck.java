package dev.skydeck.launcher.guard;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skydeck.launcher.ApiFixture;
import dev.skydeck.reconciler.Policy;
import dev.skydeck.reconciler.ReconcilerOptions;
import dev.skydeck.reconciler.ReconcilerVerticle;
import dev.skydeck.sandbox.SandboxOptions;
import dev.skydeck.sandbox.SandboxVerticle;
import dev.skydeck.skypilot.LaunchGuardOptions;
import dev.skydeck.skypilot.SkyPilotOptions;
import dev.skydeck.skypilot.SkyPilotVerticle;
import dev.skydeck.skypilot.TaskOptions;
import io.vertx.core.Deployable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;

/** A whole SkyDeck with the guard on, before a SkyPilot of its own. Close it. */
final class GuardedDeck {
    private static final long PATIENCE = 30;

    /** The jobs' credentials come as secrets; the sandbox's S3 server takes any. */
    private static final String TEMPLATE = "secrets: {AWS_ACCESS_KEY_ID: , AWS_SECRET_ACCESS_KEY: }";

    final ApiFixture api;
    final SandboxVerticle sandbox;
    private final Path folder;
    private final HttpClient client = HttpClient.newHttpClient();

    private GuardedDeck(ApiFixture api, SandboxVerticle sandbox, Path folder) {
        this.api = api;
        this.sandbox = sandbox;
        this.folder = folder;
    }

    /** Its jobs make their claims in the S3 server of its own sandbox. */
    static GuardedDeck first(Path folder) throws Exception {
        GuardedDeck deck = before(folder);
        deck.serve(deck.sandbox.s3Endpoint());
        return deck;
    }

    /** Another installation whose jobs write to the same bucket. */
    static GuardedDeck second(Path folder, GuardedDeck first) throws Exception {
        GuardedDeck deck = before(folder);
        deck.serve(first.sandbox.s3Endpoint());
        return deck;
    }

    private static GuardedDeck before(Path folder) throws Exception {
        ApiFixture api = ApiFixture.on(folder.resolve("skydeck.db"));
        SandboxVerticle sandbox = new SandboxVerticle(SandboxOptions.at(folder.resolve("sandbox"))
                .withDelays(Duration.ofMillis(50))
                .withKillAfter(Duration.ofMillis(500)));
        GuardedDeck deck = new GuardedDeck(api, sandbox, folder);
        deck.deploy(sandbox);
        return deck;
    }

    private void serve(String s3) throws Exception {
        LaunchGuardOptions guard = new LaunchGuardOptions(s3, "us-east-1", SandboxOptions.DEFAULT_BUCKET, "policies");
        Set<String> secrets = Set.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
        deploy(new SkyPilotVerticle(new SkyPilotOptions(
                sandbox.endpoint(),
                null,
                new TaskOptions(TEMPLATE, null, null, secrets, guard),
                Duration.ofSeconds(30),
                folder,
                Map.of("HOME", folder.toString(), "AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "canary"))));
        deploy(new ReconcilerVerticle(new ReconcilerOptions(Duration.ofSeconds(60), Policy.DEFAULT)));
    }

    private void deploy(Deployable verticle) throws Exception {
        api.vertx.deployVerticle(verticle).await(PATIENCE, TimeUnit.SECONDS);
    }

    static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }

    /** Has an experiment run whose jobs write a line into that file and go on. */
    void run(String experiment, Path ran) throws Exception {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("name", experiment)
                .put("base_command", "echo \"$SKYDECK_LAUNCH\" >> '" + ran + "'; sleep 600; :")
                .put("desired_state", "RUNNING");
        api.post("/api/experiments", body.toString());
    }

    /** A job of the sandbox; a missing node before it is there. */
    JsonNode job(int id) throws Exception {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("all_users", true).putArray("job_ids").add(id);
        return sky("/jobs/queue/v2", body).path("jobs").path(0);
    }

    String status(int job) throws Exception {
        return job(job).path("status").asText();
    }

    /** What a job printed in an attempt, from 0; empty before it is there. */
    String log(int job, int attempt) throws Exception {
        Path log = attempt(job, attempt).resolve("run-0.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    Path attempt(int job, int attempt) {
        return folder.resolve("sandbox/jobs/" + job + "/attempt-" + attempt);
    }

    /** What SkyPilot's request came to. */
    JsonNode sky(String path, ObjectNode body) throws Exception {
        HttpResponse<String> asked = client.send(
                HttpRequest.newBuilder(URI.create(sandbox.endpoint() + path))
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build(),
                BodyHandlers.ofString());
        String request = asked.headers().firstValue("x-skypilot-request-id").orElseThrow();
        HttpResponse<String> result = client.send(
                HttpRequest.newBuilder(URI.create(sandbox.endpoint() + "/api/get?request_id=" + request))
                        .build(),
                BodyHandlers.ofString());
        return ApiFixture.MAPPER.readTree(
                ApiFixture.MAPPER.readTree(result.body()).path("return_value").asText());
    }

    void close() throws Exception {
        sky("/jobs/cancel", JsonNodeFactory.instance.objectNode().put("all_users", true));
        api.close();
    }
}
