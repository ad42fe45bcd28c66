package dev.skydeck.store;

import dev.skydeck.messages.ClusterRequest.RecordClusterCosts;
import dev.skydeck.messages.ClusterRequest.RecordClusterOutcome;
import dev.skydeck.messages.ClusterRequest.RecordClusters;
import dev.skydeck.messages.model.Cluster;
import dev.skydeck.messages.model.ObservedCluster;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes readings of clusters in: only what changed is written, and only that moves a revision. */
final class ClusterRecorder {
    private static final String ACTOR = "skypilot";

    private final Writes writes;

    ClusterRecorder(Writes writes) {
        this.writes = writes;
    }

    Future<Integer> record(RecordClusters request) {
        return writes.write(change -> Servers.register(change, request.server())
                        .compose(server -> record(change, server.number("number"), request)))
                .map(Written::value);
    }

    private static Future<Integer> record(Change change, long server, RecordClusters request) {
        return ClusterRows.all(change.sql).compose(known -> {
            Map<String, Cluster> before = known.stream()
                    .filter(cluster -> cluster.observed() != null)
                    .collect(Collectors.toMap(Cluster::name, Function.identity()));
            Map<String, ObservedCluster> seen = new HashMap<>();
            request.clusters().forEach(cluster -> seen.put(cluster.name(), asKept(cluster)));
            Future<Integer> changed = Future.succeededFuture(0);
            for (ObservedCluster cluster : seen.values()) {
                Cluster was = before.get(cluster.name());
                if (was == null || !cluster.equals(was.observed())) {
                    changed = changed.compose(
                            count -> save(change, server, was, cluster).map(count + 1));
                }
            }
            List<String> gone = before.keySet().stream()
                    .filter(name ->
                            request.only().isEmpty() || request.only().get().equals(name))
                    .filter(name -> !seen.containsKey(name))
                    .toList();
            for (String name : gone) {
                changed = changed.compose(count -> gone(change, server, name).map(more -> count + more));
            }
            return changed.compose(count -> change.sql
                    .update(
                            "update clusters set last_seen = ? where name in (select value from json_each(?))",
                            change.now,
                            Json.text(seen.keySet()))
                    .map(count));
        });
    }

    /** A cluster of another hash is another cluster: whose it was before means nothing. */
    private static Future<Void> save(Change change, long server, @Nullable Cluster was, ObservedCluster cluster) {
        boolean another =
                was == null || was.observed() == null || !was.observed().hash().equals(cluster.hash());
        if (another) {
            change.happened(
                    "cluster_seen",
                    null,
                    null,
                    ACTOR,
                    Map.of("cluster", cluster.name(), "hash", cluster.hash(), "status", cluster.status()));
        }
        return change.sql
                .update(
                        """
                        insert into clusters (name, hash, server, status, num_nodes, created_at, cloud, region, resources,
                          user_name, user_hash, workspace, autostop_minutes, autodown, last_event, last_seen)
                        values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
                        on conflict (name) do update set
                          maker_launch = iif(hash is excluded.hash, maker_launch, null),
                          adopted = iif(hash is excluded.hash, adopted, 0),
                          trouble = iif(hash is excluded.hash and status is excluded.status, trouble, null),
                          dollars_per_hour = iif(hash is excluded.hash, dollars_per_hour, null),
                          instance_type = null, gone_at = null, hash = excluded.hash, server = excluded.server,
                          status = excluded.status, num_nodes = excluded.num_nodes, created_at = excluded.created_at,
                          cloud = excluded.cloud, region = excluded.region, resources = excluded.resources,
                          user_name = excluded.user_name, user_hash = excluded.user_hash, workspace = excluded.workspace,
                          autostop_minutes = excluded.autostop_minutes, autodown = excluded.autodown,
                          last_event = excluded.last_event, last_seen = excluded.last_seen
                        """,
                        cluster.name(),
                        cluster.hash(),
                        server,
                        cluster.status(),
                        cluster.nodes(),
                        cluster.launchedAt(),
                        cluster.cloud(),
                        cluster.region(),
                        cluster.resources(),
                        cluster.userName(),
                        cluster.userHash(),
                        cluster.workspace(),
                        cluster.autostopMinutes(),
                        cluster.autodown(),
                        cluster.lastEvent(),
                        change.now)
                .compose(none -> another ? bind(change, cluster.name()) : Future.succeededFuture())
                .compose(none -> tell(change, cluster.name()));
    }

    /** The first cluster that is seen after a launch that makes one is that launch's. */
    private static Future<Void> bind(Change change, String name) {
        return change.sql
                .query("""
                        update launches set makes_cluster = 0 where id = (select max(id) from launches where makes_cluster = 1
                          and state in ('SENT', 'LIVE', 'LATE')
                          and case when json_valid(spec) then spec ->> '$.cluster' end = ?) returning id
                        """, name)
                .compose(makers -> makers.isEmpty()
                        ? Future.succeededFuture()
                        : change.sql
                                .update(
                                        "update clusters set maker_launch = ? where name = ?",
                                        makers.get(0).number("id"),
                                        name)
                                .mapEmpty());
    }

    /** Those of another server are not in this one's list. */
    private static Future<Integer> gone(Change change, long server, String name) {
        return change.sql
                .update(
                        "update clusters set gone_at = ? where name = ? and server = ? and gone_at is null",
                        change.now,
                        name,
                        server)
                .compose(count -> {
                    if (count == 0) {
                        return Future.succeededFuture(0);
                    }
                    change.happened("cluster_gone", null, null, ACTOR, Map.of("cluster", name));
                    return tell(change, name).map(count);
                });
    }

    Future<Integer> recordCosts(RecordClusterCosts request) {
        return writes.write(change -> ClusterRows.all(change.sql).compose(known -> {
                    Future<Integer> changed = Future.succeededFuture(0);
                    for (Cluster cluster : known) {
                        Double cost = cluster.observed() == null
                                ? null
                                : request.dollarsPerHour()
                                        .get(cluster.observed().hash());
                        if (cost != null && !Objects.equals(cost, cluster.dollarsPerHour())) {
                            change.clusters();
                            changed = changed.compose(count -> change.sql
                                    .update(
                                            "update clusters set dollars_per_hour = ? where name = ?",
                                            cost,
                                            cluster.name())
                                    .map(count + 1));
                        }
                    }
                    return changed;
                }))
                .map(Written::value);
    }

    Future<Boolean> recordOutcome(RecordClusterOutcome request) {
        return writes.write(change -> change.sql
                        .update(
                                "update clusters set trouble = ? where name = ? and hash = ? and trouble is not ?",
                                request.trouble(),
                                request.name(),
                                request.hash(),
                                request.trouble())
                        .compose(count -> count == 0
                                ? Future.succeededFuture(false)
                                : tell(change, request.name()).map(true)))
                .map(Written::value);
    }

    /** Whoever looks after the experiments that use it hears of it by their rows. */
    static Future<Void> tell(Change change, String name) {
        change.clusters();
        return change.sql.query("""
                        select id from experiments where cluster = ?1
                        union select m.experiment_id from clusters c join launches m on m.id = c.maker_launch where c.name = ?1
                        """, name).map(rows -> {
            rows.forEach(row -> change.experiment(row.number("id")));
            return null;
        });
    }

    /** As the file keeps times. */
    private static ObservedCluster asKept(ObservedCluster seen) {
        return seen.launchedAt() == null
                ? seen
                : new ObservedCluster(
                        seen.name(),
                        seen.hash(),
                        seen.status(),
                        seen.nodes(),
                        seen.launchedAt().truncatedTo(ChronoUnit.MILLIS),
                        seen.cloud(),
                        seen.region(),
                        seen.resources(),
                        seen.userName(),
                        seen.userHash(),
                        seen.workspace(),
                        seen.autostopMinutes(),
                        seen.autodown(),
                        seen.lastEvent());
    }
}
