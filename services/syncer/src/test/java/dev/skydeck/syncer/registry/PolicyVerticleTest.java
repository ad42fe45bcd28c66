package dev.skydeck.syncer.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skydeck.messages.CheckpointRequest.PolicyTarget;
import dev.skydeck.messages.CheckpointRequest.RecordPolicy;
import dev.skydeck.messages.Event;
import dev.skydeck.messages.Event.CheckpointCount;
import dev.skydeck.messages.Event.SourceReport;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.messages.model.PolicyVersion;
import dev.skydeck.syncer.FakeStore;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Questions to a registry and a store made for the test. */
class PolicyVerticleTest {
    private static final Instant DUE = Instant.parse("2026-11-26T10:00:00Z");
    /** For what never answers; a busy machine may answer later than that. */
    private static final Duration SHORT = Duration.ofMillis(700);

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new VertxBus(vertx);
    private final FakeRegistry registry = new FakeRegistry();
    private final FakeStore store = new FakeStore();
    private final List<SourceReport> reports = new CopyOnWriteArrayList<>();

    @BeforeEach
    void prepare() throws Exception {
        VertxBus.prepare(vertx);
        bus.subscribe(SourceReport.class, reports::add).await(5, TimeUnit.SECONDS);
        vertx.deployVerticle(registry).await(5, TimeUnit.SECONDS);
        vertx.deployVerticle(store).await(5, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    private String deploy(@Nullable String link, @Nullable String token) throws Exception {
        return deploy(link, token, Duration.ofSeconds(30));
    }

    private String deploy(@Nullable String link, @Nullable String token, Duration timeout) throws Exception {
        RegistryOptions options = new RegistryOptions(
                registry.url(), Optional.ofNullable(link).map(PolicyLink::parse), timeout, Optional.ofNullable(token));
        return vertx.deployVerticle(new PolicyVerticle(options)).await(5, TimeUnit.SECONDS);
    }

    private void deploy() throws Exception {
        deploy(null, null);
    }

    private void owe(long id, String name) {
        store.questions.put(id, new PolicyTarget(id, name, DUE));
    }

    private void tellOfCheckpoints(long id) {
        List<CheckpointCount> counts = List.of(new CheckpointCount(id, 1L, 1));
        bus.publish(new Event.Changed(1, List.of(), List.of(), List.of(), List.of(), List.of(), counts, false));
    }

    private void eventuallyRecorded(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> store.policies.size() >= count);
    }

    private @Nullable String error() {
        return reports.isEmpty() ? null : reports.get(reports.size() - 1).error();
    }

    @Test
    void shouldRecordWhatTheRegistryKnows() throws Exception {
        registry.versions.put("ann.lr", 7);
        owe(3, "ann.lr");

        deploy("https://registry.example.org/policy/{policy_version_id}", null);

        eventuallyRecorded(1);
        assertThat(store.policies)
                .containsExactly(new RecordPolicy(
                        3, DUE, new PolicyVersion("https://registry.example.org/policy/v-7", "7", "p-1", "v-7")));
        assertThat(registry.asked).containsExactly("/stats/policy-versions?name_exact=ann.lr&limit=1");
    }

    @Test
    void shouldNotAskAgainForWhatWasAnsweredWhileItLooked() throws Exception {
        Promise<Void> answers = Promise.promise();
        registry.otherwise.put(
                "ann.lr",
                request -> answers.future().onSuccess(done -> request.response().end("{\"data\": []}")));
        owe(3, "ann.lr");
        deploy(null, null, Duration.ofSeconds(30));
        await().until(() -> registry.asked("ann.lr") == 1);
        Promise<Void> look = Promise.promise();
        store.lookEnds = look.future();
        int before = store.looks.get();
        tellOfCheckpoints(3);
        await().until(() -> store.looks.get() > before);

        answers.complete();
        eventuallyRecorded(1);
        look.complete();
        store.lookEnds = Future.succeededFuture();
        owe(4, "bob.lr");
        tellOfCheckpoints(4);

        eventuallyRecorded(2);
        assertThat(registry.asked("ann.lr")).isEqualTo(1);
    }

    @Test
    void shouldRecordThatTheRegistryDoesNotKnowAnExperiment() throws Exception {
        owe(3, "ann.lr");

        deploy();

        eventuallyRecorded(1);
        assertThat(store.policies).containsExactly(new RecordPolicy(3, DUE, null));
    }

    @Test
    void shouldAskOnceForEachExperimentOfAllPages() throws Exception {
        for (int id = 1; id <= 7; id++) {
            registry.versions.put("x" + id, id);
            owe(id, "x" + id);
        }

        deploy();

        eventuallyRecorded(7);
        await().until(() -> reports.stream().anyMatch(report -> report.ageMillis() != null));
        assertThat(registry.asked).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void shouldAskWhenCheckpointsWereFound() throws Exception {
        deploy();
        await().until(() -> reports.stream().anyMatch(report -> report.ageMillis() != null));
        registry.versions.put("late", 1);
        owe(9, "late");

        tellOfCheckpoints(9);

        eventuallyRecorded(1);
        assertThat(registry.asked("late")).isEqualTo(1);
    }

    @Test
    void shouldAskNothingWhenNoQuestionIsOpen() throws Exception {
        registry.versions.put("x", 1);
        deploy();

        tellOfCheckpoints(1);

        await().during(Duration.ofSeconds(1)).until(registry.asked::isEmpty);
        assertThat(error()).isNull();
    }

    @Test
    void shouldNotLetAnExperimentWithoutAnAnswerHoldUpOthers() throws Exception {
        registry.otherwise.put("slow", FakeRegistry::hang);
        owe(1, "slow");
        for (int id = 2; id <= 20; id++) {
            owe(id, "x" + id);
        }

        deploy(null, null, Duration.ofSeconds(60));

        await().until(() -> store.policies.size() == 19);
        assertThat(store.questions).containsOnlyKeys(1L);
    }

    static Stream<Arguments> wrongAnswers() {
        String policy = FakeRegistry.policy("x", 1).encode();
        return Map.<Handler<HttpServerRequest>, String>of(
                        FakeRegistry.saying(500, "{}"),
                        "The policy registry answered 500.",
                        FakeRegistry.saying(401, "{}"),
                        "The policy registry refuses to answer (401): check the token",
                        FakeRegistry.saying(200, "<html>"),
                        "The policy registry's answer is no JSON object.",
                        FakeRegistry.saying(200, "{\"data\":{}}"),
                        "The policy registry's answer has no list data.",
                        FakeRegistry.saying(200, "{\"data\":[" + policy.replace("\"x\"", "\"y\"") + "]}"),
                        "The policy registry answered with a policy of another name.",
                        FakeRegistry.saying(200, "{\"data\":[" + policy.replace("\"v-1\"", "null") + "]}"),
                        "The policy registry's answer has no proper id.",
                        FakeRegistry.saying(200, "{\"data\":[" + policy + "]}" + " ".repeat(65_536)),
                        "The policy registry's answer is larger than 64 KiB.",
                        request -> request.connection().close(),
                        "The policy registry could not be asked: ",
                        FakeRegistry::hang,
                        "The policy registry did not answer within 0.7 seconds.")
                .entrySet()
                .stream()
                .map(one -> Arguments.of(one.getValue(), one.getKey()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongAnswers")
    void shouldSayWhatIsWrongAndRecover(String sentence, Handler<HttpServerRequest> wrong) throws Exception {
        // Given
        registry.versions.put("x", 1);
        registry.otherwise.put("x", wrong);
        owe(1, "x");
        deploy(null, null, SHORT);
        await().until(() -> error() != null);
        String said = String.valueOf(error());

        // When
        registry.otherwise.remove("x");

        // Then
        eventuallyRecorded(1);
        await().until(() -> error() == null);
        assertThat(said).startsWith(sentence);
        assertThat(store.policies).extracting(RecordPolicy::policy).doesNotContainNull();
    }

    @Test
    void shouldFollowNoRedirect() throws Exception {
        registry.versions.put("x", 1);
        registry.otherwise.put(
                "x",
                request -> request.response()
                        .setStatusCode(302)
                        .putHeader("Location", registry.url() + "/elsewhere")
                        .end());
        owe(1, "x");

        deploy();

        await().until(() -> error() != null);
        assertThat(error()).startsWith("The policy registry answered 302, which leads elsewhere");
        assertThat(registry.asked).allMatch(uri -> uri.startsWith("/stats/"));
    }

    @Test
    void shouldSayOneThingOfManyFailuresAndStopAskingForAll() throws Exception {
        registry.all = FakeRegistry.saying(503, "");
        for (int id = 1; id <= 100; id++) {
            owe(id, "x" + id);
        }

        deploy();

        await().until(() ->
                String.valueOf(error()).matches("The policy registry answered 503\\. \\([0-9]+ experiments\\)"));
        await().during(Duration.ofSeconds(2)).until(() -> registry.asked.size() < 20);
    }

    @Test
    void shouldAskForAllWhenItIsBack() throws Exception {
        registry.all = FakeRegistry.saying(503, "");
        for (int id = 1; id <= 50; id++) {
            owe(id, "x" + id);
        }
        deploy();
        await().until(() -> error() != null);

        registry.all = null;

        await().atMost(Duration.ofSeconds(30)).until(() -> store.questions.isEmpty() && error() == null);
    }

    @Test
    void shouldSendItsTokenAndNeverSayIt() throws Exception {
        registry.all = FakeRegistry.saying(403, "");
        owe(1, "x");

        deploy(null, "s3cret");

        await().until(() -> error() != null);
        assertThat(registry.authorizations).contains("Bearer s3cret");
        assertThat(error()).doesNotContain("s3cret");
    }

    @Test
    void shouldAskWhatIsStillOpenAfterARestart() throws Exception {
        registry.versions.put("x", 1);
        registry.otherwise.put("x", FakeRegistry::hang);
        owe(1, "x");
        String first = deploy(null, null);
        await().until(() -> !registry.asked.isEmpty());
        vertx.undeploy(first).await(5, TimeUnit.SECONDS);
        registry.otherwise.clear();

        deploy();

        eventuallyRecorded(1);
    }

    @Test
    void shouldEncodeNamesOfAnyScript() throws Exception {
        String name = "größe & co <1>#?%";
        registry.versions.put(name, 1);
        owe(1, name);

        deploy("https://registry.example.org/{name}/{version}", null);

        eventuallyRecorded(1);
        assertThat(store.policies)
                .extracting(one -> one.policy() == null ? null : one.policy().observatoryUrl())
                .containsExactly("https://registry.example.org/gr%C3%B6%C3%9Fe%20%26%20co%20%3C1%3E%23%3F%25/1");
    }
}
