package dev.skydeck.store;

import dev.skydeck.messages.TrashRequest.ListTrash;
import dev.skydeck.messages.TrashRequest.PurgeTrash;
import dev.skydeck.messages.TrashRequest.TrashPage;
import dev.skydeck.messages.TrashRequest.Trashed;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Deleted experiments: they can be brought back until they are purged. */
final class Trash {
    /** How long a deleted experiment can be brought back. */
    static final Duration KEPT = Duration.ofDays(30);

    private static final String ACTOR = "store";
    /** A launch that is not resolved may still own a job. */
    private static final String PURGEABLE = "deleted = 1 and purged = 0 and not exists (select 1 from launches l"
            + " where l.experiment_id = experiments.id and l.state in ('INTENT', 'SENT', 'LIVE', 'LATE'))";

    private final Transactions transactions;
    private final Writes writes;

    Trash(Transactions transactions, Writes writes) {
        this.transactions = transactions;
        this.writes = writes;
    }

    Future<TrashPage> list(ListTrash request) {
        int limit = Pages.limit(request.limit(), 500);
        return transactions.read(sql -> Installations.revision(sql)
                .compose(revision -> sql.query(
                                "select id, deleted_at from experiments where deleted = 1 and purged = 0"
                                        + " order by deleted_at desc, id desc limit ? offset ?",
                                limit + 1,
                                Math.max(0, request.skip()))
                        .compose(rows -> page(sql, revision, rows, limit))));
    }

    private static Future<TrashPage> page(Sql sql, long revision, List<SqlRow> rows, int limit) {
        List<Long> ids = rows.stream().map(row -> row.number("id")).toList();
        return ExperimentRows.byIds(sql, ids).map(found -> {
            Map<Long, Experiment> byId = new HashMap<>();
            found.forEach(experiment -> byId.put(experiment.id(), experiment));
            List<Trashed> all = new ArrayList<>();
            for (SqlRow row : rows) {
                @Nullable Experiment experiment = byId.get(row.number("id"));
                if (experiment != null) {
                    all.add(trashed(experiment, row));
                }
            }
            List<Trashed> page = Pages.fitting(all, limit, trashed -> Pages.weight(trashed.experiment()));
            return new TrashPage(revision, page, page.size() < all.size());
        });
    }

    private static Trashed trashed(Experiment experiment, SqlRow row) {
        Instant deletedAt = row.isNull("deleted_at") ? experiment.updatedAt() : row.instant("deleted_at");
        return new Trashed(experiment, deletedAt, deletedAt.plus(KEPT));
    }

    Future<Written<List<Long>>> purge(PurgeTrash request) {
        String actor = request.command().actor();
        return writes.command(
                request.command(),
                "PurgeTrash",
                Json.listOf(Long.class),
                change -> request.ids().isEmpty()
                        ? select(change, "1").compose(ids -> drop(change, ids, actor))
                        : select(change, "id in (select value from json_each(?))", Json.text(request.ids()))
                                .compose(ids -> requireAll(change.sql, request.ids(), ids))
                                .compose(ids -> drop(change, ids, actor)));
    }

    /** Purges what was deleted long ago. */
    Future<Void> purgeOld() {
        return writes.write(change -> select(change, "deleted_at <= ?", change.now.minus(KEPT))
                        .compose(ids -> drop(change, ids, ACTOR)))
                .mapEmpty();
    }

    private static Future<List<Long>> select(Change change, String condition, Object... parameters) {
        return change.sql
                .query(
                        "select id from experiments where " + PURGEABLE + " and " + condition + " order by id",
                        parameters)
                .map(rows -> rows.stream().map(row -> row.number("id")).toList());
    }

    private static Future<List<Long>> requireAll(Sql sql, List<Long> asked, List<Long> purgeable) {
        for (long id : asked) {
            if (!purgeable.contains(id)) {
                return ExperimentRows.one(sql, id)
                        .compose(experiment -> Future.failedFuture(new Failure.Conflict(
                                "The experiment " + experiment.spec().name()
                                        + (experiment.deleted()
                                                ? " still has a job that may run: it can be purged once that has ended."
                                                : " is not in the trash."))));
            }
        }
        return Future.succeededFuture(purgeable);
    }

    /** The row stays, with its name, for what launches, jobs and history refer to. */
    private static Future<List<Long>> drop(Change change, List<Long> ids, String actor) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(ids);
        }
        for (long id : ids) {
            change.experiment(id);
            change.happened("experiment_purged", id, null, actor, Map.of());
        }
        String list = Json.text(ids);
        return change.sql
                .update("""
                        update experiments set purged = 1, flags = '{}', base_command = '', tool_path = null, git_branch = null,
                          accelerator = null, instance_type = null, cloud = null, task_template = null, cluster = null, stop_cluster = 0, description = null, wandb_link = null,
                          tags = '[]', exp_group = null, hold = null, updated_at = ?
                        where id in (select value from json_each(?))
                        """, change.now, list)
                .compose(none -> change.sql.update(
                        "delete from experiment_group_members where experiment_id in (select value from json_each(?))",
                        list))
                .compose(none -> change.sql.update(
                        "delete from metrics where experiment_id in (select value from json_each(?))", list))
                .compose(none -> change.sql.update(
                        "delete from metric_files where experiment_id in (select value from json_each(?))", list))
                .compose(none -> change.sql.update(
                        "delete from conditions where experiment_id in (select value from json_each(?))", list))
                .map(ids);
    }
}
