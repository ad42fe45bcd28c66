package dev.skydeck.reconciler;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the reconciler knows beside the store's view of an experiment, at one moment.
 *
 * @param startedNanos since when it has been listening
 * @param barrierPassed a complete reading of the whole queue was matched with the store since then: launches are allowed
 * @param observation the newest complete reading; null for none
 * @param settleMillis how long absence must last before it proves anything
 * @param openLaunches experiments with an open launch, in all
 * @param relaunches when this experiment was launched without a new run request, oldest first
 * @param launches notes by launch id
 */
record Knowledge(
        long startedNanos,
        boolean barrierPassed,
        @Nullable Observation observation,
        long settleMillis,
        int openLaunches,
        List<Long> relaunches,
        Map<Long, LaunchNotes> launches) {
    /** A server that settles faster than this is our sandbox, where nothing costs money. */
    private static final long SANDBOX_BELOW_MILLIS = 60_000;

    Knowledge {
        relaunches = List.copyOf(relaunches);
        launches = Map.copyOf(launches);
    }

    LaunchNotes notes(long launchId) {
        return launches.getOrDefault(launchId, LaunchNotes.NONE);
    }

    boolean isSandbox() {
        return settleMillis < SANDBOX_BELOW_MILLIS;
    }
}
