package dev.skydeck.store;

import dev.skydeck.messages.LaunchRequest.Turn;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The limit on what all experiments together spend. What runs counts by the time that it ran so far. An experiment that has no known price is
 * not kept waiting: what it will spend cannot be told.
 */
final class Spending {
    private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);
    /** So small a part of the limit changes no sentence: each other one is a write for each experiment that waits. */
    private static final long STEPS = 100;

    private static final long CENT = 10_000;

    /** Those that ended before the window are left out by an index. */
    private static final JobUse.Query ALL =
            new JobUse.Query("null", "", "j.experiment_id is not null and (j.ended_at is null or j.ended_at > ?1)");

    /** What each would be launched on: its specification, else what its newest launch ran on. */
    private static final String WANTED = """
            select cast(e.id as text) as key, 1 as millis, 0 as running,
              min(max(e.nodes, 0), 1000000) * min(max(e.gpus, 0), 1000000) as gpus, e.accelerator,
              null as cluster_resources, case when e.accelerator is null then (
                select coalesce(j.cluster_resources, j.resources) from jobs j where j.launch_id = e.newest_launch) end as resources,
              e.cloud, null as region, e.spot, c.dollars_per_hour as dollars, c.resources as host
            from experiments e left join clusters c
              on c.name = e.cluster and c.hash is not null and c.gone_at is null and c.dollars_per_hour > 0
            where e.id in (select value from json_each(?))
            """;

    private final @Nullable SpendLimit limit;
    private final Prices prices;
    private final StoreClock clock;

    Spending(@Nullable SpendLimit limit, Prices prices, StoreClock clock) {
        this.limit = limit;
        this.prices = prices;
        this.clock = clock;
    }

    /** By experiment; those without a known price are left out, and all when nothing is limited. */
    Future<Map<Long, Turn>> of(Sql sql, String experimentIds) {
        SpendLimit most = limit;
        if (most == null) {
            return Future.succeededFuture(Map.of());
        }
        Instant since = clock.now().minus(most.window());
        return JobUse.of(sql, ALL, Optional.of(since), Optional.empty()).compose(used -> {
            Turn turn = turn(most, spent(used));
            return sql.query(WANTED, experimentIds).map(rows -> {
                Map<Long, Turn> turns = new HashMap<>();
                rows.stream()
                        .filter(row -> hasPrice(JobUse.read(row)))
                        .forEach(row -> turns.put(Long.valueOf(row.text("key")), turn));
                return turns;
            });
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

    private static Turn turn(SpendLimit limit, long spent) {
        long most = limit.microDollars();
        long step = Math.max(most / STEPS, CENT);
        String what = dollars(spent - spent % step) + " of the " + dollars(most) + " that may be spent within "
                + words(limit.window()) + " are spent, by an estimate";
        return new Turn("spend", what, most, spent, 0, 1, false);
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
