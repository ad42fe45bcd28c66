package dev.skydeck.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The store's clocks. Deadlines are compared on the monotonic one; the wall clock is for people. */
interface StoreClock {
    /** The clocks of this process. */
    StoreClock SYSTEM = new StoreClock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now().truncatedTo(ChronoUnit.MILLIS);
        }
    };

    /** Nanoseconds since any fixed moment; never goes back. */
    long nanoTime();

    /** Wall clock in whole milliseconds, as the file keeps times. */
    Instant now();
}
