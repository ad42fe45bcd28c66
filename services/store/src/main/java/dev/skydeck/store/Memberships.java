package dev.skydeck.store;

import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Group;
import dev.skydeck.store.UndoStep.Seat;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is in which group, and where. */
final class Memberships {
    private static final String PUT =
            "insert or replace into experiment_group_members (group_id, experiment_id, member_order)"
                    + " values (?,?,?)";

    private Memberships() {}

    /** Puts experiments at the end of a group, in this order; those in it already move there. */
    static Future<Void> append(Change change, String group, List<Long> ids) {
        if (ids.isEmpty()) {
            return Future.succeededFuture();
        }
        change.group(group);
        return change.sql
                .query(
                        "select coalesce(max(member_order), -1) as last from experiment_group_members"
                                + " where group_id = ?",
                        group)
                .compose(rows -> {
                    long next = rows.get(0).number("last") + 1;
                    List<@Nullable Object[]> members = new ArrayList<>();
                    for (long id : ids) {
                        members.add(new @Nullable Object[] {group, id, next++});
                    }
                    return change.sql.batch(PUT, members);
                });
    }

    /** Puts an experiment right before a member, or at the end when none is named or it is no member. */
    static Future<Void> insertBefore(Change change, Group group, long id, Optional<Long> before) {
        List<Long> members = new ArrayList<>(group.members());
        members.remove(Long.valueOf(id));
        int at = before.map(members::indexOf).filter(index -> index >= 0).orElse(members.size());
        members.add(at, id);
        change.group(group.id());
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            rows.add(new @Nullable Object[] {group.id(), members.get(i), (long) i});
        }
        return change.sql.batch(PUT, rows);
    }

    /** Takes experiments out of every group but one; {@code null} for every group. */
    static Future<Void> leaveOthers(Change change, @Nullable String group, List<Long> ids) {
        return change.sql
                .query(
                        "delete from experiment_group_members where group_id is not ?"
                                + " and experiment_id in (select value from json_each(?)) returning group_id",
                        group,
                        Json.text(ids))
                .map(rows -> {
                    rows.forEach(row -> change.group(row.text("group_id")));
                    return null;
                });
    }

    /** Notes how each of them stands now, so that it can be taken back. */
    static Future<Void> noteUndo(Change change, List<Long> ids) {
        return change.sql
                .query(
                        "select * from experiment_group_members where experiment_id in (select value from json_each(?))",
                        Json.text(ids))
                .map(rows -> {
                    Map<Long, List<Seat>> seats = new LinkedHashMap<>();
                    ids.forEach(id -> seats.put(id, new ArrayList<>()));
                    rows.forEach(row -> seats.getOrDefault(row.number("experiment_id"), new ArrayList<>())
                            .add(new Seat(row.text("group_id"), row.number("member_order"))));
                    seats.forEach((id, of) -> change.undoStep(new UndoStep.Reseat(id, List.copyOf(of))));
                    return null;
                });
    }

    /** Puts an experiment into exactly those seats, as far as their groups are still there. */
    static Future<Void> reseat(Change change, long id, List<Seat> seats, String actor) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Seat seat : seats) {
            rows.add(new @Nullable Object[] {id, seat.order(), seat.groupId()});
            change.group(seat.groupId());
        }
        change.happened("experiment_moved", id, null, actor, Map.of());
        return noteUndo(change, List.of(id))
                .compose(none -> leaveOthers(change, null, List.of(id)))
                .compose(none -> rows.isEmpty()
                        ? Future.succeededFuture()
                        : change.sql.batch(
                                "insert into experiment_group_members (group_id, experiment_id, member_order)"
                                        + " select id, ?, ? from experiment_groups where id = ?",
                                rows));
    }

    /** Fails with {@code NotFound} for the first that is not there, or deleted. */
    static Future<Void> requireThere(Sql sql, List<Long> ids) {
        return ExperimentRows.byIds(sql, ids).compose(found -> {
            List<Long> missing = new ArrayList<>(ids);
            found.stream().filter(e -> !e.deleted()).forEach(e -> missing.remove(Long.valueOf(e.id())));
            return missing.isEmpty()
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                            new Failure.NotFound("There is no experiment with the id " + missing.get(0) + "."));
        });
    }
}
