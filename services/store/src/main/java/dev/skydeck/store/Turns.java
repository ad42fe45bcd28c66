package dev.skydeck.store;

import dev.skydeck.messages.LaunchRequest.Turn;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whose turn it is where a group or a sweep limits how many of it run, or how many GPUs they use, at once: the higher priority, then who asked first, then
 * the lower id; after them those that are launched again though nobody asked. Who cannot be launched anyway keeps nobody
 * waiting.
 */
final class Turns {
    private static final Duration HOUR = Duration.ofHours(1);

    private static final String ANY_LIMIT =
            "select 1 from experiment_groups where max_parallel is not null or max_gpus is not null"
                    + " union all select 1 from sweeps where max_parallel is not null limit 1";

    private static final String OPEN = "('INTENT', 'SENT', 'LIVE', 'LATE')";

    /** Whether experiment {@code e}, whose newest launch is {@code n}, is to be launched as soon as its turn comes. */
    private static final String WAITS = """
            (e.id in (select value from json_each(?1)) or (e.desired_state = 'RUNNING' and e.deleted = 0 and e.hold is null
              and (e.run_request > coalesce(n.run_request, 0) or n.state = 'ABANDONED' and n.end <> 'REFUSED')
              and e.id not in (select experiment_id from conditions where type = 'Conflict')))
            """;

    /** Launches that a run request asked for come first. */
    private static final String FIRST =
            "e.run_request <= coalesce(n.run_request, 0), e.priority desc, coalesce(e.requested_at, e.created_at), e.id";

    private static final String WANTED_GPUS = "min(max(e.nodes, 0), 1000000) * min(max(e.gpus, 0), 1000000)";

    private static final String TURNS = """
            with asked as (select value as id from json_each(?1)),
            limits as (
              select 'group ' || g.id as key, 'the group ' || g.name as what, g.max_parallel as most, 0 as gpus, g.id as grp,
                null as sweep
              from asked a join experiment_group_members m on m.experiment_id = a.id
                join experiment_groups g on g.id = m.group_id
              where g.max_parallel is not null
              union
              select 'gpus of group ' || g.id, 'the group ' || g.name, g.max_gpus, 1, g.id, null
              from asked a join experiment_group_members m on m.experiment_id = a.id
                join experiment_groups g on g.id = m.group_id
              where g.max_gpus is not null
              union
              select 'sweep ' || s.id, 'the sweep ' || s.name, s.max_parallel, 0, null, s.id
              from asked a join experiments e on e.id = a.id join sweeps s on s.id = e.sweep
              where s.max_parallel is not null),
            members as (
              select l.key, m.experiment_id as id from limits l join experiment_group_members m on m.group_id = l.grp
              union all
              select l.key, e.id from limits l join experiments e on e.sweep = l.sweep),
            used as (
              select m.key, count(distinct m.id) as open, sum(%4$s) as gpus from members m
                join launches l on l.experiment_id = m.id and l.state in %1$s
              group by m.key),
            ranks as (
              select m.key, e.id, row_number() over (partition by m.key order by %3$s) - 1 as ahead, %5$s as gpus
              from members m join experiments e on e.id = m.id left join launches n on n.id = e.newest_launch
              where e.id not in (select experiment_id from launches where state in %1$s) and %2$s)
            select r.id, l.key, l.what, l.most, l.gpus as by_gpus, r.ahead, r.gpus,
              coalesce(iif(l.gpus, u.gpus, u.open), 0) as open
            from ranks r join asked a on a.id = r.id join limits l on l.key = r.key left join used u on u.key = r.key
            order by r.id, r.key
            """.formatted(OPEN, WAITS, FIRST, LaunchRows.GPUS, WANTED_GPUS);

    /** Who waits for what all have together. */
    private static final String IN_ALL = """
            with waiting as (
              select e.id, %5$s as gpus,
                row_number() over (order by %3$s) - 1 as ahead
              from experiments e left join launches n on n.id = e.newest_launch
              where e.id not in (select experiment_id from launches where state in %1$s) and %2$s)
            select w.id, w.gpus, w.ahead,
              (select count(*) from launches where state in %1$s) as open,
              (select coalesce(sum(%4$s), 0) from launches l where l.state in %1$s) as used,
              (select count(*) from launches where sent_at > ?2) as sent
            from waiting w where w.id in (select value from json_each(?1))
            """.formatted(OPEN, WAITS, FIRST, LaunchRows.GPUS, WANTED_GPUS);

    private final LaunchLimits limits;
    private final StoreClock clock;
    private final Spending spending;

    Turns(LaunchLimits limits, StoreClock clock, Spending spending) {
        this.limits = limits;
        this.clock = clock;
        this.spending = spending;
    }

    /**
     * By experiment; those that nothing limits, or that have an open launch, are left out.
     *
     * @param experiments that would be launched if nothing limited them
     */
    Future<Map<Long, List<Turn>>> of(Sql sql, Collection<Long> experiments) {
        String ids = Json.text(experiments);
        Map<Long, List<Turn>> turns = new HashMap<>();
        return sql.query(ANY_LIMIT)
                .compose(any -> any.isEmpty() ? Future.succeededFuture(List.<SqlRow>of()) : sql.query(TURNS, ids))
                .onSuccess(rows -> rows.forEach(row -> inGroup(turns, row)))
                .compose(rows -> limits.equals(LaunchLimits.NONE)
                        ? Future.succeededFuture(List.<SqlRow>of())
                        : sql.query(IN_ALL, ids, clock.now().minus(HOUR)))
                .onSuccess(rows -> rows.forEach(row -> inAll(turns, row)))
                .compose(none -> spending.of(sql, ids))
                .onSuccess(spent -> spent.forEach((id, limited) -> limited.forEach(turn -> add(turns, id, turn))))
                .map(turns);
    }

    private static void inGroup(Map<Long, List<Turn>> turns, SqlRow row) {
        boolean byGpus = row.flag("by_gpus");
        if (byGpus && row.number("gpus") == 0) {
            return;
        }
        long most = row.number("most");
        String what = row.text("what")
                + (byGpus ? " uses at most " + most + " GPUs at once" : " runs at most " + most + " at once");
        add(
                turns,
                row.number("id"),
                new Turn(
                        row.text("key"),
                        what,
                        most,
                        row.number("open"),
                        row.number("ahead"),
                        byGpus ? row.number("gpus") : 1,
                        !byGpus));
    }

    private void inAll(Map<Long, List<Turn>> turns, SqlRow row) {
        long ahead = row.number("ahead");
        add(
                turns,
                row.number("id"),
                new Turn(
                        "open",
                        "at most " + limits.open() + " experiments run at once",
                        limits.open(),
                        row.number("open"),
                        ahead,
                        1,
                        false));
        add(
                turns,
                row.number("id"),
                new Turn(
                        "hour",
                        "at most " + limits.perHour() + " launches are sent within an hour",
                        limits.perHour(),
                        row.number("sent"),
                        ahead,
                        1,
                        false));
        Long gpus = limits.gpus();
        if (gpus != null && row.number("gpus") > 0) {
            add(
                    turns,
                    row.number("id"),
                    new Turn(
                            "gpus",
                            "at most " + gpus + " GPUs are used at once",
                            gpus,
                            row.number("used"),
                            ahead,
                            row.number("gpus"),
                            false));
        }
    }

    private static void add(Map<Long, List<Turn>> turns, long experiment, Turn turn) {
        turns.computeIfAbsent(experiment, id -> new ArrayList<>()).add(turn);
    }

    /** Fails with {@code Conflict} when it is not its turn. */
    Future<Void> require(Sql sql, long experimentId) {
        return of(sql, List.of(experimentId))
                .compose(turns -> turns.getOrDefault(experimentId, List.of()).stream()
                        .filter(turn -> !turn.hasCome())
                        .findFirst()
                        .<Future<Void>>map(turn -> Launches.conflict("It is not its turn: " + turn.what() + "."))
                        .orElseGet(Future::succeededFuture));
    }
}
