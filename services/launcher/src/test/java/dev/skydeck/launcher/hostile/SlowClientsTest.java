package dev.skydeck.launcher.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.gateway.GatewayOptions;
import dev.skydeck.gateway.stream.StreamOptions;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that stops in the middle of a request is cut. */
class SlowClientsTest {
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private static @Nullable HostileServer server;

    @BeforeAll
    static void start() throws Exception {
        server = HostileServer.start(new GatewayOptions(
                "127.0.0.1", 0, "1.2.3", "build", SILENCE, Duration.ofSeconds(5), StreamOptions.DEFAULT));
    }

    @AfterAll
    static void stop() throws Exception {
        Objects.requireNonNull(server).stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "G",
                "GET /api/experiments",
                "GET /api/experiments HTTP/1.1\r\n",
                "GET /api/experiments HTTP/1.1\r\nHost: {host}\r\nX-A",
                "POST /api/experiments HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n",
                "POST /api/experiments HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{\"name\"",
                "POST /api/experiments HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{",
                "POST /api/experiments HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
            })
    void shouldBeCutWhenItFallsSilent(String start) throws Exception {
        HostileServer running = Objects.requireNonNull(server);
        try (RawConnection connection = running.connect()) {
            connection.send(
                    start.replace("{host}", "127.0.0.1:" + running.port()).getBytes(StandardCharsets.US_ASCII));

            assertThat(endsWithin(connection)).isTrue();
        }
    }

    /** Fails with a time-out when the server still waits after {@link RawConnection#PATIENCE_MILLIS}. */
    private static boolean endsWithin(RawConnection connection) throws IOException {
        try {
            connection.rest();
            return true;
        } catch (EOFException | SocketException closed) {
            return true;
        }
    }
}
