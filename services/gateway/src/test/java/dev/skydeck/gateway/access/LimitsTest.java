package dev.skydeck.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skydeck.messages.model.TokenScope;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private final AtomicLong now = new AtomicLong(TimeUnit.DAYS.toNanos(-1));
    private final Limits limits = new Limits(now::get);

    private static Caller caller(long token) {
        return new Caller("a", TokenScope.OPERATE, token, null, Optional.empty());
    }

    @Test
    void shouldLetATokenWriteInABurstAndThenSteadily() {
        for (int i = 0; i < Limits.WRITES_AT_ONCE; i++) {
            assertThat(limits.write(caller(1))).isZero();
        }
        assertThat(limits.write(caller(1))).isEqualTo(1);

        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(5));

        assertThat(limits.write(caller(1))).isZero();
        assertThat(limits.write(caller(1))).isEqualTo(1);
    }

    @Test
    void shouldCountEachTokenByItself() {
        for (int i = 0; i <= Limits.WRITES_AT_ONCE; i++) {
            limits.write(caller(1));
        }

        assertThat(limits.write(caller(2))).isZero();
    }

    @Test
    void shouldCountNeitherThePeopleOfThisMachineNorItsCommandLine() {
        for (int i = 0; i < 10 * Limits.WRITES_AT_ONCE; i++) {
            assertThat(limits.write(Caller.LOCAL)).isZero();
            assertThat(limits.write(caller(0))).isZero();
        }
    }

    @Test
    void shouldMakeAnAddressWaitAfterFiveFailures() {
        for (int i = 0; i < Limits.FAILURES_PER_MINUTE; i++) {
            assertThat(limits.logIn("a")).isZero();
        }

        assertThat(limits.logIn("a")).isEqualTo(12);
        assertThat(limits.logIn("b")).isZero();
        now.addAndGet(TimeUnit.SECONDS.toNanos(12));
        assertThat(limits.logIn("a")).isZero();
    }

    @Test
    void shouldNotCountThoseWhoGetIn() {
        for (int i = 0; i < 100; i++) {
            assertThat(limits.logIn("a")).isZero();
            limits.loggedIn("a");
        }
    }
}
