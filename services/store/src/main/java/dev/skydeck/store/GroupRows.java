package dev.skydeck.store;

import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Group;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads whole groups: two statements, however many there are. */
final class GroupRows {
    private GroupRows() {}

    /** Fails with {@code NotFound}. */
    static Future<Group> one(Sql sql, String id) {
        return byIds(sql, List.of(id))
                .compose(found -> found.isEmpty()
                        ? Future.failedFuture(new Failure.NotFound("There is no group with the id " + id + "."))
                        : Future.succeededFuture(found.get(0)));
    }

    static Future<List<Group>> byIds(Sql sql, Collection<String> ids) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        String text = Json.text(ids);
        return sql.query(
                        "select * from experiment_groups where id in (select value from json_each(?))"
                                + " order by group_order, id",
                        text)
                .compose(rows -> members(sql, "m.group_id in (select value from json_each(?))", text)
                        .map(members -> groups(rows, members)));
    }

    static Future<List<Group>> all(Sql sql) {
        return sql.query("select * from experiment_groups order by group_order, id")
                .compose(rows -> members(sql, "1").map(members -> groups(rows, members)));
    }

    /** Ids of the groups that hold an experiment. */
    static Future<List<String>> holding(Sql sql, long experimentId) {
        return sql.query("select group_id from experiment_group_members where experiment_id = ?", experimentId)
                .map(rows -> rows.stream().map(row -> row.text("group_id")).toList());
    }

    private static Future<Map<String, List<Long>>> members(Sql sql, String condition, Object... parameters) {
        return sql.query(
                        "select m.group_id, m.experiment_id from experiment_group_members m"
                                + " join experiments e on e.id = m.experiment_id and e.deleted = 0 where " + condition
                                + " order by m.group_id, m.member_order, m.experiment_id",
                        parameters)
                .map(rows -> {
                    Map<String, List<Long>> members = new HashMap<>();
                    rows.forEach(row -> members.computeIfAbsent(row.text("group_id"), id -> new ArrayList<>())
                            .add(row.number("experiment_id")));
                    return members;
                });
    }

    private static List<Group> groups(List<SqlRow> rows, Map<String, List<Long>> members) {
        return SoundRows.all(
                RowRules.GROUPS,
                rows,
                row -> new Group(
                        row.text("id"),
                        row.text("name"),
                        Json.texts(row.text("flags")),
                        row.number("group_order"),
                        row.flag("collapsed"),
                        row.textOrNull("name_prefix"),
                        row.textOrNull("task_template"),
                        row.limitOrNull("max_parallel"),
                        row.limitOrNull("max_gpus"),
                        row.moneyOrNull("max_spend"),
                        row.number("spec_revision"),
                        row.instant("created_at"),
                        row.instant("updated_at"),
                        members.getOrDefault(row.text("id"), List.of())));
    }
}
