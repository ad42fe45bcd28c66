package dev.skydeck.store;

import dev.skydeck.messages.LaunchRequest.Turn;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The limits on what experiments together spend, all of them and those of a group. What runs counts by the time that it ran so far. An experiment that has no known price is
 * not kept waiting: what it will spend cannot be told.
 */
final class Spending {
    private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);
    /** So small a part of the limit changes no sentence: each other one is a write for each experiment that waits. */
    private static final long STEPS = 100;

    private static final long CENT = 10_000;

    private static final String NOT_LIMITED =
            "What it would be launched on has no known price, so the limit on spending does not keep it waiting.";

    private static final String OF_GROUPS = """
            (select experiment_id from experiment_group_members where group_id in (select value from json_each(%s)))""";

    private static final JobUse.Query SPENT = new JobUse.Query(
            "null",
            "",
            "j.experiment_id is not null and (?3 is null or j.experiment_id in " + OF_GROUPS.formatted("?3") + ")");

    /** What each would be launched on: its specification, else what its newest launch ran on. */
    private static final String WANTED = """
            select cast(e.id as text) as key, 1 as millis, 0 as running, 0 as working,
              min(max(e.nodes, 0), 1000000) * min(max(e.gpus, 0), 1000000) as gpus, e.accelerator,
              null as cluster_resources, case when e.accelerator is null then (
                select coalesce(j.cluster_resources, j.resources) from jobs j where j.launch_id = e.newest_launch) end as resources,
              e.cloud, null as region, e.spot, c.dollars_per_hour as dollars, c.resources as host
            from experiments e left join clusters c
              on c.name = e.cluster and c.hash is not null and c.gone_at is null and c.dollars_per_hour > 0
            where e.id in (select value from json_each(?1)) and (?2 is null or e.id in %s)
            """.formatted(OF_GROUPS.formatted("?2"));

    private final List<SpendLimit> limits;
    private final Prices prices;
    private final StoreClock clock;

    Spending(List<SpendLimit> limits, Prices prices, StoreClock clock) {
        this.limits = limits;
        this.prices = prices;
        this.clock = clock;
    }

    /** By experiment; those without a known price are left out, and all when nothing is limited. */
    Future<Map<Long, List<Turn>>> of(Sql sql, String experimentIds) {
        Map<Long, List<Turn>> turns = new HashMap<>();
        return SpendScope.all(sql, limits).compose(scopes -> {
            Future<Void> counted = Future.succeededFuture();
            for (SpendScope scope : scopes) {
                counted = counted.compose(none -> count(sql, scope, experimentIds, turns));
            }
            return counted.map(turns);
        });
    }

    private Future<Void> count(Sql sql, SpendScope scope, String experimentIds, Map<Long, List<Turn>> turns) {
        return sql.query(WANTED, experimentIds, scope.groups()).compose(rows -> {
            List<Long> limited = rows.stream()
                    .filter(row -> hasPrice(JobUse.read(row)))
                    .map(row -> Long.valueOf(row.text("key")))
                    .toList();
            if (limited.isEmpty()) {
                return Future.succeededFuture();
            }
            Instant since = clock.now().minus(scope.limit().window());
            return JobUse.of(sql, SPENT, Optional.of(since), Optional.empty(), scope.groups())
                    .map(used -> {
                        Turn turn = turn(scope, spent(used));
                        limited.forEach(id -> turns.computeIfAbsent(id, none -> new ArrayList<>())
                                .add(turn));
                        return null;
                    });
        });
    }

    /** Why no limit keeps that experiment waiting, one sentence; empty when one does, or there is none. */
    Future<Optional<String>> exemption(Sql sql, long experimentId) {
        return SpendScope.all(sql, limits).compose(scopes -> {
            Future<Boolean> exempt = Future.succeededFuture(false);
            for (SpendScope scope : scopes) {
                exempt = exempt.compose(already -> already
                        ? Future.succeededFuture(true)
                        : sql.query(WANTED, Json.text(List.of(experimentId)), scope.groups())
                                .map(rows -> rows.stream().anyMatch(row -> !hasPrice(JobUse.read(row)))));
            }
            return exempt.map(found -> found ? Optional.of(NOT_LIMITED) : Optional.empty());
        });
    }

    private long spent(List<JobUse> used) {
        CostSum sum = new CostSum(prices);
        used.forEach(sum::add);
        return sum.microDollars();
    }

    private boolean hasPrice(JobUse use) {
        return new CostSum(prices).add(use).cost().microDollars() != null;
    }

    private static Turn turn(SpendScope scope, long spent) {
        SpendLimit limit = scope.limit();
        long most = limit.microDollars();
        long step = Math.max(most / STEPS, CENT);
        String group = limit.group();
        String what = dollars(spent - spent % step) + " of the " + dollars(most) + " that "
                + (group == null ? "may be spent" : "the group " + group + " may spend") + " within "
                + words(limit.window()) + " are spent, by an estimate";
        return new Turn(scope.key(), what, most, spent, 0, 1, false);
    }

    private static String dollars(long micros) {
        return "$"
                + new BigDecimal(micros).divide(MICROS, 2, RoundingMode.HALF_UP).toPlainString();
    }

    private static String words(Duration window) {
        BigDecimal hours = BigDecimal.valueOf(window.toMillis())
                .divide(BigDecimal.valueOf(3_600_000), 2, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return hours.compareTo(BigDecimal.ONE) == 0 ? "an hour" : hours.toPlainString() + " hours";
    }
}
