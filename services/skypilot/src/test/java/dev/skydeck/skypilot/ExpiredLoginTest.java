package dev.skydeck.skypilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skydeck.messages.Event.SourceReport;
import dev.skydeck.messages.LaunchRequest.ClaimSend;
import dev.skydeck.messages.ObservationRequest.RecordObservation;
import dev.skydeck.messages.SkyPilotRequest.LaunchJob;
import dev.skydeck.messages.SkyPilotRequest.PollNow;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.skypilot.FakeSkyPilot.Reply;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that no longer knows us, in every way that servers say it. */
class ExpiredLoginTest {
    private final Vertx vertx = Vertx.vertx();
    private Path folder = Path.of("replaced");
    private Bus bus;
    private FakeStore store;
    private FakeSkyPilot server;

    @BeforeEach
    void givenTheService(@TempDir Path temp) {
        folder = temp;
        VertxBus.prepare(vertx);
        bus = new VertxBus(vertx);
        store = new FakeStore(bus);
        server = new FakeSkyPilot(vertx);
        server.job(3, "lr-k7f2q5", "RUNNING", FakeStore.TOKEN);
        Await.result(bus.subscribe(SourceReport.class, store.heard::add));
        Await.result(vertx.deployVerticle(new SkyPilotVerticle(new SkyPilotOptions(
                server.url(),
                null,
                TaskOptions.NONE,
                Duration.ofMinutes(1),
                folder,
                Map.of("HOME", folder.toString())))));
        await().until(() -> !store.heard(RecordObservation.class).isEmpty());
    }

    @AfterEach
    void stop() {
        Await.result(vertx.close());
    }

    static List<Reply> waysToSayIt() {
        return List.of(
                new Reply(302, Map.of("location", "/oauth2/start?rd=x"), ""),
                new Reply(307, Map.of("location", "/oauth2/start?rd=x"), ""),
                Reply.json(401, "{\"detail\":\"Token expired\"}"),
                Reply.json(401, "\"Unauthorized\""),
                Reply.html(200));
    }

    private void givenALoginThatExpired(Reply reply) {
        Stream.of(FakeSkyPilot.HEALTH, FakeSkyPilot.QUEUE, FakeSkyPilot.RESULT, FakeSkyPilot.LAUNCH)
                .forEach(path -> server.replies.put(path, reply));
        store.heard.clear();
        Await.result(bus.request(new PollNow(false)));
        await().untilAsserted(() -> assertThat(store.heard(SourceReport.class))
                .anySatisfy(
                        report -> assertThat(report.error()).startsWith("SkyPilot login expired: run skydeck login.")));
        // A poll that was in flight before may have been recorded.
        store.heard.clear();
    }

    @ParameterizedTest
    @MethodSource("waysToSayIt")
    void shouldRecordNothingAndClaimNothing(Reply reply) {
        // Given
        givenALoginThatExpired(reply);
        server.asked.clear();
        // When
        assertThatThrownBy(() -> Await.result(bus.request(new LaunchJob(4, 1))))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageStartingWith("SkyPilot login expired");
        // Then
        assertThat(store.heard(ClaimSend.class)).isEmpty();
        assertThat(store.heard(RecordObservation.class)).isEmpty();
        assertThat(server.asked(FakeSkyPilot.LAUNCH)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("waysToSayIt")
    void shouldGoOnWithANewLoginWithoutARestart(Reply reply) throws Exception {
        // Given
        givenALoginThatExpired(reply);
        server.replies.clear();
        server.asked.clear();
        Files.createDirectories(folder.resolve(".sky"));
        Files.writeString(folder.resolve(".sky/cookies.txt"), "127.0.0.1\tFALSE\t/\tFALSE\t4000000000\tlogin\tnew\n");
        // When
        Await.result(bus.request(new PollNow(false)));
        // Then
        await().until(() -> !store.heard(RecordObservation.class).isEmpty());
        assertThat(server.asked(FakeSkyPilot.QUEUE).get(0).headers().get("Cookie"))
                .isEqualTo("login=new");
        Await.result(bus.request(new LaunchJob(4, 1)));
        await().until(() -> !server.asked(FakeSkyPilot.LAUNCH).isEmpty());
    }
}
