package dev.skydeck.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.model.MetricPoint;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeptPointsTest {
    private static MetricPoint point(long step, double value) {
        return new MetricPoint(step, null, null, value);
    }

    @Test
    void shouldKeepFewPointsOfManyWithTheirExtremes() {
        KeptPoints kept = KeptPoints.none();
        SplittableRandom random = new SplittableRandom(7);
        for (int step = 0; step < 100_000; step++) {
            kept.add(point(step, step == 40_321 ? 9 : step == 77_777 ? -9 : random.nextDouble()));
        }
        assertThat(kept.list()).hasSizeBetween(200, KeptPoints.MOST);
        assertThat(kept.list()).contains(point(0, new SplittableRandom(7).nextDouble()));
        assertThat(kept.list()).contains(point(40_321, 9), point(77_777, -9));
        assertThat(kept.list().get(kept.list().size() - 1).step()).isEqualTo(99_999);
    }

    @Test
    void shouldShowEveryStretchOfALongRun() {
        KeptPoints kept = KeptPoints.none();
        for (int step = 0; step < 100_000; step++) {
            kept.add(point(step, step % 1_000));
        }
        List<Long> steps = kept.list().stream()
                .map(point -> Objects.requireNonNull(point.step()))
                .toList();
        assertThat(IntStream.range(1, steps.size()).mapToLong(i -> steps.get(i) - steps.get(i - 1)))
                .allMatch(gap -> gap < 2_500);
    }

    @Test
    void shouldBeginAnewFromAStepThatComesAgain() {
        KeptPoints kept = KeptPoints.none();
        for (int step = 0; step < 10; step++) {
            kept.add(point(step, 1));
        }
        kept.add(point(5, 2));
        assertThat(kept.list())
                .containsExactly(point(0, 1), point(1, 1), point(2, 1), point(3, 1), point(4, 1), point(5, 2));
    }

    @Test
    void shouldThinStepsThatAreFarApart() {
        KeptPoints kept = KeptPoints.none();
        kept.add(point(Long.MIN_VALUE, 0));
        for (int step = 0; step < 600; step++) {
            kept.add(point(step, step));
        }
        kept.add(point(Long.MAX_VALUE, 0));
        assertThat(kept.list()).contains(point(Long.MIN_VALUE, 0), point(Long.MAX_VALUE, 0));
        assertThat(kept.list()).hasSizeLessThanOrEqualTo(KeptPoints.MOST);
    }

    @Test
    void shouldReadWhatItWrote() {
        KeptPoints kept = KeptPoints.none();
        kept.add(new MetricPoint(1L, 2L, Instant.ofEpochMilli(3), 4.5));
        kept.add(new MetricPoint(9_007_199_254_740_993L, null, null, 1e300));
        assertThat(KeptPoints.read(kept.text()).list()).isEqualTo(kept.list());
    }
}
