package dev.skydeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {
    @TempDir
    static Path folder = Path.of("replaced");

    private static Sandbox sandbox = Unset.sandbox();

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start(folder);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({
        "Host: 127.0.0.1:PORT, 200",
        "Host: localhost:PORT, 200",
        "Host: LOCALHOST:PORT, 200",
        "Host: [::1]:PORT, 200",
        "Host: localhost, 421",
        "Host: localhost:1, 421",
        "Host: evil.example:PORT, 421",
        "Host: evil.example.localhost:PORT, 421",
        "X-No-Host: 1, 421"
    })
    void shouldAnswerOnlyToItsOwnNames(String host, int status) throws Exception {
        assertThat(status(sandbox.endpoint(), "/api/health", host)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"Host: localhost:PORT, 200", "Host: evil.example:PORT, 421"})
    void shouldGuardTheS3SideToo(String host, int status) throws Exception {
        assertThat(status(sandbox.s3Endpoint(), "/skydeck?list-type=2", host)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, http://127.0.0.1, 403",
        "Origin, null, 403",
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, same-origin, 200",
        "Sec-Fetch-Site, none, 200"
    })
    void shouldAnswerNoWebPage(String header, String value, int status) throws Exception {
        assertThat(sandbox.send("GET", "/api/health", "", Map.of(header, value)).statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"same-site, navigate, 200", "same-site, no-cors, 403", "cross-site, navigate, 403"})
    void shouldLetAPersonFollowALinkToAnObject(String site, String mode, int status) throws Exception {
        String headers = "Host: localhost:PORT\r\nSec-Fetch-Site: " + site + "\r\nSec-Fetch-Mode: " + mode;

        assertThat(status(sandbox.s3Endpoint(), "/skydeck?list-type=2", headers))
                .isEqualTo(status);
    }

    @Test
    void shouldLetNobodyFollowALinkToTheServer() throws Exception {
        Map<String, String> link = Map.of("Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "navigate");

        assertThat(sandbox.send("GET", "/api/health", "", link).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, 415",
        "application/x-www-form-urlencoded, 415",
        "application/jsonx, 415",
        "application/json, 200",
        "Application/JSON; charset=utf-8, 200"
    })
    void shouldTakeOnlyJson(String type, int status) throws Exception {
        assertThat(sandbox.send("POST", "/jobs/queue/v2", "{}", Map.of("Content-Type", type))
                        .statusCode())
                .isEqualTo(status);
    }

    @Test
    void shouldRefuseABodyThatIsTooLarge() throws Exception {
        String huge = "{\"task\": \"" + "x".repeat(5 << 20) + "\"}";

        assertThat(sandbox.send("POST", "/jobs/launch", huge, Map.of("Content-Type", "application/json"))
                        .statusCode())
                .isEqualTo(413);
    }

    /** Written by hand: no client library lets a caller choose the Host header. */
    private static int status(String endpoint, String path, String header) throws Exception {
        int port = URI.create(endpoint).getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = "GET " + path + " HTTP/1.1\r\n" + header.replace("PORT", String.valueOf(port))
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            String line = new String(answer.readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
            return Integer.parseInt(line.split(" ", 3)[1]);
        }
    }
}
