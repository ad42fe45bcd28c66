package dev.skydeck.store;

import dev.skydeck.messages.LaunchRequest.UsedCluster;
import dev.skydeck.messages.model.Cluster;
import dev.skydeck.messages.model.ObservedCluster;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of clusters: those that SkyPilot showed have a hash, those of an imported file have none. */
final class ClusterRows {
    /** {@code c} is there and is not only an imported file's. */
    static final String SHOWN = "c.hash is not null and c.gone_at is null";

    private static final String SELECT = """
            select c.*, not exists (select 1 from experiments e where e.deleted = 0 and e.cluster = c.name) as orphan
            from clusters c where c.gone_at is null
            """;

    /** Those that one of the experiments, a JSON list, names or made; a row for each experiment. */
    private static final String USED = """
            select e.id as experiment, c.name, c.hash, c.status, c.trouble,
              (c.maker_launch is not null or c.adopted = 1) as ours, e.cluster is c.name as named,
              (exists (select 1 from experiments o where o.id <> e.id and o.deleted = 0 and o.cluster = c.name
                  and o.desired_state = 'RUNNING')
                or exists (select 1 from launches l where l.experiment_id <> e.id
                  and l.state in ('INTENT', 'SENT', 'LIVE', 'LATE')
                  and case when json_valid(l.spec) then l.spec ->> '$.cluster' end = c.name)
                or exists (select 1 from servers s join jobs j on j.server = s.number and j.terminal = 0
                  where s.cluster_hash = c.hash and j.experiment_id is not e.id)) as shared
            from experiments e join clusters c on c.hash is not null and c.gone_at is null
              and (c.name = e.cluster or c.maker_launch in (select m.id from launches m where m.experiment_id = e.id))
            where e.id in (select value from json_each(?)) order by e.id, c.name
            """;

    private ClusterRows() {}

    /** All that are there. */
    static Future<List<Cluster>> all(Sql sql) {
        return sql.query(SELECT + " order by c.last_seen desc, c.name")
                .map(rows -> SoundRows.all(RowRules.CLUSTERS, rows, ClusterRows::cluster));
    }

    /** That one; empty when it is not there. */
    static Future<List<Cluster>> named(Sql sql, String name) {
        return sql.query(SELECT + " and c.name = ?", name)
                .map(rows -> SoundRows.all(RowRules.CLUSTERS, rows, ClusterRows::cluster));
    }

    /** By experiment, for the given ids as a JSON list. */
    static Future<Map<Long, List<UsedCluster>>> used(Sql sql, String experimentIds) {
        return sql.query(USED, experimentIds).map(rows -> {
            Map<Long, List<UsedCluster>> used = new HashMap<>();
            for (SqlRow row : rows) {
                used.computeIfAbsent(row.number("experiment"), none -> new ArrayList<>())
                        .add(new UsedCluster(
                                row.text("name"),
                                row.text("hash"),
                                row.text("status"),
                                row.flag("ours"),
                                row.flag("shared"),
                                row.flag("named"),
                                row.textOrNull("trouble")));
            }
            return used;
        });
    }

    private static Cluster cluster(SqlRow row) {
        return new Cluster(
                row.text("name"),
                row.text("status"),
                row.integer("num_nodes"),
                row.textOrNull("instance_type"),
                row.textOrNull("cloud"),
                row.instantOrNull("created_at"),
                row.instant("last_seen"),
                row.realOrNull("dollars_per_hour"),
                !row.isNull("maker_launch") || row.flag("adopted"),
                row.flag("orphan"),
                row.textOrNull("trouble"),
                observed(row));
    }

    private static @Nullable ObservedCluster observed(SqlRow row) {
        return row.isNull("hash")
                ? null
                : new ObservedCluster(
                        row.text("name"),
                        row.text("hash"),
                        row.text("status"),
                        row.integer("num_nodes"),
                        row.instantOrNull("created_at"),
                        row.textOrNull("cloud"),
                        row.textOrNull("region"),
                        row.textOrNull("resources"),
                        row.textOrNull("user_name"),
                        row.textOrNull("user_hash"),
                        row.textOrNull("workspace"),
                        row.integerOrNull("autostop_minutes"),
                        row.flag("autodown"),
                        row.textOrNull("last_event"));
    }
}
