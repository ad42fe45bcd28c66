package dev.skydeck.launcher.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.gateway.Exposure;
import dev.skydeck.messages.model.TokenScope;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedStreamsTest {
    private static final Map<String, String> ROOT = Map.of("Authorization", "Bearer root");
    private static final Map<String, String> READER = Map.of("Authorization", "Bearer reader");

    private Gate gate;

    @SuppressWarnings("NullAway.Init") // JUnit calls start first
    GuardedStreamsTest() {}

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        gate = Gate.on(folder.resolve("skydeck.db"));
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
    }

    @Test
    void shouldEndWithTheirTokenAndNoOther() throws Exception {
        gate.token("root", TokenScope.ADMIN);
        gate.token("reader", TokenScope.READ);
        gate.listen("127.0.0.1", Exposure.LOCAL);
        Future<Void> kept = gate.stream(ROOT);
        Future<Void> closed = gate.stream(READER);

        assertThat(gate.ask("DELETE", "/api/tokens/2", null, ROOT).status()).isEqualTo(200);

        closed.await(10, TimeUnit.SECONDS);
        assertThat(kept.isComplete()).isFalse();
    }

    @Test
    void shouldEndWithTheSessionThatOpenedThem() throws Exception {
        gate.token("root", TokenScope.ADMIN);
        gate.listen("127.0.0.1", Exposure.LOCAL);
        String cookie = String.valueOf(gate.ask("POST", "/api/session", "{\"token\":\"root\"}", Map.of())
                        .headers()
                        .get("Set-Cookie"))
                .split(";", -1)[0];
        Future<Void> closed = gate.stream(Map.of("Cookie", cookie));

        gate.ask("DELETE", "/api/session", null, Map.of("Cookie", cookie));

        closed.await(10, TimeUnit.SECONDS);
    }

    @Test
    void shouldEndWhenTheFirstTokenIsMadeThatTheyDoNotHave() throws Exception {
        gate.listen("127.0.0.1", Exposure.LOCAL);
        Future<Void> closed = gate.stream(Map.of());

        gate.ask("POST", "/api/tokens", "{\"name\":\"first\",\"scope\":\"admin\"}", Map.of());

        closed.await(10, TimeUnit.SECONDS);
    }

    @Test
    void shouldBeLimitedForEachToken() throws Exception {
        gate.token("root", TokenScope.ADMIN);
        gate.token("reader", TokenScope.READ);
        gate.listen("127.0.0.1", Exposure.LOCAL);
        for (int i = 0; i < 100; i++) {
            gate.stream(READER);
        }

        Gate.Got got = gate.ask("GET", "/api/events", null, READER);

        assertThat(got.status()).isEqualTo(429);
        assertThat(got.headers()).containsKey("Retry-After");
        assertThat(gate.ask("GET", "/api/events", null, ROOT).status()).isEqualTo(200);
    }

    @Test
    void shouldMakeRoomWhenTheyAreClosed() throws Exception {
        gate.token("reader", TokenScope.READ);
        gate.listen("127.0.0.1", Exposure.LOCAL);
        for (int i = 0; i < 101; i++) {
            gate.ask("GET", "/api/events", null, READER);
        }

        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                gate.ask("GET", "/api/events", null, READER).status())
                        .isEqualTo(200));
    }
}
