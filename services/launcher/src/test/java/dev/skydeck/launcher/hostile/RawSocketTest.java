package dev.skydeck.launcher.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken HTTP is refused or dropped, in time, and leaves no trace. */
class RawSocketTest {
    private static final ErrorLog LOG = new ErrorLog();

    private static @Nullable HostileServer server;
    private static @Nullable FileWatch file;

    @BeforeAll
    static void start() throws Exception {
        HostileServer started = HostileServer.start();
        server = started;
        file = new FileWatch(started.database());
    }

    @AfterAll
    static void stop() throws Exception {
        Objects.requireNonNull(file).close();
        Objects.requireNonNull(server).stop();
    }

    static Stream<RawCase> cases() {
        return RawCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldNeitherFailNorHang(RawCase sent) throws Exception {
        List<Integer> statuses = sent.statuses(Objects.requireNonNull(server));

        switch (sent.expected()) {
            case REFUSED -> assertThat(statuses).allMatch(status -> status >= 400 && status < 500);
            case HANDLED -> assertThat(statuses).allMatch(status -> status < 500);
            case UNKNOWN_VERSION ->
                assertThat(statuses).allMatch(status -> status >= 400 && status <= 501 && status != 500);
            case TAKEN -> assertThat(statuses).first().isEqualTo(200);
        }
    }

    @AfterEach
    void nothingWasWrittenAndTheNextIsServed() throws Exception {
        assertThat(Objects.requireNonNull(file).experiments()).isZero();
        assertThat(LOG.taken()).as("what anyone can write into the log").isEmpty();
        try (RawConnection next = Objects.requireNonNull(server).connect()) {
            next.send(("GET /api/experiments HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(next.answer(false).status()).isEqualTo(200);
        }
    }
}
