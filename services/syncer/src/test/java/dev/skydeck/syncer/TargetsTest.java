package dev.skydeck.syncer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.CheckpointRequest.SyncFolder;
import dev.skydeck.messages.CheckpointRequest.SyncTarget;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private static final SyncTarget ACTIVE = target("x", true);
    private static final SyncTarget ENDED = target("x", false);

    private final AtomicLong now = new AtomicLong(5);
    private final Targets targets = new Targets(
            new SyncerOptions(
                    S3Access.of("https://s3.example.org"),
                    "b",
                    "p",
                    FilePatterns.ORIGINAL,
                    MetricNames.DEFAULT,
                    Duration.ofSeconds(60)),
            now::get,
            new Random(1));

    private static SyncTarget target(String name, boolean active) {
        return new SyncTarget(1, List.of(new SyncFolder(name, null, null)), active, false);
    }

    private boolean isDue(SyncTarget target) {
        return !targets.due(List.of(target), Set.of()).isEmpty();
    }

    private boolean look(SyncTarget target) {
        boolean due = isDue(target);
        if (due) {
            targets.recorded(target, "digest", null);
        }
        return due;
    }

    /** How often it is looked at in that time, one look a second at most. */
    private int looks(SyncTarget target, Duration length) {
        int looks = 0;
        for (long second = 0; second < length.toSeconds(); second++) {
            now.addAndGet(1_000_000_000L);
            looks += look(target) ? 1 : 0;
        }
        return looks;
    }

    @Test
    void shouldLookAtWhatIsAtWorkEachInterval() {
        look(ACTIVE);

        assertThat(looks(ACTIVE, Duration.ofHours(1))).isBetween(54, 67);
    }

    @Test
    void shouldLookAtAnEndedOneOnceMoreAtOnce() {
        look(ACTIVE);

        assertThat(isDue(ENDED)).isTrue();
    }

    @Test
    void shouldLookAtAnEndedOneEverMoreRarely() {
        look(ENDED);

        assertThat(looks(ENDED, Duration.ofHours(4))).isBetween(6, 9);
    }

    @Test
    void shouldLookAtAnEndedOneOnceADayInTheEnd() {
        look(ENDED);
        looks(ENDED, Duration.ofDays(4));

        assertThat(looks(ENDED, Duration.ofDays(4))).isBetween(3, 5);
    }

    @Test
    void shouldLookAtOneWhoseJobJustEnded() {
        look(ENDED);

        assertThat(targets.due(List.of(ENDED), Set.of(1L))).containsExactly(ENDED);
    }

    @Test
    void shouldLookAtARenamedOne() {
        look(ENDED);

        assertThat(isDue(target("y", false))).isTrue();
    }

    @Test
    void shouldTryAFailedOneAgainEverLater() {
        int looks = 0;
        for (int second = 0; second < 600; second++) {
            now.addAndGet(1_000_000_000L);
            if (isDue(ENDED)) {
                looks++;
                targets.failed(ENDED, "no");
            }
        }

        assertThat(looks).isBetween(8, 12);
    }

    @Test
    void shouldSayWhatFailsUntilItIsWell() {
        targets.failed(ENDED, "no");
        assertThat(targets.failure()).contains("no");

        targets.recorded(ENDED, "digest", null);

        assertThat(targets.failure()).isEmpty();
    }

    @Test
    void shouldCallADifferentListingNews() {
        targets.recorded(ENDED, "a", null);

        assertThat(targets.isNews(ENDED, "a")).isFalse();
        assertThat(targets.isNews(ENDED, "b")).isTrue();
    }

    @Test
    void shouldForgetWhatIsNoTargetAnyMore() {
        targets.failed(ENDED, "no");

        targets.due(List.of(), Set.of());

        assertThat(targets.failure()).isEmpty();
    }

    @Test
    void shouldLookLastAtThoseThatFail() {
        SyncTarget fails = new SyncTarget(1, List.of(new SyncFolder("fails", null, null)), false, false);
        SyncTarget well = new SyncTarget(2, List.of(new SyncFolder("well", null, null)), false, false);
        targets.failed(fails, "no");

        List<SyncTarget> due = targets.due(List.of(fails, well), Set.of(1L, 2L));

        assertThat(due).containsExactly(well, fails);
    }

    @Test
    void shouldSayWhatIsLeftOutThoughAllIsWell() {
        targets.recorded(ENDED, "digest", "one is left out");

        assertThat(targets.note()).contains("one is left out");
        assertThat(targets.failure()).isEmpty();
    }
}
