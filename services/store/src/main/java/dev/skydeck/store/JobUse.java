package dev.skydeck.store;

import io.vertx.core.Future;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long jobs of one kind ran, and on what: the one computation behind stop rules, costs and the limit on spending. An ended job
 * ran by SkyPilot's clock alone, which leaves out recoveries. One that still runs is only known to have run until the last reading that
 * showed it, and cannot have run for longer than since it was sent, whatever that clock says of its start; what it ran before its newest
 * recovery is what SkyPilot said while it recovered.
 *
 * @param key whose jobs; what the asker's query says
 * @param millis that they ran, all together
 * @param running one of them runs now
 * @param working how many of them use their accelerators now, which those that recover do not
 * @param specifiedGpus over all nodes, by the specification
 * @param clusterDollars what their cluster costs for an hour by SkyPilot's cost report; null where it does not know
 */
record JobUse(
        @Nullable String key,
        long millis,
        boolean running,
        long working,
        long specifiedGpus,
        @Nullable String accelerator,
        @Nullable String clusterResources,
        @Nullable String resources,
        @Nullable String cloud,
        @Nullable String region,
        boolean spot,
        @Nullable Double clusterDollars,
        @Nullable String hostResources) {
    /** A century; sums of longer ones would not fit into a number. */
    private static final String MOST_MILLIS = "3155760000000";

    private static final String RAN_SINCE = """
            (coalesce(j.duration_seconds, 0) + case when j.status = 'RECOVERING' and j.duration_seconds is not null then 0 else
              max((s.read_at - max(case when j.duration_seconds is null then j.started_at
                else coalesce(j.last_recovered_at, j.started_at) end, coalesce(l.sent_at, 0))) / 1000.0, 0) end)""";

    /** Parameters: from, to. Columns that a key or condition may use: {@code j}, {@code s}, {@code l}, {@code e}. */
    private static final String USED = """
            with ran as (
              select %%1$s as key, j.terminal, j.terminal = 0 and j.status <> 'RECOVERING' as working, coalesce(%1$s, j.nodes * j.gpus, 0) as gpus,
                case when json_valid(l.spec) then cast(l.spec ->> '$.accelerator' as text) end as accelerator,
                j.cluster_resources, j.resources,
                coalesce(j.cloud, case when json_valid(l.spec) then cast(l.spec ->> '$.cloud' as text) end) as cloud, j.region,
                coalesce(case when json_valid(l.spec) then cast(l.spec ->> '$.spot' as integer) end, 0) as spot,
                c.dollars_per_hour as dollars, c.resources as host,
                j.started_at as begun,
                case when j.terminal then coalesce(j.ended_at, j.started_at) else s.read_at end as until,
                min(max(coalesce(case when j.terminal then %2$s else %3$s end, 0), 0) * 1000, %4$s) as millis
              from jobs j join servers s on s.number = j.server left join experiments e on e.id = j.experiment_id
                left join launches l on l.id = j.launch_id
                left join clusters c on c.name = s.cluster and c.hash = s.cluster_hash and c.dollars_per_hour > 0
                %%2$s
              where j.started_at is not null and (%%3$s)),
            within as (
              select *, case when ?1 <= begun and ?2 >= coalesce(until, begun) then millis
                when coalesce(until, begun) <= begun then iif(begun >= ?1 and begun < ?2, millis, 0)
                else millis * max(min(until, ?2) - max(begun, ?1), 0) / (until - begun) end as part
              from ran)
            select cast(key as text) as key, cast(sum(cast(round(part) as integer)) as integer) as millis,
              max(terminal = 0) as running, sum(working) as working, gpus, accelerator, cluster_resources, resources, cloud, region, spot, dollars, host
            from within group by key, gpus, accelerator, cluster_resources, resources, cloud, region, spot, dollars, host
            """.formatted(LaunchRows.GPUS, JobRows.RAN_SECONDS, RAN_SINCE, MOST_MILLIS);

    /**
     * What is asked.
     *
     * @param key an SQL expression
     * @param joins more tables
     * @param condition which jobs
     */
    record Query(String key, String joins, String condition) {
        /** @param since whether there is a first bound: then those that ended before it are passed over, by an index */
        private String sql(String order, boolean since) {
            String within = since ? "(" + condition + ") and (j.ended_at is null or j.ended_at > ?1)" : condition;
            return USED.formatted(key, joins, within) + order;
        }
    }

    /** @param parameters of the condition, from {@code ?3} on */
    static Future<List<JobUse>> of(
            Sql sql, Query query, Optional<Instant> from, Optional<Instant> to, @Nullable Object... parameters) {
        return of(sql, query, "", from, to, parameters);
    }

    /** @param order of the rows, by columns of the answer; empty for any */
    static Future<List<JobUse>> of(
            Sql sql,
            Query query,
            String order,
            Optional<Instant> from,
            Optional<Instant> to,
            @Nullable Object... parameters) {
        @Nullable
        Object[] all = Stream.concat(
                        Stream.of(
                                from.map(Instant::toEpochMilli).orElse(SqlRow.FIRST_TIME),
                                to.map(Instant::toEpochMilli).orElse(SqlRow.LAST_TIME)),
                        Stream.of(parameters))
                .toArray();
        return sql.query(query.sql(order, from.isPresent()), all)
                .map(rows -> rows.stream().map(JobUse::read).toList());
    }

    static JobUse read(SqlRow row) {
        return new JobUse(
                row.textOrNull("key"),
                row.number("millis"),
                row.flag("running"),
                row.number("working"),
                row.number("gpus"),
                row.textOrNull("accelerator"),
                row.textOrNull("cluster_resources"),
                row.textOrNull("resources"),
                row.textOrNull("cloud"),
                row.textOrNull("region"),
                row.flag("spot"),
                row.realOrNull("dollars"),
                row.textOrNull("host"));
    }

    /** What SkyPilot says of them; empty when it says nothing that is sure. */
    private Optional<Accelerators> shown() {
        return Accelerators.of(clusterResources).or(() -> Accelerators.of(resources));
    }

    /** Over all nodes: what SkyPilot shows, else what was specified. */
    BigDecimal gpus() {
        return shown().map(Accelerators::count).orElse(BigDecimal.valueOf(specifiedGpus));
    }

    /** What accelerator they ran on; empty when nobody knows. */
    Optional<String> acceleratorName() {
        return shown().map(Accelerators::name).or(() -> Optional.ofNullable(accelerator));
    }

    /** SkyPilot says of the machines that it means spot ones. */
    boolean isSpot() {
        return spot || Objects.requireNonNullElse(resources, "").contains("[Spot]");
    }

    long gpuMillis() {
        return bounded(gpus().multiply(BigDecimal.valueOf(millis)));
    }

    /** Part of the cluster that they had: by its GPUs, all of it where it has none or they had none. */
    BigDecimal share() {
        BigDecimal whole =
                Accelerators.of(hostResources).map(Accelerators::count).orElse(BigDecimal.ZERO);
        return whole.signum() == 0 || gpus().signum() == 0 || gpus().compareTo(whole) >= 0
                ? BigDecimal.ONE
                : gpus().divide(whole, 9, RoundingMode.HALF_UP);
    }

    static long bounded(BigDecimal number) {
        return number.setScale(0, RoundingMode.HALF_UP)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValue();
    }
}
