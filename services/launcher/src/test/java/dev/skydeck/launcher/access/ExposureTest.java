package dev.skydeck.launcher.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.gateway.Exposure;
import dev.skydeck.gateway.GatewayUnusable;
import dev.skydeck.launcher.access.Gate.Got;
import dev.skydeck.messages.model.TokenScope;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who beside this machine gets in. 127.0.0.2 stands for an address that others can reach. */
class ExposureTest {
    private static final String ELSEWHERE = "127.0.0.2";
    private static final Exposure PROXIED =
            Exposure.of(Optional.empty(), Optional.of("127.0.0.1"), List.of("deck.example.org"));
    private static final Map<String, String> FORWARDED = Map.of(
            "Authorization", "Bearer root",
            "X-Forwarded-Host", "deck.example.org",
            "X-Forwarded-Proto", "https",
            "X-Forwarded-For", "6.6.6.6, 203.0.113.7");

    @TempDir
    private Path folder;

    private Gate gate;

    @SuppressWarnings("NullAway.Init") // JUnit calls start first
    ExposureTest() {}

    @BeforeEach
    void start() throws Exception {
        gate = Gate.on(
                folder.resolve("skydeck.db"),
                new HttpClientOptions().setTrustAll(true).setVerifyHost(false));
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
    }

    @Test
    void shouldNotListenWhereTokensCrossTheNetworkInTheOpen() throws Exception {
        gate.token("root", TokenScope.ADMIN);

        assertThatThrownBy(() -> gate.listen(ELSEWHERE, Exposure.LOCAL))
                .isInstanceOf(GatewayUnusable.class)
                .hasMessageContaining("only with TLS");
    }

    @Test
    void shouldNotListenToOthersWithoutAToken() throws Exception {
        Exposure tls = tls();

        assertThatThrownBy(() -> gate.listen(ELSEWHERE, tls))
                .isInstanceOf(GatewayUnusable.class)
                .hasMessageContaining("skydeck token create");
    }

    @Test
    void shouldNotServeAProxyWithoutATokenEvenOnLoopback() {
        assertThatThrownBy(() -> gate.listen("127.0.0.1", PROXIED))
                .isInstanceOf(GatewayUnusable.class)
                .hasMessageContaining("skydeck token create");
    }

    @Test
    void shouldListenWithATokenAndTls() throws Exception {
        gate.token("root", TokenScope.ADMIN);

        gate.listen(ELSEWHERE, tls());

        assertThat(gate.ask("GET", "/api/groups", null, Map.of()).status()).isEqualTo(401);
        Got got = gate.ask("GET", "/api/groups", null, Map.of("Authorization", "Bearer root"));
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.headers()).containsKey("Strict-Transport-Security");
    }

    @Test
    void shouldStillAskForTokensWhenTheLastWasRevoked() throws Exception {
        gate.token("root", TokenScope.ADMIN);
        gate.listen(ELSEWHERE, tls());

        gate.ask("DELETE", "/api/tokens/1", null, Map.of("Authorization", "Bearer root"));

        assertThat(gate.ask("GET", "/api/groups", null, Map.of()).status()).isEqualTo(401);
    }

    @Test
    void shouldSendTheCookieOfASessionOverTlsOnly() throws Exception {
        gate.token("root", TokenScope.ADMIN);
        gate.listen(ELSEWHERE, tls());

        Got got = gate.ask("POST", "/api/session", "{\"token\":\"root\"}", Map.of());

        assertThat(got.headers().get("Set-Cookie"))
                .startsWith("__Host-skydeck=")
                .contains("; Secure")
                .contains("HTTPOnly")
                .contains("SameSite=Strict");
    }

    @Test
    void shouldTellTheCommandLineWhichCertificateToExpect() throws Exception {
        gate.token("root", TokenScope.ADMIN);

        gate.listen(ELSEWHERE, tls());

        JsonObject control = new JsonObject(Files.readString(folder.resolve("skydeck.db.control")));
        assertThat(control.getString("url")).isEqualTo("https://" + gate.authority());
        assertThat(control.getString("certificate")).matches("[0-9a-f]{64}");
    }

    @Test
    void shouldRefuseAKeyThatOthersCanRead() throws Exception {
        gate.token("root", TokenScope.ADMIN);
        Exposure tls = tls();
        Files.setPosixFilePermissions(tls.tls().orElseThrow().key(), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> gate.listen(ELSEWHERE, tls))
                .isInstanceOf(GatewayUnusable.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void shouldRefuseACertificateThatIsNone() throws Exception {
        gate.token("root", TokenScope.ADMIN);
        Exposure tls = tls();
        Files.writeString(tls.tls().orElseThrow().certificate(), "no certificate");

        assertThatThrownBy(() -> gate.listen(ELSEWHERE, tls))
                .isInstanceOf(GatewayUnusable.class)
                .hasMessageContaining("--tls-cert");
    }

    @Test
    void shouldRefuseAProxyThatIsNoAddress() {
        assertThatThrownBy(() -> gate.listen(
                        "127.0.0.1", Exposure.of(Optional.empty(), Optional.of("proxy.example.org"), List.of())))
                .isInstanceOf(GatewayUnusable.class)
                .hasMessageContaining("--trusted-proxy");
    }

    @Test
    void shouldBelieveTheProxyWhoAsks() throws Exception {
        gate.token("root", TokenScope.ADMIN);
        gate.listen("127.0.0.1", PROXIED);

        gate.ask("POST", "/api/experiments", "{\"name\":\"a\"}", FORWARDED);

        assertThat(gate.ask("GET", "/api/history?kind=experiment_created", null, FORWARDED)
                        .text())
                .contains("\"origin\":\"api 203.0.113.7\"");
    }

    @Test
    void shouldTakeThePageOfTheProxysAddressForItsOwn() throws Exception {
        gate.token("root", TokenScope.ADMIN);
        gate.listen("127.0.0.1", PROXIED);
        Map<String, String> own = new HashMap<>(FORWARDED);
        own.put("Origin", "https://deck.example.org");
        Map<String, String> other = new HashMap<>(FORWARDED);
        other.put("Origin", "http://deck.example.org");

        assertThat(gate.ask("POST", "/api/experiments", "{\"name\":\"a\"}", own).status())
                .isEqualTo(200);
        assertThat(gate.ask("POST", "/api/experiments", "{\"name\":\"b\"}", other)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void shouldBelieveNobodyElse() throws Exception {
        gate.token("root", TokenScope.ADMIN);
        gate.listen("127.0.0.1", Exposure.of(Optional.empty(), Optional.of("10.9.8.7"), List.of()));

        gate.ask("POST", "/api/experiments", "{\"name\":\"a\"}", FORWARDED);

        Got history = gate.ask("GET", "/api/history?kind=experiment_created", null, FORWARDED);
        assertThat(history.text()).contains("\"origin\":\"api 127.0.0.1\"");
        assertThat(history.headers()).doesNotContainKey("Strict-Transport-Security");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deck.example.org", "Deck.Example.Org", "deck.example.org:PORT", "127.0.0.1:PORT"})
    void shouldAnswerUnderAllowedNames(String host) throws Exception {
        assertThat(asked(host)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", "x.deck.example.org", "deck.example.org:1", "deck.example.org.evil", ""})
    void shouldNotAnswerUnderOtherNames(String host) throws Exception {
        assertThat(asked(host)).isEqualTo(421);
    }

    private int asked(String host) throws Exception {
        gate.token("root", TokenScope.ADMIN);
        gate.listen("127.0.0.1", PROXIED);
        return gate.ask(
                        "GET",
                        "/api/groups",
                        null,
                        Map.of(
                                "Authorization",
                                "Bearer root",
                                "Host",
                                host.replace("PORT", Integer.toString(gate.port()))))
                .status();
    }

    @Test
    void shouldCutABodyThatTrickles() throws Exception {
        Exposure hasty = new Exposure(
                Optional.empty(), Optional.empty(), List.of(), Duration.ofSeconds(10), Duration.ofMillis(200));
        gate.listen("127.0.0.1", hasty);

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gate.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/experiments HTTP/1.1\r\nHost: " + gate.authority()
                            + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
                    .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 408 ").contains("The body took longer than");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET / HTTP/1.1\r\nHost: HOST\r\n\r\n"})
    void shouldCutHeadersThatTrickle(String before) throws Exception {
        Exposure hasty = new Exposure(
                Optional.empty(), Optional.empty(), List.of(), Duration.ofMillis(200), Duration.ofSeconds(30));
        gate.listen("127.0.0.1", hasty);

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gate.port())) {
            OutputStream out = socket.getOutputStream();
            out.write((before.replace("HOST", gate.authority()) + "GET / HTTP/1.1\r\nX: ")
                    .getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().until(() -> isCutAfterOneMoreByte(out));
        }
    }

    private static boolean isCutAfterOneMoreByte(OutputStream out) {
        try {
            out.write('x');
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void shouldMakeWhoTriesTokensWait() throws Exception {
        gate.token("root", TokenScope.ADMIN);
        gate.listen("127.0.0.1", Exposure.LOCAL);
        for (int i = 0; i < 5; i++) {
            assertThat(gate.ask("POST", "/api/session", "{\"token\":\"junk\"}", Map.of())
                            .status())
                    .isEqualTo(401);
        }

        Got got = gate.ask("POST", "/api/session", "{\"token\":\"junk\"}", Map.of());

        assertThat(got.status()).isEqualTo(429);
        assertThat(got.headers().get("Retry-After")).matches("[1-9][0-9]?");
    }

    private Exposure tls() throws Exception {
        SelfSigned made = SelfSigned.in(folder);
        return Exposure.of(Optional.of(new Exposure.Tls(made.certificate(), made.key())), Optional.empty(), List.of());
    }
}
