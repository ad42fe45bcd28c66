package dev.skydeck.skypilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
    private static final String TOKEN = Base64.getEncoder()
            .encodeToString(
                    "{\"v\":1,\"user\":\"ab12cd34\",\"cookies\":{\"_oauth2_proxy_0\":\"canary\",\"_oauth2_proxy_1\":\"b\"}}"
                            .getBytes(StandardCharsets.UTF_8));

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String health = "{\"status\":\"needs_auth\",\"api_version\":\"62\"}";
    private volatile String challenge = "";
    private Path home = Path.of("replaced");
    private HttpServer server;

    @BeforeEach
    void givenAServerThatWantsALogin(@TempDir Path temp) throws Exception {
        home = temp;
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    if (request.path().equals("/api/health")) {
                        request.response().end(health);
                    } else if (request.path().equals("/auth/authorize")) {
                        challenge = request.getParam("code_challenge");
                        request.response().end("<html>Approved</html>");
                    } else if (isApproved(request.getParam("code_verifier"))) {
                        request.response().end("{\"token\":\"" + TOKEN + "\"}");
                    } else {
                        asked.incrementAndGet();
                        request.response().setStatusCode(404).end("{\"detail\":\"Not yet\"}");
                    }
                })
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        Await.result(vertx.close());
    }

    private boolean isApproved(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return challenge.equals(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private SkyPilotOptions options() {
        return new SkyPilotOptions(
                "http://localhost:" + server.actualPort(),
                null,
                TaskOptions.NONE,
                Duration.ofMinutes(1),
                home,
                Map.of("HOME", home.toString()));
    }

    private void approve(Login login) {
        URI page = URI.create(login.page());
        Await.result(vertx.createHttpClient()
                .request(
                        io.vertx.core.http.HttpMethod.GET,
                        page.getPort(),
                        page.getHost(),
                        page.getPath() + "?" + page.getRawQuery())
                .compose(request -> request.send())
                .compose(response -> response.body()));
    }

    @Test
    void shouldWriteTheCookiesOnceAPersonHasApproved() throws Exception {
        // Given
        try (Login login = Login.to(vertx, options())) {
            assertThat(Await.result(login.isWanted())).isTrue();
            Future<Void> approved = login.approved(Duration.ofSeconds(20));
            org.awaitility.Awaitility.await().until(() -> asked.get() > 0);
            // When
            approve(login);
            // Then
            Await.result(approved);
        }
        Path file = home.resolve(".sky/cookies.txt");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Cookies cookies = Cookies.of(options());
        cookies.refresh();
        assertThat(cookies.header(URI.create("http://localhost:1/"), Instant.now()))
                .isEqualTo("_oauth2_proxy_0=canary; _oauth2_proxy_1=b");
    }

    @Test
    void shouldKeepTheLoginsToOtherServers() throws Exception {
        // Given
        Path file = Files.createDirectories(home.resolve(".sky")).resolve("cookies.txt");
        Files.writeString(
                file,
                ".other.example\tTRUE\t\tTRUE\t4000000000\ta\tb\n.localhost\tTRUE\t\tFALSE\t4000000000\told\tx\n");
        // When
        CookieFile.write(file, URI.create("http://localhost:1"), Map.of("new", "y"), Instant.ofEpochSecond(1_000));
        // Then
        assertThat(file)
                .content()
                .contains(".other.example\tTRUE\t\tTRUE\t4000000000\ta\tb\n")
                .contains(".localhost\tTRUE\t\tFALSE\t605800\tnew\ty\n")
                .doesNotContain("old");
    }

    @Test
    void shouldWriteWhatPythonsCookieJarReads() throws Exception {
        // Given
        Path file = home.resolve("cookies.txt");
        CookieFile.write(file, URI.create("https://sky.example"), Map.of("a", "b=c"), Instant.now());
        String script = "import http.cookiejar,sys\nj=http.cookiejar.MozillaCookieJar(sys.argv[1])\nj.load()\n"
                + "print([(c.domain,c.name,c.value,c.secure) for c in j])";
        Process python;
        try {
            python = new ProcessBuilder("python3", "-c", script, file.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (java.io.IOException e) {
            assumeThat(false).as("there is no python3 here").isTrue();
            return;
        }
        // When
        String read = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // Then
        assertThat(read.trim()).isEqualTo("[('.sky.example', 'a', 'b=c', True)]");
    }

    @Test
    void shouldDoNothingWhereNoLoginIsNeeded() throws Exception {
        // Given
        health = "{\"status\":\"healthy\",\"api_version\":\"62\"}";
        try (Login login = Login.to(vertx, options())) {
            // When, then
            assertThat(Await.result(login.isWanted())).isFalse();
        }
        assertThat(home.resolve(".sky")).doesNotExist();
    }

    @Test
    void shouldSayThatAServerIsTooOld() {
        // Given
        health = "{\"status\":\"needs_auth\",\"api_version\":\"24\"}";
        try (Login login = Login.to(vertx, options())) {
            // When, then
            assertThatThrownBy(() -> Await.result(login.isWanted()))
                    .isInstanceOf(Login.Failed.class)
                    .hasMessageContaining("is too old for this login");
        }
    }

    @Test
    void shouldGiveUpWhenNobodyApproves() {
        try (Login login = Login.to(vertx, options())) {
            // When, then
            assertThatThrownBy(() -> Await.result(login.approved(Duration.ZERO)))
                    .isInstanceOf(Login.Failed.class)
                    .hasMessageStartingWith("Nobody approved the login in time");
        }
    }
}
