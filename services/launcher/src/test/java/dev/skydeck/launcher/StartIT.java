package dev.skydeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the jar starts, refuses to start and ends. */
class StartIT {
    private static final String NOWHERE = "http://127.0.0.1:9";

    @TempDir
    Path folder;

    @Test
    void shouldSayItsVersion() throws Exception {
        try (SkyDeckProcess skydeck = SkyDeckProcess.start("--version")) {
            assertThat(skydeck.awaitExit()).isZero();
            assertThat(skydeck.output()).matches("skydeck \\d+\\.\\d+\\.\\d+\\n");
        }
    }

    @Test
    void shouldServeThoughSkyPilotIsNotReachable() throws Exception {
        try (SkyDeckProcess skydeck = serve("skydeck.db")) {
            assertThat(skydeck.get("/api/health").getString("status")).isNotNull();
        }
    }

    @Test
    void shouldEndCleanlyWithinFiveSecondsOfASignal() throws Exception {
        try (SkyDeckProcess skydeck = serve("skydeck.db")) {
            skydeck.awaitReady();
            Instant told = Instant.now();

            // When
            skydeck.terminate();

            // Then
            assertThat(skydeck.awaitExit()).isZero();
            assertThat(Duration.between(told, Instant.now())).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void shouldNameTheHolderWhenTheDatabaseIsTaken() throws Exception {
        try (SkyDeckProcess first = serve("skydeck.db")) {
            first.awaitReady();

            // When
            try (SkyDeckProcess second = serve("skydeck.db")) {
                // Then
                assertThat(second.awaitExit()).isEqualTo(1);
                assertThat(second.output())
                        .contains(String.valueOf(first.pid()))
                        .contains("skydeck.db");
            }
        }
    }

    @Test
    void shouldRefuseAPortInUseWithOneSentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SkyDeckProcess skydeck = SkyDeckProcess.start(
                        "serve",
                        "--port",
                        String.valueOf(taken.getLocalPort()),
                        "--db-path",
                        folder.resolve("skydeck.db").toString(),
                        "--endpoint",
                        NOWHERE)) {
            assertThat(skydeck.awaitExit()).isEqualTo(1);
            assertThat(skydeck.output()).contains("skydeck: ").contains(String.valueOf(taken.getLocalPort()));
            assertThat(skydeck.output().lines().filter(line -> line.startsWith("skydeck: ")))
                    .hasSize(1);
        }
    }

    @Test
    void shouldRefuseAFileThatIsNoDatabaseAndLeaveItAsItIs() throws Exception {
        // Given
        Path file =
                Files.writeString(folder.resolve("notes.txt"), "These are notes, and they are not a database at all.");

        // When
        try (SkyDeckProcess skydeck = serve("notes.txt")) {
            // Then
            assertThat(skydeck.awaitExit()).isEqualTo(1);
            assertThat(skydeck.output()).startsWith("skydeck: ").contains("notes.txt");
            assertThat(file).hasContent("These are notes, and they are not a database at all.");
        }
    }

    @Test
    void shouldRefuseAFolderThatCannotBeWritten() throws Exception {
        // Given: a file where the folder should be, which stops even root
        Files.writeString(folder.resolve("file"), "");

        // When
        try (SkyDeckProcess skydeck = serve("file/skydeck.db")) {
            // Then
            assertThat(skydeck.awaitExit()).isEqualTo(1);
            assertThat(skydeck.output()).startsWith("skydeck: ");
            assertThat(skydeck.output().lines().filter(line -> line.startsWith("skydeck: ")))
                    .hasSize(1);
        }
    }

    @Test
    void shouldRefuseAnOptionOutOfRangeNamingIt() throws Exception {
        try (SkyDeckProcess skydeck = SkyDeckProcess.start("serve", "--poll-interval", "0")) {
            assertThat(skydeck.awaitExit()).isEqualTo(1);
            assertThat(skydeck.output()).contains("--poll-interval must be between 1 and 86400 seconds.");
        }
    }

    @Test
    void shouldKeepTheDatabaseFromOtherUsers() throws Exception {
        try (SkyDeckProcess skydeck = serve("skydeck.db")) {
            skydeck.awaitReady();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("skydeck.db"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void shouldRunFromTheExecutable() throws Exception {
        // Given
        ProcessBuilder builder = new ProcessBuilder(System.getProperty("skydeck.executable", ""), "--version");
        builder.environment().put("SKYDECK_CACHE_DIR", folder.toString());

        // When
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(process.waitFor()).isZero();
        assertThat(said).matches("skydeck \\d+\\.\\d+\\.\\d+\\n");
    }

    private SkyDeckProcess serve(String database) throws Exception {
        return SkyDeckProcess.start(
                "serve", "--port", "0", "--db-path", folder.resolve(database).toString(), "--endpoint", NOWHERE);
    }
}
