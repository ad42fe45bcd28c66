package dev.skydeck.store;

import dev.skydeck.messages.BatchRequest.BatchResult;
import dev.skydeck.messages.BatchRequest.ItemResult;
import dev.skydeck.messages.BatchRequest.Operation;
import dev.skydeck.messages.BatchRequest.RunBatch;
import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Problem;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Many writes as one: one transaction, one revision, one event. */
final class Batches {
    private final Writes writes;

    Batches(Writes writes) {
        this.writes = writes;
    }

    Future<Written<BatchResult>> run(RunBatch request) {
        String actor = request.command().actor();
        return writes.undoable(
                request.command(),
                "RunBatch",
                Json.type(BatchResult.class),
                change -> (request.atomic()
                                ? together(change, request.operations(), actor)
                                : Items.each(
                                        change, request.operations(), (own, operation) -> run(own, operation, actor)))
                        .map(BatchResult::new));
    }

    private static Future<List<ItemResult>> together(Change change, List<Operation> operations, String actor) {
        Future<List<ItemResult>> results = Future.succeededFuture(new ArrayList<>());
        for (int i = 0; i < operations.size(); i++) {
            int position = i;
            results = results.compose(done -> run(change, operations.get(position), actor)
                    .recover(cause -> Future.failedFuture(at(position, cause)))
                    .map(result -> {
                        done.add(result);
                        return done;
                    }));
        }
        return results;
    }

    /** The failure as the asker of a batch reads it. */
    private static Throwable at(int position, Throwable cause) {
        String where = "Operation " + position + ": ";
        if (cause instanceof Failure.NotFound failure) {
            return new Failure.NotFound(where + failure.sentence());
        }
        if (cause instanceof Failure.Conflict failure) {
            return new Failure.Conflict(where + failure.sentence());
        }
        if (cause instanceof Failure.Outdated failure) {
            return new Failure.Outdated(where + failure.sentence());
        }
        if (cause instanceof Failure.Invalid failure) {
            List<Problem> problems = failure.problems().stream()
                    .map(problem -> new Problem(
                            "operations." + position + "." + problem.field(), problem.type(), problem.message()))
                    .toList();
            return new Failure.Invalid(where + failure.sentence(), problems);
        }
        return cause;
    }

    private static Future<ItemResult> run(Change change, Operation operation, String actor) {
        if (operation instanceof Operation.Create create) {
            return create(change, create, actor).map(Items::done);
        }
        if (operation instanceof Operation.Patch patch) {
            return with(change, patch.id(), before -> Declarations.edit(change, actor, before, patch.edit()));
        }
        if (operation instanceof Operation.SetFlags set) {
            SpecEdit edit = SpecEdit.builder().flags(set.flags()).build();
            return with(change, set.id(), before -> Declarations.edit(change, actor, before, edit));
        }
        if (operation instanceof Operation.SetState set) {
            return with(change, set.id(), before -> DesiredStates.set(change, before, set.desiredState(), actor));
        }
        if (operation instanceof Operation.Duplicate duplicate) {
            return with(
                    change,
                    duplicate.id(),
                    original -> original.deleted()
                            ? Future.failedFuture(new Failure.Conflict(
                                    "The experiment " + original.spec().name() + " is deleted: it cannot be copied."))
                            : Copies.copy(change, actor, original, duplicate.name(), duplicate.flags()));
        }
        if (operation instanceof Operation.Delete delete) {
            return with(change, delete.id(), before -> Deletions.delete(change, before, actor));
        }
        if (operation instanceof Operation.Undelete undelete) {
            return undelete(change, undelete.id(), actor);
        }
        if (operation instanceof Operation.Move move) {
            return with(
                    change, move.id(), experiment -> move(change, move, actor).map(experiment));
        }
        if (operation instanceof Operation.Release release) {
            return with(change, release.id(), held -> Holds.release(change, held, actor));
        }
        throw new IllegalStateException("no rule for " + operation);
    }

    private static Future<ItemResult> with(Change change, long id, Function<Experiment, Future<Experiment>> work) {
        return ExperimentRows.one(change.sql, id).compose(work).map(Items::done);
    }

    private static Future<Experiment> create(Change change, Operation.Create create, String actor) {
        return Declarations.insert(change, actor, create.seed(), create.place())
                .compose(id -> create.groupId()
                        .map(group -> GroupRows.one(change.sql, group)
                                .compose(there -> Memberships.append(change, group, List.of(id))))
                        .orElseGet(Future::succeededFuture)
                        .compose(none -> ExperimentRows.one(change.sql, id)));
    }

    private static Future<ItemResult> undelete(Change change, long id, String actor) {
        return ExperimentRows.one(change.sql, id)
                .compose(before -> Deletions.undelete(change, before, actor).map(after -> {
                    String name = after.spec().name();
                    String was = before.spec().name();
                    return new ItemResult(
                            id,
                            name,
                            name.equals(was) ? null : "Its name " + was + " is taken, so it is " + name + " now.",
                            null);
                }));
    }

    static Future<Void> move(Change change, Operation.Move move, String actor) {
        List<Long> id = List.of(move.id());
        if (move.groupId().isEmpty()) {
            change.happened("experiment_moved", move.id(), null, actor, Map.of());
            return Memberships.requireThere(change.sql, id)
                    .compose(none -> Memberships.noteUndo(change, id))
                    .compose(none -> Memberships.leaveOthers(change, null, id));
        }
        return GroupRows.one(change.sql, move.groupId().get()).compose(group -> {
            change.happened(
                    "experiment_moved", move.id(), null, actor, Map.of("group", group.id(), "name", group.name()));
            return Memberships.requireThere(change.sql, id)
                    .compose(none -> Memberships.noteUndo(change, id))
                    .compose(none -> move.multiHome()
                            ? Future.succeededFuture()
                            : Memberships.leaveOthers(change, group.id(), id))
                    .compose(none -> Memberships.insertBefore(change, group, move.id(), move.before()));
        });
    }
}
