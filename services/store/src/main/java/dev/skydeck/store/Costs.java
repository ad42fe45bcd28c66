package dev.skydeck.store;

import dev.skydeck.messages.CostRequest.By;
import dev.skydeck.messages.CostRequest.CostPage;
import dev.skydeck.messages.CostRequest.CostRow;
import dev.skydeck.messages.CostRequest.ListCosts;
import dev.skydeck.messages.CostRequest.ReadCost;
import dev.skydeck.messages.JobRequest.JobRef;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Cost;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers what jobs of experiments used and cost. */
final class Costs {
    private static final Pattern JOB_KEY = Pattern.compile("([0-9]{1,9})\\.(-?[0-9]{1,18})");
    private static final Pattern EXPERIMENT_KEY = Pattern.compile("[0-9]{1,18}");

    /** The key of what belongs to no group, sweep or user; the others begin with {@link #NAMED}. */
    private static final String NONE = "-";

    private static final String NAMED = "=";

    private static final JobUse.Query ONE = new JobUse.Query("j.experiment_id", "", "j.experiment_id = ?3");

    private static final JobUse.Query JOBS = new JobUse.Query(
            "j.server || '.' || j.job_id",
            "",
            "(j.server, j.job_id) in (select value ->> 0, value ->> 1 from json_each(?3))");

    private static final JobUse.Query EXPERIMENTS = new JobUse.Query("j.experiment_id", "", "j.experiment_id > ?3");

    /** By the indexes of jobs that have not ended and of when the others did: few of many. */
    private static final JobUse.Query ACTIVE = new JobUse.Query("j.experiment_id", "", """
            j.experiment_id > ?3 and j.experiment_id in (
              select experiment_id from jobs where terminal = 0 union select experiment_id from jobs where ended_at >= ?4)""");

    private static final int MOST = 5_000;

    private static final String NAMES = "select id, name from experiments where id in (select value from json_each(?))";

    /** The next jobs that ran within the bounds, newest first. */
    private static final String NEXT_JOBS = """
            select j.server, j.job_id, max(j.imported_id) as imported, max(s.cluster) as cluster, max(j.name) as name
            from jobs j join servers s on s.number = j.server
            where j.experiment_id is not null and j.started_at is not null and j.started_at < ?2
              and (j.ended_at is null or j.ended_at >= ?1)
              and (?3 is null or (j.server, j.job_id) < (?3, ?4))
            group by j.server, j.job_id order by j.server desc, j.job_id desc limit ?5
            """;

    private final Transactions transactions;
    private final Prices prices;
    private final Spending spending;

    Costs(Transactions transactions, Prices prices, Spending spending) {
        this.transactions = transactions;
        this.prices = prices;
        this.spending = spending;
    }

    Future<Cost> one(ReadCost request) {
        long id = request.experimentId();
        return transactions.read(sql -> JobUse.of(sql, ONE, Optional.empty(), Optional.empty(), id)
                .compose(used -> spending.exemption(sql, id).map(exemption -> {
                    CostSum sum = new CostSum(prices);
                    used.forEach(sum::add);
                    return exemption.map(sum.cost()::with).orElseGet(sum::cost);
                })));
    }

    Future<CostPage> page(ListCosts request) {
        if (request.activeSince().isPresent() && request.by() != By.EXPERIMENT) {
            return refused("Only experiments are listed by when they ran.");
        }
        return transactions.read(sql -> switch (request.by()) {
            case JOB -> jobs(sql, request);
            case EXPERIMENT -> experiments(sql, request);
            case GROUP ->
                named(
                        sql,
                        request,
                        "m.group_id",
                        "left join experiment_group_members m on m.experiment_id = j.experiment_id",
                        "select id, name from experiment_groups");
            case SWEEP -> named(sql, request, "e.sweep", "", "select id, name from sweeps");
            case USER ->
                named(sql, request, "coalesce(e.owner, j.user_name)", "", "select '' as id, '' as name where 0");
        });
    }

    private Future<CostPage> jobs(Sql sql, ListCosts request) {
        int limit = limit(request);
        Optional<Matcher> after = request.after().map(JOB_KEY::matcher);
        if (after.isPresent() && !after.get().matches()) {
            return refused("The cursor is the next_cursor of the page before.");
        }
        return sql.query(
                        NEXT_JOBS,
                        request.from().map(Instant::toEpochMilli).orElse(SqlRow.FIRST_TIME),
                        request.to().map(Instant::toEpochMilli).orElse(SqlRow.LAST_TIME),
                        after.map(key -> Long.valueOf(key.group(1))).orElse(null),
                        after.map(key -> Long.valueOf(key.group(2))).orElse(null),
                        limit + 1)
                .compose(found -> {
                    List<SqlRow> rows = found.subList(0, Math.min(limit, found.size()));
                    List<List<Long>> keys = rows.stream()
                            .map(row -> List.of(row.number("server"), row.number("job_id")))
                            .toList();
                    return JobUse.of(sql, JOBS, request.from(), request.to(), Json.text(keys))
                            .map(this::sums)
                            .map(sums -> new CostPage(
                                    rows.stream().map(row -> job(row, sums)).toList(), found.size() > limit));
                });
    }

    private CostRow job(SqlRow row, Map<Optional<String>, CostSum> sums) {
        String key = row.number("server") + "." + row.number("job_id");
        String imported = row.textOrNull("imported");
        Optional<Long> server = row.isNull("cluster") ? Optional.empty() : Optional.of(row.number("server"));
        CostSum sum = sums.getOrDefault(Optional.of(key), new CostSum(prices));
        return new CostRow(
                key,
                imported == null ? new JobRef(server, row.number("job_id")).toString() : imported,
                row.textOrNull("name"),
                sum.cost(),
                sum.rate());
    }

    private Future<CostPage> experiments(Sql sql, ListCosts request) {
        String after = request.after().orElse("0");
        if (!EXPERIMENT_KEY.matcher(after).matches()) {
            return refused("The cursor is the next_cursor of the page before.");
        }
        long last = Long.parseLong(after);
        String order = " order by cast(key as integer)";
        return request.activeSince()
                .map(since -> JobUse.of(sql, ACTIVE, order, request.from(), request.to(), last, since.toEpochMilli()))
                .orElseGet(() -> JobUse.of(sql, EXPERIMENTS, order, request.from(), request.to(), last))
                .map(this::sums)
                .compose(sums -> sql.query(NAMES, ids(sums, limit(request)))
                        .map(rows -> page(sums, rows, limit(request), "", NONE)));
    }

    private Future<CostPage> named(Sql sql, ListCosts request, String key, String joins, String nameQuery) {
        String after = request.after().orElse("");
        if (!after.isEmpty() && !after.equals(NONE) && !after.startsWith(NAMED)) {
            return refused("The cursor is the next_cursor of the page before.");
        }
        // Those that have no key are before all others.
        String beyond = after.isEmpty() ? ">= ?3" : "> ?3";
        JobUse.Query query =
                new JobUse.Query(key, joins, "j.experiment_id is not null and coalesce(" + key + ", '') " + beyond);
        String last = after.startsWith(NAMED) ? after.substring(NAMED.length()) : "";
        return JobUse.of(sql, query, " order by key", request.from(), request.to(), last)
                .map(this::sums)
                .compose(sums -> sql.query(nameQuery).map(rows -> page(sums, rows, limit(request), NAMED, NONE)));
    }

    private static String ids(Map<Optional<String>, CostSum> sums, int limit) {
        return Json.text(sums.keySet().stream()
                .limit(limit)
                .flatMap(Optional::stream)
                .map(Long::valueOf)
                .toList());
    }

    private static int limit(ListCosts request) {
        return Pages.limit(request.limit(), MOST);
    }

    /** In the order of the rows; what neither used anything within the bounds nor runs now is left out. */
    private Map<Optional<String>, CostSum> sums(List<JobUse> used) {
        Map<Optional<String>, CostSum> sums = new LinkedHashMap<>();
        used.stream()
                .filter(use -> use.millis() > 0 || use.working() > 0)
                .forEach(use -> sums.computeIfAbsent(Optional.ofNullable(use.key()), key -> new CostSum(prices))
                        .add(use));
        return sums;
    }

    /**
     * @param names of what has an id
     * @param prefix of keys with an id
     * @param none the key without one
     */
    private static CostPage page(
            Map<Optional<String>, CostSum> sums, List<SqlRow> names, int limit, String prefix, String none) {
        Map<String, String> byId = names.stream()
                .collect(Collectors.toMap(row -> String.valueOf(row.value("id")), row -> row.text("name")));
        List<CostRow> rows = new ArrayList<>();
        sums.forEach((id, sum) -> {
            if (rows.size() < limit) {
                @Nullable String name = id.map(byId::get).orElse(null);
                rows.add(new CostRow(
                        id.map(prefix::concat).orElse(none), id.orElse(null), name, sum.cost(), sum.rate()));
            }
        });
        return new CostPage(rows, sums.size() > limit);
    }

    private static <T> Future<T> refused(String rule) {
        return Future.failedFuture(new Failure.Invalid(rule, List.of()));
    }
}
