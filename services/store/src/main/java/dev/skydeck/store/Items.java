package dev.skydeck.store;

import dev.skydeck.messages.BatchRequest.ItemError;
import dev.skydeck.messages.BatchRequest.ItemResult;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Experiment;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Steps of one write that stand alone: one that fails leaves nothing behind and does not stop the others. */
final class Items {
    private Items() {}

    static ItemResult done(Experiment experiment) {
        return new ItemResult(experiment.id(), experiment.spec().name(), null, null);
    }

    /** Runs the steps one after the other; answers what came of each, in order. Fails only when the store itself does. */
    static <S> Future<List<ItemResult>> each(
            Change change, List<S> steps, BiFunction<Change, S, Future<ItemResult>> work) {
        Future<List<ItemResult>> results = Future.succeededFuture(new ArrayList<>());
        for (S step : steps) {
            results = results.compose(done -> alone(change, step, work).map(result -> {
                done.add(result);
                return done;
            }));
        }
        return results;
    }

    private static <S> Future<ItemResult> alone(Change change, S step, BiFunction<Change, S, Future<ItemResult>> work) {
        Change own = change.part();
        return change.sql
                .update("savepoint item")
                .compose(none -> work.apply(own, step))
                .compose(result -> change.sql.update("release item").map(released -> {
                    change.include(own);
                    return result;
                }))
                .recover(cause -> error(cause)
                        .map(error -> change.sql
                                .update("rollback to item")
                                .compose(none -> change.sql.update("release item"))
                                .map(new ItemResult(null, null, null, error)))
                        .orElseGet(() -> Future.failedFuture(cause)));
    }

    /** Empty when the failure is none of the asker's. */
    private static Optional<ItemError> error(Throwable cause) {
        if (cause instanceof Failure.NotFound failure) {
            return Optional.of(new ItemError("NotFound", failure.sentence(), List.of()));
        }
        if (cause instanceof Failure.Conflict failure) {
            return Optional.of(new ItemError("Conflict", failure.sentence(), List.of()));
        }
        if (cause instanceof Failure.Outdated failure) {
            return Optional.of(new ItemError("Outdated", failure.sentence(), List.of()));
        }
        if (cause instanceof Failure.Invalid failure) {
            return Optional.of(new ItemError("Invalid", failure.sentence(), failure.problems()));
        }
        return Optional.empty();
    }
}
