package dev.skydeck.store;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Clocks that move only when told to. */
final class FakeClock implements StoreClock {
    private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");
    private final AtomicLong nanos = new AtomicLong();

    void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public Instant now() {
        return START.plusMillis(nanos.get() / 1_000_000);
    }
}
