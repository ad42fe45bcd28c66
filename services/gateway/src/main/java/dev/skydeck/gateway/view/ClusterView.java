package dev.skydeck.gateway.view;

import dev.skydeck.messages.model.Cluster;
import dev.skydeck.messages.model.ObservedCluster;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cluster as clients see it: the first SkyDeck's fields in its order, then ours. */
public record ClusterView(
        String name,
        String status,
        int numNodes,
        @Nullable String instanceType,
        @Nullable String cloud,
        @Nullable String createdAt,
        String lastSeen,
        @Nullable String region,
        @Nullable String resources,
        @Nullable String userName,
        @Nullable String workspace,
        @Nullable Integer autostopMinutes,
        @Nullable Boolean autodown,
        @Nullable Double dollarsPerHour,
        boolean ours,
        boolean orphan,
        @Nullable String trouble,
        @Nullable String lastEvent) {

    /** The answer with all of them. */
    public record All(List<ClusterView> clusters) {}

    /** The answer with one. */
    public record One(ClusterView cluster) {}

    public static ClusterView of(Cluster cluster) {
        ObservedCluster seen = cluster.observed();
        return new ClusterView(
                cluster.name(),
                cluster.status(),
                cluster.nodes(),
                cluster.instanceType(),
                cluster.cloud(),
                Times.plainOrNull(cluster.createdAt()),
                Times.plain(cluster.lastSeenAt()),
                seen == null ? null : seen.region(),
                seen == null ? null : seen.resources(),
                seen == null ? null : seen.userName(),
                seen == null ? null : seen.workspace(),
                seen == null ? null : seen.autostopMinutes(),
                seen == null ? null : seen.autodown(),
                cluster.dollarsPerHour(),
                cluster.ours(),
                cluster.orphan(),
                cluster.trouble(),
                seen == null ? null : seen.lastEvent());
    }
}
