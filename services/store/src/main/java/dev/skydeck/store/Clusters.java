package dev.skydeck.store;

import dev.skydeck.messages.ClusterRequest.AdoptCluster;
import dev.skydeck.messages.ClusterRequest.BeginClusters;
import dev.skydeck.messages.ClusterRequest.ClustersStart;
import dev.skydeck.messages.ClusterRequest.ListClusters;
import dev.skydeck.messages.ClusterRequest.WatchedCluster;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Cluster;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** Clusters with a name: which of them matter, and which are ours. */
final class Clusters {
    /** A cluster that is ours matters as long as it is there, whatever became of its experiment. */
    private static final String NAMED = """
            select cluster as name from experiments where deleted = 0 and cluster is not null
            union select c.name from clusters c where c.hash is not null and c.gone_at is null
              and (c.maker_launch is not null or c.adopted = 1)
            order by 1
            """;

    private static final String WATCHED = """
            select s.cluster as name, s.cluster_hash as hash, 0 as awaited from servers s
              join servers m on m.number = ?1 and m.url = s.url and m.user_hash = s.user_hash and m.workspace is s.workspace
              where s.cluster is not null and exists (select 1 from jobs j where j.server = s.number and j.terminal = 0)
            union all
            select distinct l.spec ->> '$.cluster', null, 1 from launches l where l.state = 'SENT' and l.server = ?1
              and case when json_valid(l.spec) then l.spec ->> '$.cluster' end is not null
            order by 1
            """;

    private final Transactions transactions;
    private final Writes writes;

    Clusters(Transactions transactions, Writes writes) {
        this.transactions = transactions;
        this.writes = writes;
    }

    Future<ClustersStart> begin(BeginClusters request) {
        return writes.write(change -> Servers.register(change, request.server())
                        .compose(server -> change.sql
                                .query(WATCHED, server.number("number"))
                                .compose(watched -> change.sql
                                        .query(NAMED)
                                        .map(named -> new ClustersStart(
                                                named.stream()
                                                        .map(row -> row.text("name"))
                                                        .toList(),
                                                watched.stream()
                                                        .map(Clusters::watched)
                                                        .toList())))))
                .map(Written::value);
    }

    private static WatchedCluster watched(SqlRow row) {
        return new WatchedCluster(row.text("name"), row.textOrNull("hash"), row.flag("awaited"));
    }

    Future<List<Cluster>> list(ListClusters request) {
        return transactions.read(ClusterRows::all);
    }

    Future<Written<Cluster>> adopt(AdoptCluster request) {
        return writes.command(
                request.command(),
                "AdoptCluster",
                Json.type(Cluster.class),
                change -> ClusterRows.named(change.sql, request.name())
                        .compose(found ->
                                adopt(change, request.name(), request.command().actor(), found)));
    }

    private static Future<Cluster> adopt(Change change, String name, String actor, List<Cluster> found) {
        if (found.isEmpty()) {
            return Future.failedFuture(new Failure.NotFound("There is no cluster with the name " + name + "."));
        }
        Cluster cluster = found.get(0);
        if (cluster.observed() == null) {
            return Launches.conflict("The cluster " + name
                    + " was carried over from the first SkyDeck and SkyPilot does not show it: it cannot be adopted.");
        }
        if (cluster.ours()) {
            return Future.succeededFuture(cluster);
        }
        change.happened("cluster_adopted", null, null, actor, Map.of("cluster", name));
        return change.sql
                .update("update clusters set adopted = 1 where name = ?", name)
                .compose(none -> ClusterRecorder.tell(change, name))
                .compose(none -> ClusterRows.named(change.sql, name))
                .map(adopted -> adopted.get(0));
    }
}
