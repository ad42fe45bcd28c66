package dev.skydeck.store;

import dev.skydeck.messages.ExperimentRequest.Seed;
import dev.skydeck.messages.model.Annotations;
import dev.skydeck.messages.model.BoardPlace;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.ExperimentSpec;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Copies of experiments: stopped, under a free name, right after the original wherever that stands. */
final class Copies {
    private Copies() {}

    /** Answers the copy. */
    static Future<Experiment> copy(Change change, String actor, Experiment original, Optional<String> name) {
        Future<String> free = name.map(Future::succeededFuture)
                .orElseGet(() -> FreeNames.first(
                        change.sql,
                        0,
                        number -> FreeNames.with(
                                original.spec().name(), number == 1 ? " (copy)" : " (copy " + number + ")")));
        return free.compose(wanted -> insert(change, actor, original, wanted))
                .compose(id -> seat(change, original.id(), id).compose(none -> ExperimentRows.one(change.sql, id)));
    }

    private static Future<Long> insert(Change change, String actor, Experiment original, String name) {
        ExperimentSpec spec = original.spec();
        ExperimentSpec renamed = spec.with(name, spec.flags());
        // The link shows the original's run, not the copy's.
        Annotations notes = new Annotations(
                original.annotations().description(),
                null,
                original.annotations().tags());
        BoardPlace place =
                new BoardPlace(original.place().groupLabel(), original.place().order(), false, false);
        return Declarations.insert(
                change, actor, new Seed(renamed, DesiredState.STOPPED, notes, original.rules()), place);
    }

    private static Future<Void> seat(Change change, long original, long copy) {
        return GroupRows.holding(change.sql, original)
                .compose(groups -> groups.isEmpty()
                        ? amongUngrouped(change, original, copy)
                        : inGroups(change, groups, original, copy));
    }

    // Two steps, since members in the same place stand by their id, and the copy has the highest.
    private static Future<Void> inGroups(Change change, List<String> groups, long original, long copy) {
        Future<Void> done = Future.succeededFuture();
        for (String group : groups) {
            change.group(group);
            done = done.compose(none -> change.sql
                    .update("""
                            update experiment_group_members set member_order = member_order + 2 where group_id = ?
                              and (member_order, experiment_id) > (select member_order, experiment_id
                                from experiment_group_members where group_id = ? and experiment_id = ?)
                            """, group, group, original)
                    .compose(moved -> change.sql.update("""
                            insert into experiment_group_members (group_id, experiment_id, member_order)
                              select group_id, ?, member_order + 1 from experiment_group_members
                              where group_id = ? and experiment_id = ?
                            """, copy, group, original))
                    .mapEmpty());
        }
        return done;
    }

    /** The ungrouped stand by their order, then the newest first: those after the original make room. */
    private static Future<Void> amongUngrouped(Change change, long original, long copy) {
        return change.sql
                .query("""
                        update experiments set exp_order = exp_order + 1 where deleted = 0 and id <> ?
                          and (exp_order, -created_at, -id) > (select exp_order, -created_at, -id from experiments where id = ?)
                          and not exists (select 1 from experiment_group_members m where m.experiment_id = experiments.id)
                        returning id
                        """, copy, original)
                .compose(rows -> {
                    rows.forEach(row -> change.experiment(row.number("id")));
                    return change.sql.update("update experiments set exp_order = exp_order + 1 where id = ?", copy);
                })
                .mapEmpty();
    }
}
