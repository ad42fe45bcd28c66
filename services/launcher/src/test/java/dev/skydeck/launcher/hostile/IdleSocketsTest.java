package dev.skydeck.launcher.hostile;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many connections that say nothing, or half of something, are no harm to those that speak. */
class IdleSocketsTest {
    private static final int SOCKETS = 2_000;
    /** Each is two descriptors here, since both ends are in this process. */
    private static final int NEEDED = 2 * SOCKETS + 500;

    private final List<RawConnection> idle = new ArrayList<>();
    private HostileServer server;

    // JUnit calls start() before anything else.
    @SuppressWarnings("NullAway.Init")
    IdleSocketsTest() {}

    @BeforeEach
    void start() throws Exception {
        assumeTrue(system().getMaxFileDescriptorCount() >= NEEDED, "this process may open too few files");
        server = HostileServer.start();
    }

    @AfterEach
    void stop() throws Exception {
        closeAll();
        if (server != null) {
            server.stop();
        }
    }

    @Test
    void shouldServeOthersAndGiveBackWhatTheyHeld() throws Exception {
        try (RawConnection client = server.connect()) {
            get(client);
            long before = open();
            for (int i = 0; i < SOCKETS; i++) {
                RawConnection silent = server.connect();
                idle.add(silent);
                silent.send("GET /api".substring(0, i % 8).getBytes(StandardCharsets.US_ASCII));
            }
            await().atMost(10, SECONDS)
                    .untilAsserted(() -> assertThat(open()).isGreaterThan(before + 2 * SOCKETS - 100));

            for (int i = 0; i < 100; i++) {
                get(client);
                try (RawConnection newcomer = server.connect()) {
                    get(newcomer);
                }
            }

            closeAll();
            await().atMost(10, SECONDS).untilAsserted(() -> assertThat(open()).isLessThan(before + 10));
        }
    }

    private void get(RawConnection client) throws IOException {
        client.send(("GET /api/experiments HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        assertThat(client.answer(false).status()).isEqualTo(200);
    }

    private void closeAll() throws IOException {
        for (RawConnection connection : idle) {
            connection.close();
        }
        idle.clear();
    }

    private static long open() {
        return system().getOpenFileDescriptorCount();
    }

    private static UnixOperatingSystemMXBean system() {
        OperatingSystemMXBean bean = ManagementFactory.getOperatingSystemMXBean();
        assumeTrue(bean instanceof UnixOperatingSystemMXBean, "descriptors are counted on Unix only");
        return (UnixOperatingSystemMXBean) bean;
    }
}
