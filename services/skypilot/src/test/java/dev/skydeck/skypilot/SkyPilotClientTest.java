package dev.skydeck.skypilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skydeck.skypilot.FakeSkyPilot.Reply;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SkyPilotClientTest {
    private final Vertx vertx = Vertx.vertx();
    private final FakeSkyPilot server = new FakeSkyPilot(vertx);
    private SkyPilotClient client = client(server.url());

    @BeforeEach
    void givenNothingWasAsked() {
        server.asked.clear();
    }

    @AfterEach
    void stop() {
        client.close();
        Await.result(vertx.close());
    }

    private SkyPilotClient client(String url) {
        Endpoint endpoint = Endpoint.of(EndpointTest.options(url, Map.of()), EndpointTest.NO_CONFIG);
        return new SkyPilotClient(vertx, endpoint, new UserIdentity("ab12cd34", "ana"));
    }

    private SendOutcome launch() {
        ObjectNode body = SkyPilotClient.body();
        body.put("task", "secret-task").put("name", "lr-k7f2q5");
        return Await.result(client.send(FakeSkyPilot.LAUNCH, body));
    }

    private void launchIsAnswered(Reply reply) {
        server.replies.put(FakeSkyPilot.LAUNCH, reply);
    }

    private RequestResult result(Reply reply) {
        server.replies.put(FakeSkyPilot.RESULT, reply);
        return Await.result(client.result("request-1"));
    }

    private static Reply recorded(String version, String name) {
        return Reply.of(Recordings.of(version, name));
    }

    @Test
    void shouldSayNotSentWhenNobodyListens() {
        // Given
        server.stop();
        // When
        SendOutcome outcome = launch();
        // Then
        assertThat(outcome)
                .asInstanceOf(type(SendOutcome.NotSent.class))
                .extracting(SendOutcome.NotSent::sentence)
                .asString()
                .startsWith("The SkyPilot server at " + server.url() + " is not reachable");
    }

    @Test
    void shouldSayNotSentWhenTheHostHasNoAddress() {
        // Given
        client.close();
        client = client("http://no_such_host.invalid:46580");
        // When
        SendOutcome outcome = launch();
        // Then
        assertThat(outcome).isInstanceOf(SendOutcome.NotSent.class);
    }

    @Test
    void shouldSayUnclearWhenTheSocketIsClosedAfterTheRequest() {
        // Given
        launchIsAnswered(Reply.CLOSED);
        // When
        SendOutcome outcome = launch();
        // Then
        assertThat(outcome).isInstanceOf(SendOutcome.Unclear.class);
        assertThat(server.asked(FakeSkyPilot.LAUNCH)).hasSize(1);
    }

    @Test
    void shouldSayAcceptedWithTheRequestsId() {
        // Given
        launchIsAnswered(recorded("0.14.1", "launch_ok_full"));
        // When
        SendOutcome outcome = launch();
        // Then
        assertThat(outcome).isEqualTo(new SendOutcome.Accepted("b4f8023e-754c-4ced-8376-a95558bbc384"));
    }

    @Test
    void shouldSayUnclearWithoutARequestId() {
        // Given
        launchIsAnswered(Reply.json(200, "null"));
        // When
        SendOutcome outcome = launch();
        // Then
        assertThat(outcome).isInstanceOf(SendOutcome.Unclear.class);
    }

    @Test
    void shouldSayUnclearForAWebPage() {
        // Given
        launchIsAnswered(Reply.html(200));
        // When
        SendOutcome outcome = launch();
        // Then
        assertThat(outcome)
                .asInstanceOf(type(SendOutcome.Unclear.class))
                .extracting(SendOutcome.Unclear::sentence)
                .asString()
                .contains("a web page instead of data");
    }

    @Test
    void shouldNotFollowARedirect() {
        // Given
        launchIsAnswered(new Reply(302, Map.of("location", server.url() + "/login"), ""));
        // When
        SendOutcome outcome = launch();
        // Then
        assertThat(outcome).isInstanceOf(SendOutcome.Unclear.class);
        assertThat(server.asked("/login")).isEmpty();
    }

    @Test
    void shouldSayNotSentForALoginThatExpired() {
        // Given
        launchIsAnswered(Reply.json(401, "{\"detail\":\"Invalid token\"}"));
        // When
        SendOutcome outcome = launch();
        // Then
        assertThat(outcome)
                .isEqualTo(new SendOutcome.NotSent("SkyPilot login expired: run skydeck login. The server at "
                        + server.url() + " answered HTTP 401: Invalid token"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.14.1", "0.11.1"})
    void shouldSayRefusedWithoutEchoingWhatWasSent(String version) {
        // Given
        launchIsAnswered(recorded(version, "error_launch_missing_name"));
        // When
        SendOutcome outcome = launch();
        // Then
        assertThat(outcome)
                .asInstanceOf(type(SendOutcome.Refused.class))
                .extracting(SendOutcome.Refused::sentence)
                .asString()
                .contains("Field required")
                .doesNotContain("run: echo", "SKYPILOT_USER");
    }

    @Test
    void shouldSayNotSentWhenTheServerShutsDown() {
        // Given
        launchIsAnswered(recorded("0.14.1", "during_shutdown_queue_503"));
        // When
        SendOutcome outcome = launch();
        // Then
        assertThat(outcome)
                .asInstanceOf(type(SendOutcome.NotSent.class))
                .extracting(SendOutcome.NotSent::sentence)
                .asString()
                .endsWith("HTTP 503: Server is shutting down, please try again later.");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 413, 500, 502, 503, 504})
    void shouldSayUnclearForAnErrorThatIsNotSkyPilots(int status) {
        // Given
        launchIsAnswered(new Reply(status, Map.of("content-type", "text/plain"), "Internal Server Error"));
        // When
        SendOutcome outcome = launch();
        // Then
        assertThat(outcome).isInstanceOf(SendOutcome.Unclear.class);
    }

    @Test
    void shouldReadAResultWhoseJobIdIsAList() {
        // When
        RequestResult result = result(recorded("0.14.1", "launch_ok_full--get"));
        // Then
        assertThat(result)
                .asInstanceOf(type(RequestResult.Succeeded.class))
                .satisfies(succeeded -> assertThat(
                                succeeded.value().path("job_id").path(0).asLong())
                        .isEqualTo(3));
    }

    @Test
    void shouldReadAResultWhoseJobIdIsANumber() {
        // When
        RequestResult result = result(recorded("0.11.1", "launch_no_cloud--get"));
        // Then
        assertThat(result)
                .asInstanceOf(type(RequestResult.Succeeded.class))
                .satisfies(succeeded ->
                        assertThat(succeeded.value().path("job_id").asLong()).isEqualTo(1));
    }

    @Test
    void shouldReadAResultThatIsNothing() {
        // When
        RequestResult result = result(recorded("0.14.1", "cancel_unknown_job--get"));
        // Then
        assertThat(result)
                .asInstanceOf(type(RequestResult.Succeeded.class))
                .satisfies(succeeded -> assertThat(succeeded.value().isNull()).isTrue());
    }

    @Test
    void shouldSayWhyARequestFailed() {
        // When
        RequestResult result = result(recorded("0.14.1", "launch_cloud_not_enabled--get"));
        // Then
        assertThat(result)
                .asInstanceOf(type(RequestResult.Failed.class))
                .extracting(RequestResult.Failed::sentence)
                .asString()
                .startsWith("ConnectionError: HTTPSConnectionPool");
    }

    @Test
    void shouldStripColoursFromAFailure() {
        // When
        RequestResult result = result(recorded("0.14.1", "cluster_queue_unknown--get"));
        // Then
        assertThat(result)
                .asInstanceOf(type(RequestResult.Failed.class))
                .extracting(RequestResult.Failed::sentence)
                .asString()
                .isNotBlank()
                .doesNotContain("\u001b", "[33m", "[0m");
    }

    @Test
    void shouldSayMissingForARequestThatTheServerForgot() {
        // When
        RequestResult result = result(recorded("0.14.1", "error_unknown_request_id"));
        // Then
        assertThat(result).isEqualTo(new RequestResult.Missing());
    }

    @Test
    void shouldSayCancelled() {
        // When
        RequestResult result =
                result(Reply.json(200, "{\"status\":\"CANCELLED\",\"return_value\":\"null\",\"error\":\"null\"}"));
        // Then
        assertThat(result).isEqualTo(new RequestResult.Cancelled());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404, 500, 502})
    void shouldNotTakeAWebPageForAResult(int status) {
        // When, then
        assertThatThrownBy(() -> result(Reply.html(status)))
                .isInstanceOf(ReadFailed.class)
                .hasMessageContaining("a web page instead of data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.14.1", "0.11.1"})
    void shouldReadTheHealthOfARealServer(String version) {
        // Given
        server.replies.put(FakeSkyPilot.HEALTH, recorded(version, "health_plain"));
        // When
        ServerHealth health = Await.result(client.health());
        // Then
        assertThat(health).isEqualTo(new ServerHealth(version.equals("0.14.1") ? 62 : 24, version, false, null));
    }

    @Test
    void shouldReadTheHealthOfTheSandbox() {
        // Given
        server.replies.put(
                FakeSkyPilot.HEALTH,
                Reply.json(
                        200,
                        "{\"status\":\"healthy\",\"api_version\":\"62\",\"version\":\"0.14.1\","
                                + "\"sandbox\":{\"settle_seconds\":0.5}}"));
        // When
        ServerHealth health = Await.result(client.health());
        // Then
        assertThat(health).isEqualTo(new ServerHealth(62, "0.14.1", true, Duration.ofMillis(500)));
    }

    @Test
    void shouldSayThatAServerIsTooOld() {
        // Given
        server.replies.put(
                FakeSkyPilot.HEALTH,
                Reply.json(200, "{\"status\":\"healthy\",\"api_version\":\"18\",\"version\":\"0.10.4\"}"));
        // When, then
        assertThatThrownBy(() -> Await.result(client.health()))
                .isInstanceOf(ReadFailed.class)
                .hasMessage("The SkyPilot server at " + server.url()
                        + " is too old (0.10.4, API 18): SkyDeck works with 0.11.1 (API 24) and later.");
    }

    @Test
    void shouldNotTakeAWebPageForHealth() {
        // Given
        server.replies.put(FakeSkyPilot.HEALTH, Reply.html(200));
        // When, then
        assertThatThrownBy(() -> Await.result(client.health()))
                .isInstanceOf(ReadFailed.class)
                .hasMessage("SkyPilot login expired: run skydeck login. The server at " + server.url()
                        + " answered with a web page instead of data (HTTP 200), as a login page or a wrong address"
                        + " does.");
    }

    @Test
    void shouldNotTakeAnotherServersJsonForHealth() {
        // Given
        server.replies.put(FakeSkyPilot.HEALTH, Reply.json(200, "{\"ok\":true}"));
        // When, then
        assertThatThrownBy(() -> Await.result(client.health()))
                .isInstanceOf(ReadFailed.class)
                .hasMessageContaining("is no SkyPilot API server");
    }

    @Test
    void shouldSayWhoItIsAndWhichApiItSpeaks() {
        // When
        launch();
        // Then
        FakeSkyPilot.Asked asked = server.asked(FakeSkyPilot.LAUNCH).get(0);
        assertThat(asked.headers().get("X-SkyPilot-API-Version")).isEqualTo("62");
        assertThat(asked.headers().get("X-SkyPilot-Version")).isEqualTo("0.14.1");
        assertThat(asked.headers().contains("Authorization")).isFalse();
        assertThat(asked.body().path("env_vars").path("SKYPILOT_USER_ID").asText())
                .isEqualTo("ab12cd34");
        assertThat(asked.body().path("env_vars").path("SKYPILOT_USER").asText()).isEqualTo("ana");
        assertThat(asked.body().path("task").asText()).isEqualTo("secret-task");
    }

    @Test
    void shouldSendCredentialsOnlyInTheHeader() {
        // Given
        client.close();
        client = client(server.url().replace("http://", "http://ana:s3cret@"));
        // When
        launch();
        // Then
        FakeSkyPilot.Asked asked = server.asked(FakeSkyPilot.LAUNCH).get(0);
        assertThat(asked.headers().get("Authorization")).isEqualTo("Basic YW5hOnMzY3JldA==");
        assertThat(asked.uri()).isEqualTo("/jobs/launch");
        assertThat(client.url()).isEqualTo(server.url());
    }

    @Test
    void shouldReadAValueInTwoSteps() {
        // Given
        server.job(3, "lr-k7f2q5", "RUNNING");
        // When
        var value = Await.result(client.read(FakeSkyPilot.QUEUE, SkyPilotClient.body(), json -> json));
        // Then
        assertThat(value.path("jobs")).hasSize(1);
        assertThat(server.asked(FakeSkyPilot.RESULT).get(0).uri()).isEqualTo("/api/get?request_id=request-1");
    }

    @Test
    void shouldCallOffAReadingThatTookTooLong() {
        // Given
        Patience patience = new Patience(
                Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofMillis(200), Duration.ofMinutes(3));
        Endpoint endpoint = Endpoint.of(EndpointTest.options(server.url(), Map.of()), EndpointTest.NO_CONFIG);
        SkyPilotClient hasty =
                new SkyPilotClient(vertx, endpoint, new UserIdentity("ab12cd34", "ana"), null, null, patience);
        server.queueMillis = 60_000;
        // When
        assertThatThrownBy(() -> Await.result(hasty.read(FakeSkyPilot.QUEUE, SkyPilotClient.body(), value -> value)))
                .hasMessageContaining("no whole answer");
        // Then
        await().until(() -> !server.asked("/api/cancel").isEmpty());
        assertThat(server.asked("/api/cancel").get(0).body().path("request_ids").toString())
                .isEqualTo("[\"request-1\"]");
        hasty.close();
    }

    @Test
    void shouldSayWhyAReadingFailed() {
        // Given
        server.replies.put(FakeSkyPilot.RESULT, recorded("0.11.1", "queue_v2_field_of_newer_server--get"));
        // When, then
        assertThatThrownBy(() -> Await.result(client.read(FakeSkyPilot.QUEUE, SkyPilotClient.body(), value -> value)))
                .isInstanceOf(ReadFailed.class)
                .hasMessageStartingWith("SkyPilot could not do it: RuntimeError: Failed to fetch managed jobs")
                .hasMessageEndingWith("ValueError: Unknown field: root_job_id");
    }

    @Test
    void shouldNotTakeAnythingElseForAListOfRequests() {
        // Given
        server.replies.put(FakeSkyPilot.REQUESTS, Reply.json(200, "{}"));
        // When, then
        assertThatThrownBy(() -> Await.result(client.requests()))
                .isInstanceOf(ReadFailed.class)
                .hasMessageEndingWith("gave no list of requests.");
    }
}
