package dev.skydeck.gateway.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** How much one token may write, and how often one address may try a token that does not work. */
public final class Limits {
    static final int WRITES_PER_SECOND = 200;
    static final int WRITES_AT_ONCE = 400;
    static final int FAILURES_PER_MINUTE = 5;
    private static final int KEPT = 10_000;

    private final LongSupplier nanoTime;
    private final Map<Object, Bucket> writes = newest();
    private final Map<Object, Bucket> failures = newest();

    public Limits(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Counts a write. Without tokens nobody is counted, and the command line of this machine never is.
     *
     * @return 0, or the seconds to wait
     */
    public long write(Caller caller) {
        if (caller.tokenId() <= 0) {
            return 0;
        }
        long now = nanoTime.getAsLong();
        return writes.computeIfAbsent(caller.tokenId(), id -> new Bucket(WRITES_AT_ONCE, WRITES_PER_SECOND, now))
                .take(now);
    }

    /**
     * Counts an attempt to log in as failed until it is {@linkplain #loggedIn told} otherwise.
     *
     * @return 0, or the seconds to wait
     */
    public long logIn(String address) {
        long now = nanoTime.getAsLong();
        return failures.computeIfAbsent(
                        address, from -> new Bucket(FAILURES_PER_MINUTE, FAILURES_PER_MINUTE / 60.0, now))
                .take(now);
    }

    public void loggedIn(String address) {
        Bucket bucket = failures.get(address);
        if (bucket != null) {
            bucket.giveBack();
        }
    }

    private static Map<Object, Bucket> newest() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Object, Bucket> eldest) {
                return size() > KEPT;
            }
        };
    }
}
