package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.messages.Event;
import dev.skydeck.messages.ReconcilerRequest;
import dev.skydeck.messages.SkyPilotRequest;
import dev.skydeck.messages.SyncerRequest;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Attempt;
import dev.skydeck.messages.model.ConditionReport;
import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.Evidence;
import dev.skydeck.messages.model.Explanation;
import dev.skydeck.messages.model.Explanation.Inputs;
import dev.skydeck.messages.model.Explanation.OfLaunch;
import dev.skydeck.messages.model.Explanation.OfProgress;
import dev.skydeck.messages.model.LaunchState;
import dev.skydeck.messages.model.Problem;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class HealthTest extends GatewayFixture {
    private final List<Object> heard = new CopyOnWriteArrayList<>();

    private Future<Boolean> taken(Object request) {
        heard.add(request);
        return Future.succeededFuture(true);
    }

    private void reported(String source) {
        // The event bus keeps the order of one sender to one address, so an answer after it says that it was heard.
        bus.publish(new Event.SourceReport(source, 2_000L, 5_000, null));
    }

    @Test
    void shouldSayWhatRunsAndHowFreshItIs() throws Exception {
        created("a");
        reported("skypilot");
        reported("s3");

        JsonNode health = get("/api/health").json();

        assertThat(health.path("status").asText()).isEqualTo("ok");
        assertThat(health.at("/skypilot/staleness_seconds").asDouble()).isBetween(2.0, 12.0);
        assertThat(health.at("/skypilot/running").asBoolean()).isTrue();
        assertThat(health.at("/skypilot/interval_seconds").asDouble()).isEqualTo(5);
        assertThat(health.at("/skypilot/last_sync").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?");
        assertThat(health.at("/observatory/running").asBoolean()).isFalse();
        assertThat(health.path("num_experiments").asInt()).isEqualTo(1);
        assertThat(health.path("version").asText()).isEqualTo("1.2.3");
        assertThat(health.path("build").asText()).isEqualTo("build-7");
        assertThat(health.path("revision").asLong()).isEqualTo(11);
        assertThat(health.path("instance_id").asText()).isEqualTo("abc123");
        assertThat(health.path("roles").toString()).contains("{\"name\":\"store\",\"present\":true}");
    }

    @Test
    void shouldBeDegradedBeforeTheSourcesSpeak() throws Exception {
        JsonNode health = get("/api/health").json();

        assertThat(health.path("status").asText()).isEqualTo("degraded");
        assertThat(health.at("/skypilot/running").asBoolean()).isFalse();
        assertThat(health.at("/skypilot/last_sync").isNull()).isTrue();
    }

    @Test
    void shouldTellASourcesError() throws Exception {
        bus.publish(new Event.SourceReport("skypilot", null, 5_000, "SkyPilot could not be reached."));
        reported("s3");

        JsonNode health = get("/api/health").json();

        assertThat(health.path("status").asText()).isEqualTo("degraded");
        assertThat(health.at("/skypilot/error").asText()).isEqualTo("SkyPilot could not be reached.");
    }

    @Test
    void shouldTellOfAPolicyRegistryThatFailsAndStayWell() throws Exception {
        reported("skypilot");
        reported("s3");
        bus.publish(new Event.SourceReport("observatory", null, 60_000, "The policy registry answered 500."));

        JsonNode health = get("/api/health").json();

        assertThat(health.at("/observatory/error").asText()).isEqualTo("The policy registry answered 500.");
        assertThat(health.at("/observatory/running").asBoolean()).isTrue();
        assertThat(health.path("status").asText()).isEqualTo("ok");
    }

    @Test
    void shouldAskForAPollAndAListing() throws Exception {
        await(bus.serve(SkyPilotRequest.class)
                .on(SkyPilotRequest.LaunchJob.class, this::taken)
                .on(SkyPilotRequest.CancelJob.class, this::taken)
                .on(SkyPilotRequest.EndCluster.class, this::taken)
                .on(SkyPilotRequest.LookUpLaunch.class, this::taken)
                .on(SkyPilotRequest.PollNow.class, this::taken)
                .start());
        await(bus.serve(SyncerRequest.class)
                .on(SyncerRequest.SyncNow.class, this::taken)
                .on(SyncerRequest.SignLink.class, request -> Future.failedFuture(new IllegalStateException()))
                .start());

        Got got = post("/api/refresh");

        assertThat(got.status()).isEqualTo(200);
        assertThat(heard).contains(new SkyPilotRequest.PollNow(true), new SyncerRequest.SyncNow());
    }

    @Test
    void shouldAskTheReconciler() throws Exception {
        assertThat(post("/api/reconcile").status()).isEqualTo(503);
        await(bus.serve(ReconcilerRequest.class)
                .on(ReconcilerRequest.ReconcileNow.class, this::taken)
                .on(
                        ReconcilerRequest.Explain.class,
                        request -> Future.failedFuture(new Failure.NotFound("There is no such experiment.")))
                .start());

        assertThat(post("/api/reconcile").status()).isEqualTo(200);
        assertThat(heard).containsExactly(new ReconcilerRequest.ReconcileNow());
    }

    @Test
    void shouldAnswerWhatTheReconcilerWouldDo() throws Exception {
        Explanation explanation = new Explanation(
                7,
                812,
                List.of("5"),
                List.of("look for launch 3 at SkyPilot"),
                List.of(new ConditionReport(ConditionType.LaunchAmbiguous, "It is looked for.")),
                0L,
                null,
                new Inputs(
                        true,
                        4_200L,
                        true,
                        180_000,
                        12,
                        0,
                        3,
                        List.of(new Attempt(40, "FAILED", 12.5)),
                        new OfProgress(12.5, 25, true, 3L),
                        List.of(new OfLaunch(
                                41, LaunchState.SENT, 3, null, null, Evidence.ABSENT, 2, 30_000L, true, 0))));
        await(bus.serve(ReconcilerRequest.class)
                .on(ReconcilerRequest.ReconcileNow.class, this::taken)
                .on(ReconcilerRequest.Explain.class, request -> Future.succeededFuture(explanation))
                .start());

        Got got = get("/api/experiments/7/explain");

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.json().at("/explanation/rows/0").asText()).isEqualTo("5");
        assertThat(got.json().at("/explanation/inputs/launches/0/evidence").asText())
                .isEqualTo("ABSENT");
    }

    @Test
    void shouldSayThatARoleIsNotRunning() throws Exception {
        Got got = post("/api/refresh");

        assertThat(got.status()).isEqualTo(503);
        assertThat(got.detail()).contains("not running");
    }

    @Test
    void shouldTurnEachFailureIntoItsStatus() throws Exception {
        store.failWith = new Failure.Unavailable(Failure.Unavailable.Reason.UNABLE, "The disk is full.");
        assertThat(get("/api/experiments/1").status()).isEqualTo(503);
        assertThat(get("/api/experiments/1").detail()).isEqualTo("The disk is full.");
        store.failWith = new Failure.Unavailable(Failure.Unavailable.Reason.TIMED_OUT, "No answer in time.");
        assertThat(get("/api/experiments/1").status()).isEqualTo(504);
        store.failWith = new Failure.Invalid("Wrong.", List.of(new Problem("flags.a.b", "value_error", "Not so.")));
        assertThat(get("/api/skypilot-jobs").text())
                .isEqualTo("{\"detail\":[{\"type\":\"value_error\",\"loc\":[\"body\",\"flags\",\"a.b\"],"
                        + "\"msg\":\"Not so.\"}]}");
        store.failWith = new Failure.Broken("secret inner words");
        Got broken = get("/api/experiments/1");
        assertThat(broken.status()).isEqualTo(500);
        assertThat(broken.detail()).matches("Something in SkyDeck is broken: error [0-9a-f]{8}\\. .*");
        assertThat(broken.text()).doesNotContain("secret", "Exception", "dev.skydeck");
    }
}
