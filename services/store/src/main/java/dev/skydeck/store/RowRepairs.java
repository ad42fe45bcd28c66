package dev.skydeck.store;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces values that cannot be read, once when the store starts. The history keeps each as it was, and an experiment whose
 * intent is in doubt is held.
 */
final class RowRepairs {
    private static final Logger LOG = LoggerFactory.getLogger(RowRepairs.class);
    private static final int PAGE = 500;
    private static final String ACTOR = "store";

    private final Writes writes;

    RowRepairs(Writes writes) {
        this.writes = writes;
    }

    Future<Void> atStart() {
        Future<Void> done = Future.succeededFuture();
        for (RowRules rules : RowRules.STORED) {
            done = done.compose(none -> pages(rules, List.of())).recover(cause -> {
                // Reads get along with broken rows; a store that does not start helps nobody.
                LOG.atError()
                        .addKeyValue("table", rules.table())
                        .setCause(cause)
                        .log("a table could not be looked through");
                return Future.succeededFuture();
            });
        }
        return done;
    }

    /** Each page is a write of its own, so that none is long. */
    private Future<Void> pages(RowRules rules, List<Object> after) {
        return writes.write(change -> suspects(change.sql, rules, after)
                        .compose(rows -> repair(change, rules, rows).map(rows)))
                .compose(written -> {
                    List<SqlRow> rows = written.value();
                    return rows.size() < PAGE
                            ? Future.succeededFuture()
                            : pages(rules, key(rules, rows.get(rows.size() - 1)));
                });
    }

    private static Future<List<SqlRow>> suspects(Sql sql, RowRules rules, List<Object> after) {
        String key = String.join(", ", rules.key());
        String from = after.isEmpty()
                ? ""
                : " and (" + key + ") > ("
                        + rules.key().stream().map(column -> "?").collect(Collectors.joining(", ")) + ")";
        return sql.query(
                "select * from " + rules.table() + " where (" + rules.suspects() + ")" + from + " order by " + key
                        + " limit " + PAGE,
                after.toArray());
    }

    private static Future<Void> repair(Change change, RowRules rules, List<SqlRow> rows) {
        Future<Void> done = Future.succeededFuture();
        for (SqlRow row : rows) {
            Map<String, @Nullable Object> repairs = rules.repairs(row);
            if (!repairs.isEmpty()) {
                done = done.compose(none -> repair(change, rules, row, repairs));
            }
        }
        return done;
    }

    private static Future<Void> repair(
            Change change, RowRules rules, SqlRow row, Map<String, @Nullable Object> repairs) {
        List<@Nullable Object> parameters = new ArrayList<>(repairs.values());
        parameters.addAll(key(rules, row));
        return change.sql
                .update(
                        "update " + rules.table() + " set " + assignments(repairs) + " where "
                                + rules.key().stream()
                                        .map(column -> column + " = ?")
                                        .collect(Collectors.joining(" and ")),
                        parameters.toArray())
                .compose(none -> hold(change, rules, row, repairs))
                .onSuccess(none -> note(change, rules, row, repairs))
                // A row that must not be what it should be is read with stand-ins for ever.
                .recover(cause -> {
                    LOG.atWarn()
                            .addKeyValue("table", rules.table())
                            .addKeyValue("error", String.valueOf(cause.getMessage()))
                            .log("a row cannot be repaired");
                    return Future.succeededFuture();
                });
    }

    private static String assignments(Map<String, @Nullable Object> repairs) {
        return repairs.keySet().stream().map(column -> column + " = ?").collect(Collectors.joining(", "));
    }

    /** A launch in doubt holds its experiment. */
    private static Future<Void> hold(Change change, RowRules rules, SqlRow row, Map<String, @Nullable Object> repairs) {
        if (!rules.equals(RowRules.LAUNCHES) || !rules.holds(repairs)) {
            return Future.succeededFuture();
        }
        return change.sql
                .update(
                        "update experiments set hold = coalesce(hold, ?) where id = ?",
                        RowRules.HELD,
                        row.number("experiment_id"))
                .mapEmpty();
    }

    private static void note(Change change, RowRules rules, SqlRow row, Map<String, @Nullable Object> repairs) {
        Map<String, @Nullable Object> before = new LinkedHashMap<>();
        repairs.keySet().forEach(column -> before.put(column, row.value(column)));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("table", rules.table());
        data.put("key", key(rules, row));
        data.put("before", before);
        data.put("after", repairs);
        @Nullable Long experiment = experiment(rules, row);
        change.happened("row_repaired", experiment, null, ACTOR, data);
        if (experiment != null) {
            change.experiment(experiment);
        } else if (rules.equals(RowRules.GROUPS)) {
            change.group(row.text("id"));
        }
        LOG.atWarn()
                .addKeyValue("table", rules.table())
                .addKeyValue("row", key(rules, row))
                .addKeyValue("columns", repairs.keySet())
                .log("a row held values that cannot be read; the history keeps them");
    }

    private static @Nullable Long experiment(RowRules rules, SqlRow row) {
        if (rules.equals(RowRules.EXPERIMENTS)) {
            return row.number("id");
        }
        return rules.equals(RowRules.GROUPS) || rules.equals(RowRules.CLUSTERS)
                ? null
                : row.numberOrNull("experiment_id");
    }

    private static List<Object> key(RowRules rules, SqlRow row) {
        return rules.key().stream()
                .map(column -> Objects.requireNonNull(row.value(column)))
                .toList();
    }
}
