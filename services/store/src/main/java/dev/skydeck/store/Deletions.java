package dev.skydeck.store;

import dev.skydeck.messages.ExperimentRequest.DeleteExperiment;
import dev.skydeck.messages.ExperimentRequest.UndeleteExperiment;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.util.Map;

/** Into the trash and out of it. */
final class Deletions {
    private final Writes writes;

    Deletions(Writes writes) {
        this.writes = writes;
    }

    Future<Written<Experiment>> delete(DeleteExperiment request) {
        return writes.undoable(
                request.command(),
                "DeleteExperiment",
                Json.type(Experiment.class),
                change -> ExperimentRows.one(change.sql, request.id())
                        .compose(before ->
                                delete(change, before, request.command().actor())));
    }

    Future<Written<Experiment>> undelete(UndeleteExperiment request) {
        return writes.undoable(
                request.command(),
                "UndeleteExperiment",
                Json.type(Experiment.class),
                change -> ExperimentRows.one(change.sql, request.id())
                        .compose(before ->
                                undelete(change, before, request.command().actor())));
    }

    /** Deleting what is deleted changes nothing. */
    static Future<Experiment> delete(Change change, Experiment before, String actor) {
        if (before.deleted()) {
            return Future.succeededFuture(before);
        }
        change.undoStep(new UndoStep.BringBack(before.id()));
        change.happened("experiment_deleted", before.id(), null, actor, Map.of());
        return mark(change, before, true, DesiredState.TERMINATED);
    }

    /** Its name may be another's by now: then it gets a suffix. */
    static Future<Experiment> undelete(Change change, Experiment before, String actor) {
        if (!before.deleted()) {
            return Future.succeededFuture(before);
        }
        String name = before.spec().name();
        change.undoStep(new UndoStep.Remove(before.id()));
        return FreeNames.first(
                        change.sql, before.id(), number -> number == 1 ? name : FreeNames.with(name, "_" + number))
                .compose(free -> {
                    boolean taken = !free.equals(name);
                    change.happened(
                            "experiment_undeleted",
                            before.id(),
                            null,
                            actor,
                            taken ? Map.of("name_before", name, "name", free) : Map.of());
                    return taken ? rename(change, before, free) : Future.succeededFuture();
                })
                .compose(none -> mark(change, before, false, DesiredState.STOPPED));
    }

    private static Future<Void> rename(Change change, Experiment before, String name) {
        return change.sql
                .update(
                        "update experiments set name = ?, spec_revision = spec_revision + 1 where id = ?",
                        name,
                        before.id())
                .compose(none -> FormerNames.keep(change, before.id(), name));
    }

    private static Future<Experiment> mark(Change change, Experiment before, boolean deleted, DesiredState wanted) {
        change.experiment(before.id());
        return change.sql
                .update(
                        "update experiments set deleted = ?, deleted_at = ?, desired_state = ?, updated_at = ? where id = ?",
                        deleted,
                        deleted ? change.now : null,
                        wanted,
                        change.now,
                        before.id())
                .compose(none -> GroupRows.holding(change.sql, before.id()))
                .compose(groups -> {
                    groups.forEach(change::group);
                    return ExperimentRows.one(change.sql, before.id());
                });
    }
}
