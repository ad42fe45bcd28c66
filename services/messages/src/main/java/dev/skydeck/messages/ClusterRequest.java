package dev.skydeck.messages;

import dev.skydeck.messages.model.Cluster;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.ObservedCluster;
import dev.skydeck.messages.model.ServerIdentity;
import dev.skydeck.messages.model.Written;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Clusters with a name, on which jobs of experiments may run, and readings of them on their way into the store. */
public sealed interface ClusterRequest<R> extends StoreRequest<R> {

    /** Asked before clusters are read: what the store knows of those that matter to it. */
    record BeginClusters(ServerIdentity server) implements ClusterRequest<ClustersStart> {}

    /**
     * @param named those that an experiment names or that are ours; empty: there is nothing to read
     * @param watched those that have a job of ours, or may have one soon
     */
    record ClustersStart(List<String> named, List<WatchedCluster> watched) {
        public ClustersStart {
            named = List.copyOf(named);
            watched = List.copyOf(watched);
        }
    }

    /**
     * @param hash of the cluster on which jobs of ours live; null when none is known to
     * @param awaited a launch is on its way to it
     */
    record WatchedCluster(String name, @Nullable String hash, boolean awaited) {}

    /**
     * Takes in a reading. Clusters that it lacks are marked as gone; their jobs are left as they are. Answers how many changed.
     *
     * @param only the one cluster that was asked for; empty when all were
     */
    record RecordClusters(ServerIdentity server, Optional<String> only, List<ObservedCluster> clusters)
            implements ClusterRequest<Integer> {
        public RecordClusters {
            clusters = List.copyOf(clusters);
        }
    }

    /** Takes in what clusters cost, in dollars per hour of use, by hash. Answers how many changed. */
    record RecordClusterCosts(Map<String, Double> dollarsPerHour) implements ClusterRequest<Integer> {
        public RecordClusterCosts {
            dollarsPerHour = Map.copyOf(dollarsPerHour);
        }
    }

    /**
     * Ends every living job of a cluster that is gone or stopped: SkyPilot tells nothing more of them. Answers how many.
     *
     * @param server with the cluster
     * @param reason one sentence
     */
    record EndJobs(ServerIdentity server, String reason) implements ClusterRequest<Integer> {}

    /**
     * Records what came of asking SkyPilot to stop a cluster or take it down. Nothing happens when another cluster has its
     * name by now.
     *
     * @param trouble one sentence; null when it went well
     */
    record RecordClusterOutcome(
            String name, String hash, @Nullable String trouble) implements ClusterRequest<Boolean> {}

    /** The clusters that are there, those of an imported file too: newest seen first, then by name. */
    record ListClusters() implements ClusterRequest<List<Cluster>> {}

    /**
     * Has SkyDeck treat that cluster as its own: it may stop it and take it down when its experiments say so. Fails with
     * {@code NotFound}, and with {@code Conflict} for one that SkyPilot does not show.
     */
    record AdoptCluster(Command command, String name) implements ClusterRequest<Written<Cluster>> {}
}
