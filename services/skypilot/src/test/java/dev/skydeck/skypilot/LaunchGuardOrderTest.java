package dev.skydeck.skypilot;

import static dev.skydeck.skypilot.GuardedJob.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.skypilot.GuardedJob.Begun;
import dev.skydeck.skypilot.GuardedJob.Ending;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims of one experiment's launches among each other, of two SkyDecks, and of a job's nodes. */
class LaunchGuardOrderTest {
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

    /** A launch of its own job. */
    private GuardedJob launch(String installation, int sequence, long ended) {
        return job.launch(token(installation, sequence), ended).job(100 + sequence);
    }

    private static void assertRefused(Ending ending, String reason) {
        assertThat(ending.output()).contains(reason);
        assertThat(ending.code()).isZero();
        assertThat(ending.ran()).isFalse();
    }

    @Test
    void shouldRunTheNextOnceTheLastHasEnded() throws Exception {
        // Given
        launch("aaa", 1, 0).run();
        // When
        Ending second = launch("aaa", 2, 1).run();
        // Then
        assertThat(second.ran()).isTrue();
    }

    @Test
    void shouldNotRunAnEarlierLaunchThatComesLate() throws Exception {
        // Given
        launch("aaa", 3, 0).run();
        // When
        Ending late = launch("aaa", 2, 0).run();
        // Then
        assertRefused(late, "held by the launch " + token("aaa", 3));
    }

    @Test
    void shouldNotRunBesideAnEarlierLaunchThatWasBelievedToBeNone() throws Exception {
        // Given
        launch("aaa", 1, 0).run();
        launch("aaa", 2, 1).run();
        // When
        Ending third = launch("aaa", 3, 1).run();
        // Then
        assertRefused(third, "the launch " + token("aaa", 2) + " ran and is not known to have ended");
    }

    @Test
    void shouldNotRunInAnotherSkyDecksFolderAndLeaveNothingThere() throws Exception {
        // Given
        launch("aaa", 1, 0).run();
        launch("aaa", 2, 1).run();
        // When
        Ending other = launch("bbb", 5, 4).run();
        // Then
        assertRefused(other, "of another SkyDeck");
        assertThat(s3.keys()).hasSize(2);
        assertThat(launch("aaa", 3, 2).run().ran()).isTrue();
    }

    @Test
    void shouldLeaveNothingWhereAnotherSkyDeckClaimsBetweenLookAndClaim() throws Exception {
        // Given
        launch("aaa", 1, 0).run();
        s3.next("GET 404 NoSuchKey", "GET 404 NoSuchKey", "GET 404 NoSuchKey");
        // When
        Ending other = launch("bbb", 3, 2).run();
        // Then
        assertRefused(other, "of another SkyDeck");
        assertThat(s3.keys()).containsExactly("policies/lr/.skydeck-claim-1");
    }

    @Test
    void shouldRunForOneOfTwoSkyDecksThatComeAtOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            GuardedJob first = launch("aaa", 3, 0).named("round " + round);
            GuardedJob second = launch("bbb", 2, 0).named("round " + round);
            // When
            List<Begun> begun = new ArrayList<>(List.of(first.begin(), second.begin()));
            // Then
            int ran = 0;
            for (Begun one : begun) {
                ran += one.ending().ran() ? 1 : 0;
            }
            assertThat(ran).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void shouldRunOneOfAllLaunchesThatComeAtOnce() throws Exception {
        // When
        List<Begun> begun = new ArrayList<>();
        for (int sequence = 1; sequence <= 6; sequence++) {
            begun.add(launch("aaa", sequence, 0).begin());
        }
        // Then
        int ran = 0;
        for (Begun one : begun) {
            ran += one.ending().ran() ? 1 : 0;
        }
        assertThat(ran).isEqualTo(1);
    }

    @Test
    void shouldAskForOneEarlierClaimOnly() throws Exception {
        // Given
        for (int sequence = 1; sequence <= 4; sequence++) {
            launch("aaa", sequence, sequence - 1).run();
        }
        int before = s3.seen().size();
        // When
        launch("aaa", 5, 4).run();
        // Then
        assertThat(s3.seen().stream().skip(before))
                .containsExactly(
                        "GET policies/lr/.skydeck-claim-5",
                        "GET policies/lr/.skydeck-claim-4",
                        "PUT policies/lr/.skydeck-claim-5",
                        "PUT policies/lr/.skydeck-claim-5",
                        "GET policies/lr/.skydeck-claim-5");
    }

    @Test
    void shouldRunOnAllNodesOnceTheFirstHasTheClaim() throws Exception {
        // Given
        Begun second = job.rank(1).begin();
        Begun third = job.rank(2).begin();
        // When
        Ending first = job.rank(0).run();
        // Then
        assertThat(List.of(first.ran(), second.ending().ran(), third.ending().ran()))
                .containsOnly(true);
    }

    @Test
    void shouldRunOnNoNodeWhereTheFirstMayNot() throws Exception {
        // Given
        launch("aaa", 2, 0).run();
        GuardedJob third = launch("aaa", 3, 1);
        Begun other = third.rank(1).begin();
        // When
        Ending first = third.rank(0).run();
        // Then
        assertRefused(first, "not known to have ended");
        assertRefused(other.ending(), "not known to have ended");
    }

    @Test
    void shouldNotRunOnANodeWhoseFirstNodeNeverComes() throws Exception {
        // When
        Ending alone = job.rank(1).patient(Duration.ofSeconds(1)).run();
        // Then
        assertThat(alone.output()).contains("the first node took no claim");
        assertThat(alone.code()).isEqualTo(1);
        assertThat(alone.ran()).isFalse();
        assertThat(s3.keys()).isEmpty();
    }
}
