package dev.skydeck.store;

import dev.skydeck.messages.OrderRequest.ReorderExperiments;
import dev.skydeck.messages.OrderRequest.ReorderGroups;
import dev.skydeck.messages.OrderRequest.ReorderMembers;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The manual order of the board: each list names rows in the order in which they are to stand. */
final class Orders {
    private final Writes writes;

    Orders(Writes writes) {
        this.writes = writes;
    }

    Future<Written<Integer>> experiments(ReorderExperiments request) {
        return writes.command(
                request.command(),
                "ReorderExperiments",
                Json.type(Integer.class),
                change -> place(
                                change,
                                "update experiments set exp_order = ? where id = ? and exp_order <> ? returning id",
                                request.ids(),
                                row -> change.experiment(row.number("id")))
                        .map(moved ->
                                note(change, request.command(), "experiments_reordered", request.ids(), null, moved)));
    }

    Future<Written<Integer>> groups(ReorderGroups request) {
        return writes.command(
                request.command(),
                "ReorderGroups",
                Json.type(Integer.class),
                change -> place(
                                change,
                                "update experiment_groups set group_order = ? where id = ? and group_order <> ?"
                                        + " returning id",
                                request.ids(),
                                row -> change.group(row.text("id")))
                        .map(moved -> note(change, request.command(), "groups_reordered", request.ids(), null, moved)));
    }

    Future<Written<Integer>> members(ReorderMembers request) {
        String group = request.groupId();
        return writes.command(
                request.command(),
                "ReorderMembers",
                Json.type(Integer.class),
                change -> place(
                                change,
                                "update experiment_group_members set member_order = ? where experiment_id = ?"
                                        + " and member_order <> ? and group_id = ? returning group_id",
                                request.ids(),
                                row -> change.group(row.text("group_id")),
                                group)
                        .map(moved ->
                                note(change, request.command(), "members_reordered", request.ids(), group, moved)));
    }

    /** Gives each id its index as its position; answers how many rows moved. */
    private static <T> Future<Integer> place(
            Change change, String update, List<T> ids, Consumer<SqlRow> moved, Object... more) {
        Future<Integer> count = Future.succeededFuture(0);
        for (int i = 0; i < ids.size(); i++) {
            List<@Nullable Object> parameters = new ArrayList<>(List.of((long) i, ids.get(i), (long) i));
            parameters.addAll(List.of(more));
            count = count.compose(
                    before -> change.sql.query(update, parameters.toArray()).map(rows -> {
                        rows.forEach(moved);
                        return before + rows.size();
                    }));
        }
        return count;
    }

    private static int note(
            Change change, Command command, String kind, List<?> ids, @Nullable String group, int moved) {
        if (moved > 0) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("ids", ids);
            if (group != null) {
                data.put("group", group);
            }
            change.happened(kind, null, null, command.actor(), data);
        }
        return moved;
    }
}
