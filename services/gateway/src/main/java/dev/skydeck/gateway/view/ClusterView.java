package dev.skydeck.gateway.view;

import dev.skydeck.messages.model.Cluster;
import org.jspecify.annotations.Nullable;

/** A cluster as clients see it. */
public record ClusterView(
        String name,
        String status,
        int numNodes,
        @Nullable String instanceType,
        @Nullable String cloud,
        @Nullable String createdAt,
        String lastSeen) {
    public static ClusterView of(Cluster cluster) {
        return new ClusterView(
                cluster.name(),
                cluster.status(),
                cluster.nodes(),
                cluster.instanceType(),
                cluster.cloud(),
                Times.plainOrNull(cluster.createdAt()),
                Times.plain(cluster.lastSeenAt()));
    }
}
