package dev.skydeck.store;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How old intents are, by the monotonic clock of this start of the store. Intents from before it are not known here and
 * are too old: nobody can say how long the store was away.
 */
final class IntentTimes {
    /** How long after its intent a launch may be claimed. */
    static final Duration CLAIM_WINDOW = Duration.ofSeconds(8);

    private final StoreClock clock;
    private final Map<Long, Intent> intents = new ConcurrentHashMap<>();

    IntentTimes(StoreClock clock) {
        this.clock = clock;
    }

    private record Intent(long at, boolean running) {}

    /** Its 8 seconds begin. */
    void begin(long launchId) {
        intents.put(launchId, new Intent(clock.nanoTime(), true));
    }

    /** It came back unsent: it may be renewed, and not claimed before that. */
    void unsent(long launchId) {
        intents.put(launchId, new Intent(clock.nanoTime(), false));
    }

    void forget(long launchId) {
        intents.remove(launchId);
    }

    boolean isKnown(long launchId) {
        return intents.containsKey(launchId);
    }

    boolean mayBeClaimed(long launchId) {
        Intent intent = intents.get(launchId);
        return intent != null && intent.running() && clock.nanoTime() - intent.at() <= CLAIM_WINDOW.toNanos();
    }
}
