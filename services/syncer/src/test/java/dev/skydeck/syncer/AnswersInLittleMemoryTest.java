package dev.skydeck.syncer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that are made to fill a memory, read by a process that has little. */
class AnswersInLittleMemoryTest {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    static Stream<Arguments> answers() {
        return Stream.of(
                arguments(
                        "entity bomb", S3Fault.bomb(), "S3's answer could not be read: Could not parse XML response."),
                arguments(
                        "endless body", S3Fault.endless(), "S3 could not be asked: its answer is longer than 16 MiB."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void shouldNotFillTheMemory(String name, S3Fault fault, String outcome, @TempDir Path folder) throws Exception {
        // Given
        SandboxS3 real = SandboxS3.start(folder);
        real.createBucket();
        Vertx vertx = Vertx.vertx();
        try {
            FaultyS3 s3 = new FaultyS3(vertx, real);
            vertx.deployVerticle(s3).await(5, TimeUnit.SECONDS);
            s3.faults.put("*", fault);
            // When
            String said = listed(s3.endpoint());
            // Then
            assertThat(said.strip()).endsWith(outcome).doesNotContain("OutOfMemoryError");
        } finally {
            vertx.close().await(20, TimeUnit.SECONDS);
            real.close();
        }
    }

    private static String listed(String endpoint) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        JAVA,
                        "-Xmx64m",
                        "-XX:MaxDirectMemorySize=64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BombListing.class.getName(),
                        endpoint))
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
