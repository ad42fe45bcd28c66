package dev.skydeck.syncer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000);
    private final Retries retries = new Retries(nanos::get, new Random(1));

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void shouldAskAgainAfterAPauseThatGrows() {
        for (int i = 0; i < 5; i++) {
            retries.failed(1, "It failed.");
        }

        assertThat(retries.pause())
                .hasValueSatisfying(
                        pause -> assertThat(pause).isBetween(Duration.ofMillis(14_400), Duration.ofMillis(17_600)));
    }

    @Test
    void shouldNotPauseLongerThanFiveMinutes() {
        for (int i = 0; i < 100; i++) {
            retries.failed(1, "It failed.");
        }

        pass(Duration.ofSeconds(330));

        assertThat(retries.isDue(1)).isTrue();
    }

    @Test
    void shouldNotLetOneExperimentStopTheOthers() {
        for (int i = 0; i < 10; i++) {
            retries.failed(1, "It failed.");
        }

        assertThat(retries.isDown()).isFalse();
        assertThat(retries.isDue(2)).isTrue();
        assertThat(retries.isDue(1)).isFalse();
    }

    @Test
    void shouldStopForAllWhenFourInARowFail() {
        for (int id = 1; id <= 4; id++) {
            retries.failed(id, "It failed.");
        }

        assertThat(retries.isDown()).isTrue();
        assertThat(retries.isDue(9)).isFalse();
    }

    @Test
    void shouldGoOnForAllOnceOneIsAnswered() {
        for (int id = 1; id <= 4; id++) {
            retries.failed(id, "It failed.");
        }

        retries.answered(1);

        assertThat(retries.isDown()).isFalse();
        assertThat(retries.isDue(9)).isTrue();
        assertThat(retries.failure()).contains("It failed. (3 experiments)");
    }

    @Test
    void shouldForgetThoseThatNobodyAsksFor() {
        retries.failed(1, "It failed.");

        retries.keepOnly(List.of(2L));

        assertThat(retries.failure()).isEmpty();
        assertThat(retries.pause()).isEmpty();
    }
}
