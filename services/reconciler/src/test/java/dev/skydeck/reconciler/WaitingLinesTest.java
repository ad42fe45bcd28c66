package dev.skydeck.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.LaunchRequest.Turn;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingLinesTest {
    private final WaitingLines lines = new WaitingLines();

    private static Turn turn(String key, int open, int ahead) {
        return new Turn(key, key + " runs at most 1 at once", 1, open, ahead, 1, true);
    }

    @Test
    void shouldNameTheFirstFewOfEveryLine() {
        lines.put(1, List.of(turn("group 1", 1, 2)));
        lines.put(2, List.of(turn("group 1", 1, 0)));
        lines.put(3, List.of(turn("group 1", 1, 1)));
        lines.put(4, List.of(turn("sweep 1", 1, 9)));

        assertThat(lines.next(2)).containsExactlyInAnyOrder(2L, 3L, 4L);
    }

    @Test
    void shouldNameWhoStandsInAnyLine() {
        lines.put(1, List.of(turn("group 1", 1, 5), turn("group 2", 1, 0)));
        lines.put(2, List.of(turn("group 1", 1, 0)));

        assertThat(lines.next(1)).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void shouldNotNameWhoseTurnHasCome() {
        lines.put(1, List.of(turn("group 1", 1, 0)));

        lines.put(1, List.of(turn("group 1", 0, 0)));

        assertThat(lines.next(1)).isEmpty();
    }

    @Test
    void shouldTakeThePlaceThatWasToldLast() {
        lines.put(1, List.of(turn("group 1", 1, 0)));
        lines.put(2, List.of(turn("group 1", 1, 1)));

        lines.put(1, List.of(turn("group 1", 1, 7)));

        assertThat(lines.next(1)).containsExactly(2L);
    }

    @Test
    void shouldMoveOnWhenTheFirstIsGone() {
        lines.put(1, List.of(turn("group 1", 1, 0)));
        lines.put(2, List.of(turn("group 1", 1, 1)));

        lines.remove(1);

        assertThat(lines.next(1)).containsExactly(2L);
    }
}
