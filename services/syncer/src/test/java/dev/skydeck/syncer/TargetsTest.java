package dev.skydeck.syncer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.CheckpointRequest.SyncTarget;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private static final SyncTarget ACTIVE = new SyncTarget(1, "x", true);
    private static final SyncTarget ENDED = new SyncTarget(1, "x", false);

    private final Targets targets = new Targets();

    private boolean isDue(SyncTarget target) {
        boolean due = !targets.due(List.of(target)).isEmpty();
        if (due) {
            targets.recorded(target, "digest");
        }
        return due;
    }

    @Test
    void shouldListWhatIsAtWorkEachTime() {
        assertThat(IntStream.range(0, 20).filter(i -> isDue(ACTIVE)).count()).isEqualTo(20);
    }

    @Test
    void shouldListAnEndedOneOnceMoreAndThenNowAndThen() {
        assertThat(isDue(ACTIVE)).isTrue();
        assertThat(isDue(ENDED)).isTrue();
        assertThat(IntStream.range(0, 20).filter(i -> isDue(ENDED)).count()).isEqualTo(2);
    }

    @Test
    void shouldListAgainWhenItFailed() {
        assertThat(targets.due(List.of(ENDED))).isNotEmpty();
        assertThat(targets.due(List.of(ENDED))).isNotEmpty();
    }

    @Test
    void shouldListARenamedOne() {
        assertThat(isDue(ENDED)).isTrue();
        assertThat(isDue(ENDED)).isFalse();
        assertThat(isDue(new SyncTarget(1, "y", false))).isTrue();
    }

    @Test
    void shouldCallADifferentListingNews() {
        assertThat(targets.isNews(ENDED, "a")).isTrue();
        targets.recorded(ENDED, "a");
        assertThat(targets.isNews(ENDED, "a")).isFalse();
        assertThat(targets.isNews(ENDED, "b")).isTrue();
    }
}
