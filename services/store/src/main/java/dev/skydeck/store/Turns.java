package dev.skydeck.store;

import dev.skydeck.messages.LaunchRequest.Turn;
import dev.skydeck.messages.bus.Failure;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whose turn it is where a group or a sweep limits how many of it run at once: the higher priority, then who asked first, then
 * the lower id; after them those that are launched again though nobody asked. Who cannot be launched anyway keeps nobody
 * waiting.
 */
final class Turns {
    private static final String ANY_LIMIT = "select 1 from experiment_groups where max_parallel is not null"
            + " union all select 1 from sweeps where max_parallel is not null limit 1";

    private static final String TURNS = """
            with asked as (select value as id from json_each(?1)),
            limits as (
              select distinct 'group ' || g.id as key, 'group ' || g.name as what, g.max_parallel as most
              from asked a join experiment_group_members m on m.experiment_id = a.id
                join experiment_groups g on g.id = m.group_id
              where g.max_parallel is not null
              union
              select distinct 'sweep ' || s.id, 'sweep ' || s.name, s.max_parallel
              from asked a join experiments e on e.id = a.id join sweeps s on s.id = e.sweep
              where s.max_parallel is not null),
            members as (
              select l.key, l.what, l.most, m.experiment_id as id
              from limits l join experiment_group_members m on l.key = 'group ' || m.group_id
              union all
              select l.key, l.what, l.most, e.id from limits l join experiments e on l.key = 'sweep ' || e.sweep),
            states as (
              select m.key, m.what, m.most, e.id, e.priority, coalesce(e.requested_at, e.created_at) as requested,
                exists (select 1 from launches o where o.experiment_id = e.id
                  and o.state in ('INTENT', 'SENT', 'LIVE', 'LATE')) as open,
                e.run_request <= coalesce(n.run_request, 0) as served,
                e.desired_state = 'RUNNING' and e.deleted = 0 and e.hold is null
                  and (e.run_request > coalesce(n.run_request, 0) or n.state = 'ABANDONED' and n.end <> 'REFUSED')
                  and not exists (select 1 from conditions c where c.experiment_id = e.id and c.type = 'Conflict') as waits
              from members m join experiments e on e.id = m.id left join launches n on n.id = e.newest_launch),
            ranks as (
              select key, what, most, id, row_number() over (partition by key order by served, priority desc, requested, id) - 1
                as ahead
              from states where waits and not open)
            select r.id, r.key, r.what, r.most, r.ahead, (select sum(open) from states s where s.key = r.key) as open
            from ranks r join asked a on a.id = r.id
            order by r.id, r.key
            """;

    private Turns() {}

    /** By experiment; those that wait for nobody, or for nothing, are left out. */
    static Future<Map<Long, List<Turn>>> of(Sql sql, Collection<Long> experiments) {
        return sql.query(ANY_LIMIT)
                .compose(any -> any.isEmpty()
                        ? Future.succeededFuture(Map.of())
                        : sql.query(TURNS, Json.text(experiments)).map(Turns::byExperiment));
    }

    private static Map<Long, List<Turn>> byExperiment(List<SqlRow> rows) {
        Map<Long, List<Turn>> turns = new HashMap<>();
        for (SqlRow row : rows) {
            turns.computeIfAbsent(row.number("id"), id -> new ArrayList<>())
                    .add(new Turn(
                            row.text("key"),
                            row.text("what"),
                            row.integer("most"),
                            row.integer("open"),
                            row.integer("ahead")));
        }
        return turns;
    }

    /** Fails with {@code Conflict} when it is not its turn. */
    static Future<Void> require(Sql sql, long experimentId) {
        return of(sql, List.of(experimentId))
                .compose(turns -> turns.getOrDefault(experimentId, List.of()).stream()
                        .filter(turn -> !turn.hasCome())
                        .findFirst()
                        .<Future<Void>>map(turn -> Future.failedFuture(new Failure.Conflict("The " + turn.what()
                                + " runs at most " + turn.most() + " at once: " + turn.open() + " run, and "
                                + turn.ahead()
                                + " come first.")))
                        .orElseGet(Future::succeededFuture));
    }
}
