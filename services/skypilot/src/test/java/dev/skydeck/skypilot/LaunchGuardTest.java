package dev.skydeck.skypilot;

import static dev.skydeck.skypilot.GuardedJob.assertNotRunFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.skypilot.GuardedJob.Begun;
import dev.skydeck.skypilot.GuardedJob.Ending;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The claim of one number, by real shells and Python against a real S3 server. */
class LaunchGuardTest {
    private static final String CLAIM = "policies/lr/.skydeck-claim-1";
    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir
    Path folder = Path.of("replaced");

    @SuppressWarnings("NullAway.Init")
    private ClaimServer s3;

    @SuppressWarnings("NullAway.Init")
    private GuardedJob job;

    @BeforeEach
    void start() throws Exception {
        s3 = new ClaimServer(folder.resolve("s3"));
        job = GuardedJob.of(folder, s3.endpoint());
    }

    @AfterEach
    void stop() throws Exception {
        s3.close();
    }

    private static void assertRefused(Ending ending, String reason) {
        assertThat(ending.output()).contains(reason).hasLineCount(1);
        assertThat(ending.code()).isZero();
        assertThat(ending.ran()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash", "dash", "bash -eu", "sh -eu"})
    void shouldRunTheFirst(String shell) throws Exception {
        // When
        Ending ending = job.in(shell.split(" ", -1)).run();
        // Then
        assertThat(ending).isEqualTo(new Ending(0, true, ending.output()));
        assertThat(ending.output()).isEqualTo("SkyDeck's launch guard: s3://ckpt/" + CLAIM + " is held by this job.\n");
        assertThat(s3.content(CLAIM)).isEqualTo("sd1:aaa:7:1:k7f2q5abcdefg\nlr-k7f2q5_8-0\n");
    }

    @Test
    void shouldRunAgainAfterAPreemptionThoughTheControllerWasRestarted() throws Exception {
        // Given
        job.run();
        // When
        Ending again = job.with("SKYPILOT_TASK_ID", "sky-managed-2026-11-27-00-12-13-141516_lr-k7f2q5_8-0")
                .run();
        // Then
        assertThat(again.ran()).isTrue();
    }

    @Test
    void shouldNotRunWhatAnotherLaunchHolds() throws Exception {
        // Given
        job.run();
        // When
        Ending other = job.launch("sd1:aaa:9:1:zzzzzzzzzzzzz", 0).run();
        // Then
        assertRefused(other, "held by the launch sd1:aaa:7:1:k7f2q5abcdefg");
    }

    @Test
    void shouldNotRunASecondJobOfTheSameTask() throws Exception {
        // Given
        job.run();
        // When
        Ending copy = job.job(9).run();
        // Then
        assertRefused(copy, "held by another job of the same launch, lr-k7f2q5_8-0");
    }

    @Test
    void shouldNotRunACopyOutsideOfSkyPilotTwice() throws Exception {
        // Given
        GuardedJob byHand = job.with("SKYPILOT_TASK_ID", "");
        Ending first = byHand.run();
        // When
        Ending second = byHand.run();
        // Then
        assertThat(first.ran()).isTrue();
        assertRefused(second, "held by another job");
    }

    @Test
    void shouldRunOneOfManyThatComeAtOnce() throws Exception {
        // When
        List<Begun> begun = new ArrayList<>();
        for (int id = 1; id <= 8; id++) {
            begun.add(job.job(id).begin());
        }
        // Then
        int ran = 0;
        for (Begun one : begun) {
            Ending ending = one.ending();
            assertThat(ending.code()).isZero();
            ran += ending.ran() ? 1 : 0;
        }
        assertThat(ran).isOne();
    }

    @Test
    void shouldTryAgainWhereS3IsBusy() throws Exception {
        // Given
        s3.next("GET 503 SlowDown", "PUT 409 ConditionalRequestConflict", "PUT 500 InternalError");
        // When
        Ending ending = job.run();
        // Then
        assertThat(ending.ran()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "GET"})
    void shouldNotRunWhereS3FailsOnAndOn(String method) throws Exception {
        // Given
        s3.always(method + " 500 InternalError");
        // When
        Ending ending = job.patient(SHORT).run();
        // Then
        assertNotRunFor(ending, "S3 answers 500 (InternalError) to " + method + " s3://ckpt/" + CLAIM + ", for 1 sec");
    }

    @Test
    void shouldNotRunWhereS3IsNotReached() throws Exception {
        // Given
        s3.close();
        // When
        Ending ending = job.patient(SHORT).run();
        // Then
        assertNotRunFor(ending, "S3 is not reached");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PUT 403 AccessDenied",
                "GET 403 AccessDenied",
                "PUT 404 NoSuchBucket",
                "GET 404 NoSuchBucket",
                "PUT 501 NotImplemented",
                "PUT 301 PermanentRedirect"
            })
    void shouldNotRunAndNotWaitWhereS3Refuses(String answer) throws Exception {
        // Given
        s3.always(answer);
        // When
        Ending ending = job.patient(Duration.ofMinutes(10)).run();
        // Then
        String[] words = answer.split(" ", -1);
        assertNotRunFor(ending, "S3 answers " + words[1] + " (" + words[2] + ") to " + words[0]);
    }

    @Test
    void shouldNotRunWhereS3PassesTheConditionOver() throws Exception {
        // Given
        s3.always("PUT 200 OK");
        // When
        Ending ending = job.run();
        // Then
        assertNotRunFor(ending, "overwrites in spite of If-None-Match");
    }

    @Test
    void shouldNotRunWhereTheClaimIsNone() throws Exception {
        // Given
        s3.always("GET 200 login");
        // When
        Ending ending = job.run();
        // Then
        assertNotRunFor(ending, "is no claim");
    }

    @Test
    void shouldGoWhereTheBucketIs() throws Exception {
        // Given
        s3.next("GET 400 AuthorizationHeaderMalformed eu-west-1");
        // When
        Ending ending = job.run();
        // Then
        assertThat(ending.ran()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it's $(touch CANARY) `touch CANARY`",
                "'; touch CANARY; '",
                "a b+c&d=e?f#g%2Fh",
                "-rf *",
                "SKYDECK_LAUNCH_GUARD",
                "\"\\\\ !! ~ {a,b} <x> | y",
                "ünïcode 漢字 \uD83D\uDE80"
            })
    void shouldKeepAHostileNameAKey(String name) throws Exception {
        // When
        Ending ending = job.named(name).with("LC_ALL", "C").run();
        // Then
        assertThat(ending).isEqualTo(new Ending(0, true, ending.output()));
        assertThat(s3.keys()).containsExactly("policies/" + name + "/.skydeck-claim-1");
        try (var files = Files.walk(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).doesNotContain("CANARY");
        }
    }

    @Test
    void shouldNotRunATaskThatWasOnlyShown() throws Exception {
        // When
        Ending ending = job.launch("sd1:preview:7:0:aaaaaaaaaaaaa", 0).run();
        // Then
        assertNotRunFor(ending, "only shown by SkyDeck");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit 0", "exit 127", "kill -9 $$"})
    void shouldNotRunWherePythonIsNone(String instead) throws Exception {
        // Given
        Path programs = Files.createDirectories(folder.resolve("bin"));
        Path python = Files.writeString(programs.resolve("python3"), "#!/bin/sh\n" + instead + "\n");
        assertThat(python.toFile().setExecutable(true)).isTrue();
        // When
        Ending ending = job.with("PATH", programs + ":" + System.getenv("PATH")).run();
        // Then
        assertNotRunFor(ending, "the command is not run");
    }

    @Test
    void shouldRefuseATokenThatIsNone() {
        assertThatThrownBy(() -> job.launch("", 0).script("true")).isInstanceOf(TaskRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://ann:pass@s3.example.org", "http://a b"})
    void shouldRefuseAnEndpointThatMustNotStandInTasks(String endpoint) {
        assertThatThrownBy(() -> new LaunchGuardOptions(endpoint, "us-east-1", "ckpt", "policies"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the S3 endpoint");
    }
}
