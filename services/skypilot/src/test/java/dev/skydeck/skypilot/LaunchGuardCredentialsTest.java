package dev.skydeck.skypilot;

import static dev.skydeck.skypilot.GuardedJob.assertNotRunFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.skypilot.GuardedJob.Ending;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a guarded job gets its credentials from; the S3 server looks at the signature. */
class LaunchGuardCredentialsTest {
    @TempDir
    Path folder = Path.of("replaced");

    @SuppressWarnings("NullAway.Init")
    private ClaimServer s3;

    @SuppressWarnings("NullAway.Init")
    private GuardedJob job;

    /** Without any. */
    @SuppressWarnings("NullAway.Init")
    private GuardedJob bare;

    @BeforeEach
    void start() throws Exception {
        s3 = new ClaimServer(folder.resolve("s3"));
        job = GuardedJob.of(folder, s3.endpoint());
        bare = job.with("AWS_ACCESS_KEY_ID", "").with("AWS_SECRET_ACCESS_KEY", "");
    }

    @AfterEach
    void stop() throws Exception {
        s3.close();
    }

    @Test
    void shouldNotRunWithoutCredentials() throws Exception {
        assertNotRunFor(bare.run(), "there are no AWS credentials");
    }

    @Test
    void shouldNotRunWithASecretThatIsNotTheKeys() throws Exception {
        // When
        Ending ending = job.with("AWS_SECRET_ACCESS_KEY", "another").run();
        // Then
        assertNotRunFor(ending, "S3 answers 403 (SignatureDoesNotMatch)");
    }

    @Test
    void shouldTellNothingOfATokenThatCannotBeSent() throws Exception {
        // When
        Ending ending = job.with("AWS_SESSION_TOKEN", "session\ncanary").run();
        // Then
        assertNotRunFor(ending, "the AWS credentials hold a character that cannot be sent");
        assertThat(ending.output()).doesNotContain("canary");
    }

    @Test
    void shouldSignTheSessionTokenToo() throws Exception {
        assertThat(job.with("AWS_SESSION_TOKEN", "session+token/=").run().ran()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "team"})
    void shouldTakeThoseOfTheSharedFile(String profile) throws Exception {
        // Given
        Path file = Files.writeString(
                folder.resolve("credentials"),
                "[other]\naws_access_key_id = x\naws_secret_access_key = y\n["
                        + (profile.isEmpty() ? "default" : profile)
                        + "]\naws_access_key_id = " + GuardedJob.KEY_ID + "\naws_secret_access_key = "
                        + GuardedJob.SECRET + "\n");
        // When
        Ending ending = bare.with("AWS_SHARED_CREDENTIALS_FILE", file.toString())
                .with("AWS_PROFILE", profile)
                .run();
        // Then
        assertThat(ending.ran()).as(ending.output()).isTrue();
    }

    @Test
    void shouldTakeThoseOfAmazonsLibrary() throws Exception {
        // Given
        Path python = folder.resolve("venv");
        Process made = new ProcessBuilder("python3", "-m", "venv", "--without-pip", python.toString()).start();
        assertThat(made.waitFor()).isZero();
        Path packages;
        try (var folders = Files.list(python.resolve("lib"))) {
            packages = folders.findFirst().orElseThrow().resolve("site-packages/botocore");
        }
        Files.createDirectories(packages);
        Files.writeString(packages.resolve("__init__.py"), "");
        Files.writeString(packages.resolve("session.py"), """
                class Found:
                    access_key, secret_key, token = '%s', '%s', None
                    get_credentials = get_frozen_credentials = lambda self: self
                get_session = Found
                """.formatted(GuardedJob.KEY_ID, GuardedJob.SECRET));
        // When
        Ending ending = bare.with("PATH", python.resolve("bin") + ":" + System.getenv("PATH"))
                .run();
        // Then
        assertThat(ending.ran()).as(ending.output()).isTrue();
    }

    @Test
    void shouldTakeThoseOfTheMachinesRole() throws Exception {
        // Given
        Vertx vertx = Vertx.vertx();
        int port = vertx.createHttpServer()
                .requestHandler(LaunchGuardCredentialsTest::metadata)
                .listen(0, "127.0.0.1")
                .await(20, TimeUnit.SECONDS)
                .actualPort();
        // When
        Ending ending = bare.with("AWS_EC2_METADATA_DISABLED", "")
                .with("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:" + port + "/")
                .run();
        vertx.close().await(20, TimeUnit.SECONDS);
        // Then
        assertThat(ending.ran()).as(ending.output()).isTrue();
    }

    /** As a machine of Amazon's answers, in the second version of the protocol. */
    private static void metadata(HttpServerRequest request) {
        String asked = request.method() + " " + request.path();
        boolean known = "imds".equals(request.getHeader("X-aws-ec2-metadata-token"));
        String roles = "GET /latest/meta-data/iam/security-credentials/";
        if (asked.equals("PUT /latest/api/token")
                && request.headers().contains("X-aws-ec2-metadata-token-ttl-seconds")) {
            request.response().end("imds");
        } else if (known && asked.equals(roles)) {
            request.response().end("trainer");
        } else if (known && asked.equals(roles + "trainer")) {
            request.response()
                    .end("{\"AccessKeyId\":\"" + GuardedJob.KEY_ID + "\",\"SecretAccessKey\":\"" + GuardedJob.SECRET
                            + "\",\"Token\":\"t0ken\"}");
        } else {
            request.response().setStatusCode(401).end();
        }
    }
}
