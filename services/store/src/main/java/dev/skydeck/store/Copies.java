package dev.skydeck.store;

import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.BoardPlace;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Seed;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Copies of experiments: stopped, under a free name, right after the original wherever that stands. */
final class Copies {
    /** What those behind an original move by: not one for each copy of a batch. */
    private static final int GAP = 1_000;

    private Copies() {}

    /**
     * Answers the copy.
     *
     * @param flags set over those of the original
     */
    static Future<Experiment> copy(
            Change change, String actor, Experiment original, Optional<String> name, Flags flags) {
        Future<String> free = name.map(Future::succeededFuture)
                .orElseGet(() -> FreeNames.first(
                        change.sql,
                        0,
                        number -> FreeNames.with(
                                original.spec().name(), number == 1 ? " (copy)" : " (copy " + number + ")")));
        return free.compose(wanted -> insert(change, actor, original, wanted, flags))
                .compose(id -> seat(change, original.id(), id).compose(none -> ExperimentRows.one(change.sql, id)));
    }

    private static Future<Long> insert(Change change, String actor, Experiment original, String name, Flags flags) {
        ExperimentSpec spec = original.spec();
        Map<String, FlagValue> merged = new LinkedHashMap<>(spec.flags().values());
        merged.putAll(flags.values());
        ExperimentSpec renamed = spec.with(name, new Flags(merged));
        // The link shows the original's run, not the copy's.
        Annotations notes = new Annotations(
                original.annotations().description(),
                null,
                original.annotations().tags());
        BoardPlace place =
                new BoardPlace(original.place().groupLabel(), original.place().order(), false, false);
        return Declarations.insert(
                change,
                actor,
                new Seed(renamed, DesiredState.STOPPED, notes, original.rules(), original.priority()),
                place,
                spec.flags());
    }

    private static Future<Void> seat(Change change, long original, long copy) {
        return GroupRows.holding(change.sql, original)
                .compose(groups -> groups.isEmpty()
                        ? amongUngrouped(change, original, copy)
                        : inGroups(change, groups, original, copy));
    }

    private static Future<Void> inGroups(Change change, List<String> groups, long original, long copy) {
        Future<Void> done = Future.succeededFuture();
        for (String group : groups) {
            change.group(group);
            done = done.compose(none -> inGroup(change, group, original, copy));
        }
        return done;
    }

    private static Future<Void> inGroup(Change change, String group, long original, long copy) {
        return change.sql
                .query("""
                        select m.member_order as at, (select min(member_order) from experiment_group_members
                            where group_id = m.group_id
                              and (member_order, experiment_id) > (m.member_order, m.experiment_id)) as next
                          from experiment_group_members m where group_id = ? and experiment_id = ?
                        """, group, original)
                .compose(rows -> {
                    Room room = Room.between(rows.get(0));
                    return (room.fits()
                                    ? Future.succeededFuture()
                                    : change.sql.update("""
                                            update experiment_group_members set member_order = member_order + ? where group_id = ?
                                              and (member_order, experiment_id) > (select member_order, experiment_id
                                                from experiment_group_members where group_id = ? and experiment_id = ?)
                                            """, GAP, group, group, original))
                            .compose(moved -> change.sql.update(
                                    "insert into experiment_group_members (group_id, experiment_id, member_order)"
                                            + " values (?, ?, ?)",
                                    group,
                                    copy,
                                    room.place()));
                })
                .mapEmpty();
    }

    /** The ungrouped stand by their order, then the newest first: those after the original make room. */
    private static Future<Void> amongUngrouped(Change change, long original, long copy) {
        return change.sql
                .query("""
                        select o.exp_order as at, (select min(exp_order) from experiments n where n.deleted = 0 and n.id <> ?
                            and (n.exp_order, -n.created_at, -n.id) > (o.exp_order, -o.created_at, -o.id)
                            and not exists (select 1 from experiment_group_members m where m.experiment_id = n.id)) as next
                          from experiments o where o.id = ?
                        """, copy, original)
                .compose(rows -> {
                    Room room = Room.between(rows.get(0));
                    return (room.fits() ? Future.succeededFuture() : makeRoom(change, original, copy))
                            .compose(none -> change.sql.update(
                                    "update experiments set exp_order = ? where id = ?", room.place(), copy));
                })
                .mapEmpty();
    }

    private static Future<Void> makeRoom(Change change, long original, long copy) {
        return change.sql.query("""
                        update experiments set exp_order = exp_order + ? where deleted = 0 and id <> ?
                          and (exp_order, -created_at, -id) > (select exp_order, -created_at, -id from experiments where id = ?)
                          and not exists (select 1 from experiment_group_members m where m.experiment_id = experiments.id)
                        returning id
                        """, GAP, copy, original).map(rows -> {
            rows.forEach(row -> change.experiment(row.number("id")));
            return null;
        });
    }

    /** Where a copy stands: right before whatever comes after its original, so that the next copy of it fits too. */
    private record Room(long at, @Nullable Long next) {
        static Room between(SqlRow row) {
            return new Room(row.number("at"), row.isNull("next") ? null : row.number("next"));
        }

        boolean fits() {
            return next == null || next - at > 1;
        }

        long place() {
            return next == null ? at + 1 : next - 1 + (fits() ? 0 : GAP);
        }
    }
}
