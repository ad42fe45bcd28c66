package dev.skydeck.sandbox;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for what other processes and threads bring about. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long PAUSE_NANOSECONDS = TimeUnit.MILLISECONDS.toNanos(20);

    private Eventually() {}

    /** Asks again and again until the answer is right, and gives that answer. */
    public static <T> T get(Callable<T> question, Predicate<T> right) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            T answer = question.call();
            if (right.test(answer)) {
                return answer;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still after " + PATIENCE + ": " + answer);
            }
            LockSupport.parkNanos(PAUSE_NANOSECONDS);
        }
    }
}
