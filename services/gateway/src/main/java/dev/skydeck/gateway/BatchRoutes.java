package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.body.BatchBody;
import dev.skydeck.gateway.body.NameBody;
import dev.skydeck.gateway.body.SpecEditBody;
import dev.skydeck.gateway.body.UndoBody;
import dev.skydeck.gateway.view.Answers;
import dev.skydeck.gateway.view.BatchView;
import dev.skydeck.gateway.view.ExperimentView;
import dev.skydeck.messages.BatchRequest.BatchResult;
import dev.skydeck.messages.BatchRequest.Operation;
import dev.skydeck.messages.BatchRequest.RunBatch;
import dev.skydeck.messages.BatchRequest.Undo;
import dev.skydeck.messages.ExperimentRequest.EditExperiment;
import dev.skydeck.messages.ExperimentRequest.GetExperiment;
import dev.skydeck.messages.Request;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;

/** Writes that the first SkyDeck did not have: whole edits, copies, batches, and taking a write back. */
final class BatchRoutes {
    private final Bus bus;
    private final Revisions revisions;

    BatchRoutes(Bus bus, Revisions revisions) {
        this.bus = bus;
        this.revisions = revisions;
    }

    Future<Reply> run(Call call) {
        BatchBody body = BatchBody.read(call.body());
        return write(new RunBatch(call.command(), body.atomic(), body.operations()))
                .map(done -> Reply.of(done, BatchView.of(done)));
    }

    Future<Reply> undo(Call call) {
        UndoBody body = UndoBody.read(call.body());
        return write(new Undo(call.command(), body.token())).map(done -> Reply.of(done, BatchView.of(done)));
    }

    Future<Reply> duplicate(Call call) {
        NameBody body = NameBody.read(call.body());
        Operation copy = new Operation.Duplicate(call.experimentId(), body.name());
        return one(call, copy);
    }

    /** Brings an experiment back from the trash. */
    Future<Reply> restore(Call call) {
        return one(call, new Operation.Undelete(call.experimentId()));
    }

    /** A batch of one, answered as the experiment that came of it. */
    private Future<Reply> one(Call call, Operation operation) {
        return write(new RunBatch(call.command(), true, List.of(operation)))
                .recover(cause -> Future.failedFuture(SingleOperation.failure(cause)))
                .compose(done -> bus.request(new GetExperiment(id(done)))
                        .map(experiment -> Reply.of(
                                done,
                                new Answers.OfNotedExperiment(
                                        ExperimentView.of(experiment),
                                        done.value().items().get(0).note()))));
    }

    private static long id(Written<BatchResult> done) {
        return Objects.requireNonNull(done.value().items().get(0).id());
    }

    Future<Reply> editSpec(Call call) {
        SpecEditBody body = SpecEditBody.read(call.body());
        call.ifMatch().ifPresent(body.edit()::expectedSpecRevision);
        return write(new EditExperiment(
                        call.command(), call.experimentId(), body.edit().build()))
                .map(done -> Reply.of(done, new Answers.OfExperiment(ExperimentView.of(done.value()))));
    }

    private <T> Future<Written<T>> write(Request<Written<T>> request) {
        return bus.request(request).onSuccess(done -> revisions.saw(done.revision()));
    }
}
