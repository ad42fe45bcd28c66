package dev.skydeck.store;

import dev.skydeck.messages.OrderRequest.ReorderExperiments;
import dev.skydeck.messages.OrderRequest.ReorderGroups;
import dev.skydeck.messages.OrderRequest.ReorderMembers;
import dev.skydeck.messages.model.Written;
import dev.skydeck.store.UndoStep.Ordered;
import dev.skydeck.store.UndoStep.Position;
import dev.skydeck.store.UndoStep.Reposition;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The manual order of the board: each list names rows in the order in which they are to stand. */
final class Orders {
    private final Writes writes;

    Orders(Writes writes) {
        this.writes = writes;
    }

    Future<Written<Integer>> experiments(ReorderExperiments request) {
        List<Position> positions = positions(request.ids());
        return writes.undoable(
                request.command(),
                "ReorderExperiments",
                Json.type(Integer.class),
                change -> reposition(
                        change,
                        new Reposition(Ordered.EXPERIMENTS, null, positions),
                        request.command().actor()));
    }

    Future<Written<Integer>> groups(ReorderGroups request) {
        List<Position> positions = positions(request.ids());
        return writes.undoable(
                request.command(),
                "ReorderGroups",
                Json.type(Integer.class),
                change -> reposition(
                        change,
                        new Reposition(Ordered.GROUPS, null, positions),
                        request.command().actor()));
    }

    Future<Written<Integer>> members(ReorderMembers request) {
        List<Position> positions = positions(request.ids());
        return writes.undoable(
                request.command(),
                "ReorderMembers",
                Json.type(Integer.class),
                change -> reposition(
                        change,
                        new Reposition(Ordered.MEMBERS, request.groupId(), positions),
                        request.command().actor()));
    }

    /** Each id's index is its position. */
    private static List<Position> positions(List<?> ids) {
        List<Position> positions = new ArrayList<>();
        for (Object id : ids) {
            positions.add(new Position(String.valueOf(id), positions.size()));
        }
        return positions;
    }

    /** Gives rows their positions; answers how many moved. */
    static Future<Integer> reposition(Change change, Reposition step, String actor) {
        List<Position> before = new ArrayList<>();
        Future<Integer> done = Future.succeededFuture(0);
        for (Position position : step.positions()) {
            done = done.compose(moved -> move(change, step, position, before).map(one -> moved + one));
        }
        return done.map(moved -> {
            if (moved > 0) {
                change.undoStep(new Reposition(step.what(), step.groupId(), List.copyOf(before)));
                change.happened(kind(step.what()), null, null, actor, facts(step));
            }
            return moved;
        });
    }

    private static Future<Integer> move(Change change, Reposition step, Position to, List<Position> before) {
        return change.sql.query(select(step.what()), parameters(step, to)).compose(rows -> {
            if (rows.isEmpty() || rows.get(0).number("position") == to.order()) {
                return Future.succeededFuture(0);
            }
            before.add(new Position(to.id(), rows.get(0).number("position")));
            touch(change, step, to);
            return change.sql.update("update " + update(step.what()), join(to.order(), parameters(step, to)));
        });
    }

    private static void touch(Change change, Reposition step, Position position) {
        switch (step.what()) {
            case EXPERIMENTS -> change.experiment(Long.parseLong(position.id()));
            case GROUPS -> change.group(position.id());
            case MEMBERS -> change.group(String.valueOf(step.groupId()));
        }
    }

    private static String select(Ordered what) {
        return switch (what) {
            case EXPERIMENTS -> "select exp_order as position from experiments where id = ?";
            case GROUPS -> "select group_order as position from experiment_groups where id = ?";
            case MEMBERS ->
                "select member_order as position from experiment_group_members where experiment_id = ? and group_id = ?";
        };
    }

    private static String update(Ordered what) {
        return switch (what) {
            case EXPERIMENTS -> "experiments set exp_order = ? where id = ?";
            case GROUPS -> "experiment_groups set group_order = ? where id = ?";
            case MEMBERS -> "experiment_group_members set member_order = ? where experiment_id = ? and group_id = ?";
        };
    }

    private static @Nullable Object[] parameters(Reposition step, Position position) {
        return switch (step.what()) {
            case EXPERIMENTS -> new @Nullable Object[] {Long.parseLong(position.id())};
            case GROUPS -> new @Nullable Object[] {position.id()};
            case MEMBERS -> new @Nullable Object[] {Long.parseLong(position.id()), step.groupId()};
        };
    }

    private static @Nullable Object[] join(long first, @Nullable Object[] rest) {
        @Nullable Object[] all = new @Nullable Object[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    private static String kind(Ordered what) {
        return switch (what) {
            case EXPERIMENTS -> "experiments_reordered";
            case GROUPS -> "groups_reordered";
            case MEMBERS -> "members_reordered";
        };
    }

    private static Map<String, Object> facts(Reposition step) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("ids", step.positions().stream().map(Position::id).toList());
        if (step.groupId() != null) {
            facts.put("group", step.groupId());
        }
        return facts;
    }
}
