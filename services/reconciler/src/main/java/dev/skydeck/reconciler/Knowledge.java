package dev.skydeck.reconciler;

import dev.skydeck.messages.model.Launch;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the reconciler knows beside the store's view of an experiment, at one moment.
 *
 * @param startedNanos since when it has been listening
 * @param barrierPassed a complete reading of the whole queue was matched with the store since then: launches are allowed
 * @param observation the newest complete reading of the managed jobs; null for none
 * @param ofClusters the newest complete reading of each cluster, by the store's number of it
 * @param settleMillis how long absence must last before it proves anything
 * @param openLaunches experiments with an open launch, in all
 * @param relaunches when this experiment was launched without a new run request, oldest first
 * @param editedNanos when this process saw the experiment's specification change; null when it did not
 * @param launches notes by launch id
 * @param endings what was asked of clusters
 */
record Knowledge(
        long startedNanos,
        boolean barrierPassed,
        @Nullable Observation observation,
        Map<Long, Observation> ofClusters,
        long settleMillis,
        int openLaunches,
        List<Long> relaunches,
        @Nullable Long editedNanos,
        Map<Long, LaunchNotes> launches,
        Map<ClusterEnd, Ending> endings) {
    /** A server that settles faster than this is our sandbox, where nothing costs money. */
    private static final long SANDBOX_BELOW_MILLIS = 60_000;

    Knowledge {
        relaunches = List.copyOf(relaunches);
        launches = Map.copyOf(launches);
        ofClusters = Map.copyOf(ofClusters);
        endings = Map.copyOf(endings);
    }

    /**
     * One cluster's end.
     *
     * @param hash SkyPilot's mark of the cluster
     * @param down false only stops it
     */
    record ClusterEnd(String hash, boolean down) {}

    /**
     * That a cluster was asked to be ended.
     *
     * @param lastNanos when it was asked last
     */
    record Ending(long lastNanos, int times) {}

    /** The newest complete reading that would show that launch's job; null for none. */
    @Nullable
    Observation observation(Launch launch) {
        if (launch.spec().cluster() == null) {
            return observation;
        }
        return launch.server() == null ? null : ofClusters.get(launch.server());
    }

    LaunchNotes notes(long launchId) {
        return launches.getOrDefault(launchId, LaunchNotes.NONE);
    }

    boolean isSandbox() {
        return settleMillis < SANDBOX_BELOW_MILLIS;
    }
}
