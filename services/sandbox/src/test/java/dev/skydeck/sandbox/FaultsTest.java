package dev.skydeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.sandbox.fault.Fault;
import dev.skydeck.sandbox.fault.FaultSwitch;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault, as a client meets it on a socket. */
class FaultsTest {
    private final Vertx vertx = Vertx.vertx();
    private final FaultSwitch faults = new FaultSwitch();
    private final HttpClient client = HttpClient.newHttpClient();
    private String endpoint = "";

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        SandboxVerticle sandbox =
                new SandboxVerticle(SandboxOptions.at(folder).withDelays(Duration.ofMillis(50)), faults);
        vertx.deployVerticle(sandbox).await(20, TimeUnit.SECONDS);
        endpoint = sandbox.endpoint();
        for (int i = 0; i < 3; i++) {
            result("/jobs/launch", "{\"task\":\"name: j" + i + "\\nrun: sleep 100\",\"name\":\"j\"}");
        }
    }

    @AfterEach
    void stop() throws Exception {
        faults.clear();
        result("/jobs/cancel", "{\"job_ids\":[1,2,3]}");
        // A job that ends writes that down, into the folder that is to be removed.
        Eventually.get(this::queue, queue -> queue.split("\"CANCELLED\"", -1).length > 3);
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    private HttpRequest post(String path, String body) {
        return HttpRequest.newBuilder(URI.create(endpoint + path))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> ask(String path) throws Exception {
        return ask(path, 30);
    }

    private HttpResponse<String> ask(String path, int seconds) throws Exception {
        return whole(HttpRequest.newBuilder(URI.create(endpoint + path)).build(), seconds);
    }

    /** The client's own time limit is for the head only. */
    private HttpResponse<String> whole(HttpRequest request, int seconds) throws Exception {
        return client.sendAsync(request, BodyHandlers.ofString()).get(seconds, TimeUnit.SECONDS);
    }

    private JsonObject result(String path, String body) throws Exception {
        HttpResponse<String> taken = whole(post(path, body), 30);
        String id = taken.headers().firstValue("x-skypilot-request-id").orElseThrow();
        return new JsonObject(ask("/api/get?request_id=" + id).body());
    }

    /** As text, which may be no JSON that every parser takes. */
    private String queue() throws Exception {
        return result("/jobs/queue/v2", "{\"all_users\":true}").getString("return_value");
    }

    @ParameterizedTest
    @CsvSource({
        "TEXT_500, 500, text/plain",
        "HTML_502, 502, text/html",
        "HTML_504, 504, text/html",
        "REDIRECT, 302, text/html",
        "UNAUTHORIZED, 401, application/json",
        "FORBIDDEN, 403, application/json",
        "HTML_200, 200, text/html",
        "VERSION_400, 400, application/json",
        "NOT_FOUND, 404, application/json",
        "UNAVAILABLE, 503, application/json",
        "WRONG_SHAPE, 200, application/json",
        "DEEP, 200, application/json"
    })
    void shouldAnswerWrongly(Fault fault, int status, String type) throws Exception {
        faults.set(fault, "/api/health");
        HttpResponse<String> answer = ask("/api/health");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith(type);
        assertThat(faults.hits()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET", "HANG", "SLOW", "CUT"})
    void shouldGiveNoWholeAnswer(Fault fault) {
        faults.set(fault, "/api/health");
        assertThatThrownBy(() -> ask("/api/health", 2))
                .isInstanceOfAny(ExecutionException.class, TimeoutException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"HUGE", "ENDLESS"})
    void shouldSendMoreThanAnyoneTakes(Fault fault) throws Exception {
        faults.set(fault, "/api/health");
        HttpResponse<InputStream> answer = client.send(
                HttpRequest.newBuilder(URI.create(endpoint + "/api/health")).build(), BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            assertThat(body.skip(60L << 20)).isPositive();
        }
    }

    @Test
    void shouldSendLittleThatBecomesMuch() throws Exception {
        faults.set(Fault.GZIP_BOMB, "/api/health");
        HttpResponse<String> answer = ask("/api/health");
        assertThat(answer.headers().firstValue("content-encoding")).hasValue("gzip");
        assertThat(answer.body().length()).isLessThan(1 << 20);
    }

    @Test
    void shouldAnnounceLessThanItSends() throws Exception {
        faults.set(Fault.LENGTH_TOO_SMALL, "/api/health");
        assertThat(ask("/api/health").body()).hasSize(10);
    }

    @Test
    void shouldDoTheWorkAndLoseTheAnswer() throws Exception {
        faults.set(Fault.ANSWER_LOST, "/jobs/launch");
        assertThatThrownBy(
                        () -> whole(post("/jobs/launch", "{\"task\":\"name: lost\\nrun: 'true'\",\"name\":\"j\"}"), 2))
                .isInstanceOf(ExecutionException.class);
        assertThat(Eventually.get(this::queue, queue -> queue.contains("\"job_name\":\"lost\"")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"EMPTY_SCOPE, 0, 3", "HALF_PAGE, 1, 3", "OTHER_DATABASE, 0, 0", "DOUBLED_ROWS, 6, 3", "NULL_ROWS, 6, 3"
    })
    void shouldListOtherJobsThanThereAre(Fault fault, int rows, int total) throws Exception {
        faults.set(fault, "/jobs/queue/v2");
        JsonObject queue = new JsonObject(queue());
        assertThat(queue.getJsonArray("jobs")).hasSize(rows);
        assertThat(queue.getInteger("total_no_filter")).isEqualTo(total);
    }

    @Test
    void shouldListJobsTheOtherWayRound() throws Exception {
        faults.set(Fault.OUT_OF_ORDER, "/jobs/queue/v2");
        JsonArray jobs = new JsonObject(queue()).getJsonArray("jobs");
        assertThat(jobs.getJsonObject(0).getInteger("job_id")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"UNKNOWN_STATUS, LEVITATING", "NOT_A_NUMBER, :NaN", "LONG_TEXT, xxxxxxxxxx"})
    void shouldSpoilTheRows(Fault fault, String spoilt) throws Exception {
        faults.set(fault, "/jobs/queue/v2");
        assertThat(queue()).contains(spoilt);
    }

    @Test
    void shouldSayThatTheControllerIsDown() throws Exception {
        faults.set(Fault.CONTROLLER_DOWN, "/jobs/queue/v2");
        JsonObject failed = result("/jobs/queue/v2", "{}").getJsonObject("detail");
        assertThat(failed.getString("error")).contains("ClusterNotUpError");
    }

    @Test
    void shouldBeWellAgain() throws Exception {
        faults.set(Fault.TEXT_500, "/");
        faults.clear();
        assertThat(ask("/api/health").statusCode()).isEqualTo(200);
    }
}
