package dev.skydeck.store;

import dev.skydeck.messages.HoldRequest.Adoption;
import dev.skydeck.messages.HoldRequest.ListAdoptions;
import dev.skydeck.messages.HoldRequest.Pause;
import dev.skydeck.messages.HoldRequest.ReleaseHolds;
import dev.skydeck.messages.HoldRequest.Which;
import dev.skydeck.messages.model.ConditionType;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.JobKey;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** What keeps the controller from an experiment until a person releases it. */
final class Holds {
    private final Transactions transactions;
    private final Writes writes;

    Holds(Transactions transactions, Writes writes) {
        this.transactions = transactions;
        this.writes = writes;
    }

    Future<Written<List<Long>>> release(ReleaseHolds request) {
        String actor = request.command().actor();
        return writes.command(
                request.command(),
                "ReleaseHolds",
                Json.listOf(Long.class),
                change -> paused(change, request.which(), false)
                        .compose(none -> meant(change.sql, request.which()))
                        .compose(found -> release(change, found, actor)));
    }

    Future<Written<List<Long>>> pause(Pause request) {
        String actor = request.command().actor();
        return writes.command(
                request.command(),
                "Pause",
                Json.listOf(Long.class),
                change -> paused(change, request.which(), true)
                        .compose(none -> meant(change.sql, request.which()))
                        .compose(found -> pause(change, found, actor)));
    }

    /** Who pauses everything means what is created tomorrow, too. */
    private static Future<Integer> paused(Change change, Which which, boolean paused) {
        return which.all()
                ? change.sql.update("update installation set paused = ?", paused)
                : Future.succeededFuture(0);
    }

    private static Future<List<Long>> pause(Change change, List<Experiment> meant, String actor) {
        List<Experiment> free =
                meant.stream().filter(experiment -> experiment.hold() == null).toList();
        Future<Void> done = Future.succeededFuture();
        for (Experiment experiment : free) {
            done = done.compose(none -> pause(change, experiment.id(), actor));
        }
        return done.map(none -> free.stream().map(Experiment::id).toList());
    }

    private static Future<Void> pause(Change change, long id, String actor) {
        change.experiment(id);
        change.happened("experiment_paused", id, null, actor, Map.of());
        return change.sql
                .update(
                        "update experiments set hold = ?, updated_at = ? where id = ?",
                        ConditionType.Paused,
                        change.now,
                        id)
                .mapEmpty();
    }

    /** What is created while everything is paused is paused. */
    static Future<Void> created(Change change, long id, String actor) {
        return change.sql
                .query("select paused from installation")
                .compose(rows -> rows.get(0).flag("paused") ? pause(change, id, actor) : Future.succeededFuture());
    }

    private static Future<List<Experiment>> meant(Sql sql, Which which) {
        if (which.all()) {
            return ExperimentRows.where(sql, "e.deleted = 0");
        }
        if (which.groupId().isPresent()) {
            return GroupRows.one(sql, which.groupId().get())
                    .compose(group -> ExperimentRows.byIds(sql, group.members()));
        }
        return Memberships.requireThere(sql, which.ids()).compose(none -> ExperimentRows.byIds(sql, which.ids()));
    }

    private static Future<List<Long>> release(Change change, List<Experiment> meant, String actor) {
        List<Experiment> held =
                meant.stream().filter(experiment -> experiment.hold() != null).toList();
        Future<Void> done = Future.succeededFuture();
        for (Experiment experiment : held) {
            done = done.compose(none -> release(change, experiment, actor).mapEmpty());
        }
        return done.map(none -> held.stream().map(Experiment::id).toList());
    }

    /** Releasing what nothing holds changes nothing. */
    static Future<Experiment> release(Change change, Experiment before, String actor) {
        if (before.hold() == null) {
            return Future.succeededFuture(before);
        }
        change.experiment(before.id());
        change.happened("experiment_released", before.id(), null, actor, Map.of("hold", before.hold()));
        return change.sql
                .update("update experiments set hold = null, updated_at = ? where id = ?", change.now, before.id())
                .compose(none -> ExperimentRows.one(change.sql, before.id()));
    }

    /** Only on a server that was observed whole, and only jobs that no launch of ours made. */
    Future<List<Adoption>> adoptions(ListAdoptions request) {
        return transactions.read(sql ->
                sql.query("""
                        select e.id as experiment, e.name as experiment_name, i.server as imported_server, i.job_id as job,
                          s.server as seen_server, s.name as job_name, s.submitted_at as submitted
                        from jobs i
                          join servers si on si.number = i.server and si.imported = 1
                          join experiments e on e.id = i.experiment_id and e.deleted = 0
                          join jobs s on s.job_id = i.job_id and s.task_id = 0 and s.terminal = 0
                            and s.launch_id is null and coalesce(s.experiment_id, e.id) = e.id
                          join servers ss on ss.number = s.server and ss.imported = 0 and ss.complete = 1
                            and ss.cluster is null
                        where s.name = i.name and abs(s.submitted_at - i.submitted_at) < 1000
                        order by e.id, i.job_id
                        """).map(rows -> rows.stream().map(Holds::adoption).toList()));
    }

    private static Adoption adoption(SqlRow row) {
        return new Adoption(
                row.number("experiment"),
                row.text("experiment_name"),
                new JobKey(row.number("imported_server"), row.number("job"), 0),
                new JobKey(row.number("seen_server"), row.number("job"), 0),
                row.text("job_name"),
                row.instant("submitted"));
    }
}
