package dev.skydeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route with every method, as a page of another site or under another name could ask: nothing is answered or done. */
class GuardMatrixTest {
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");
    private static final List<String> SKYPILOT = List.of(
            "/",
            "/api/health",
            "/api/get?request_id=x",
            "/api/status",
            "/jobs/launch",
            "/jobs/queue/v2",
            "/jobs/cancel",
            "/jobs/logs",
            "/validate",
            "/launch",
            "/exec",
            "/status",
            "/queue",
            "/cancel",
            "/stop",
            "/start",
            "/down",
            "/autostop",
            "/job_status",
            "/logs",
            "/cost_report",
            "/cluster_events",
            "/jobs/events",
            "/jobs/pool_status",
            "/serve/status",
            "/check",
            "/api/stream",
            "/api/cancel",
            "/users",
            "/users/role",
            "/users/me/workspace",
            "/workspaces",
            "/enabled_clouds",
            "/unknown");
    private static final List<String> S3 =
            List.of("/", "/skydeck", "/skydeck?list-type=2", "/skydeck/kept", "/skydeck/new");

    @TempDir
    static Path folder = Path.of("replaced");

    private static Sandbox sandbox = Unset.sandbox();

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start(folder);
        Files.writeString(folder.resolve("s3/skydeck/kept"), "kept");
    }

    @AfterAll
    static void stop() throws Exception {
        sandbox.closeWithoutJobs();
    }

    static Stream<String> attacks() {
        return Stream.of(
                "Host: evil.example",
                "Host: evil.example:PORT",
                "Host: 127.0.0.1.evil.example:PORT",
                "X-No-Host: 1",
                "Host: 127.0.0.1:PORT\r\nOrigin: http://evil.example",
                "Host: 127.0.0.1:PORT\r\nOrigin: null",
                "Host: 127.0.0.1:PORT\r\nSec-Fetch-Site: cross-site",
                "Host: 127.0.0.1:PORT\r\nSec-Fetch-Site: same-site");
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void shouldAnswerNothingToThem(String attack) throws Exception {
        List<String> answered = new ArrayList<>();
        for (String method : METHODS) {
            for (String path : SKYPILOT) {
                add(answered, sandbox.endpoint(), method, path, attack, "application/json");
            }
            for (String path : S3) {
                add(answered, sandbox.s3Endpoint(), method, path, attack, "application/octet-stream");
            }
        }
        assertThat(answered).isEmpty();
        assertThat(folder.resolve("s3/skydeck/kept")).hasContent("kept");
        assertThat(folder.resolve("s3/skydeck/new")).doesNotExist();
        assertThat(sandbox.queue(new JsonObject()).getInteger("total")).isZero();
        assertThat(sandbox.clusters(new JsonObject())).isEmpty();
    }

    /** What a page can send to any port without asking the server first. */
    @ParameterizedTest
    @MethodSource("forms")
    void shouldDoNothingThatAFormAsksFor(String type) throws Exception {
        List<String> answered = new ArrayList<>();
        for (String path : SKYPILOT) {
            add(answered, sandbox.endpoint(), "POST", path, "Host: 127.0.0.1:PORT", type);
        }
        assertThat(answered).isEmpty();
        assertThat(sandbox.queue(new JsonObject()).getInteger("total")).isZero();
        assertThat(sandbox.clusters(new JsonObject())).isEmpty();
    }

    static Stream<String> forms() {
        return Stream.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/jsonx",
                "");
    }

    /** Without this the others would pass on a server that refuses everybody. */
    @Test
    void shouldAnswerItsOwnClients() throws Exception {
        assertThat(status(sandbox.endpoint(), "GET", "/api/health", "Host: 127.0.0.1:PORT", "application/json"))
                .isEqualTo(200);
        assertThat(status(sandbox.s3Endpoint(), "GET", "/skydeck/kept", "Host: 127.0.0.1:PORT", "application/json"))
                .isEqualTo(200);
    }

    private static void add(
            List<String> answered, String endpoint, String method, String path, String attack, String type)
            throws Exception {
        int status = status(endpoint, method, path, attack, type);
        if (status < 400 || status >= 500) {
            answered.add(method + " " + path + " " + status);
        }
    }

    private static int status(String endpoint, String method, String path, String head, String type) throws Exception {
        int port = URI.create(endpoint).getPort();
        String body =
                "{\"task\":\"run: touch CANARY\",\"name\":\"x\",\"cluster_name\":\"x\",\"dag\":\"run: x\",\"request_options\":null}";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            String request = method + " " + path + " HTTP/1.1\r\n" + head.replace("PORT", String.valueOf(port))
                    + (type.isEmpty() ? "" : "\r\nContent-Type: " + type)
                    + (method.equals("GET") || method.equals("HEAD") ? "" : "\r\nContent-Length: " + body.length())
                    + "\r\nConnection: close\r\n\r\n"
                    + (method.equals("GET") || method.equals("HEAD") ? "" : body);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            String line = new String(answer.readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
            return Integer.parseInt(line.split(" ", 3)[1]);
        }
    }
}
