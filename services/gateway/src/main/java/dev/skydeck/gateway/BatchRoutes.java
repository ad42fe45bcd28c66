package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.body.BatchBody;
import dev.skydeck.gateway.body.CopyBody;
import dev.skydeck.gateway.body.ResumeBody;
import dev.skydeck.gateway.body.SpecEditBody;
import dev.skydeck.gateway.body.UndoBody;
import dev.skydeck.gateway.view.Answers;
import dev.skydeck.gateway.view.BatchView;
import dev.skydeck.gateway.view.ExperimentView;
import dev.skydeck.messages.BatchRequest.BatchResult;
import dev.skydeck.messages.BatchRequest.Operation;
import dev.skydeck.messages.BatchRequest.RunBatch;
import dev.skydeck.messages.BatchRequest.Undo;
import dev.skydeck.messages.CheckpointRequest.GetCheckpoint;
import dev.skydeck.messages.ExperimentRequest.EditExperiment;
import dev.skydeck.messages.ExperimentRequest.GetExperiment;
import dev.skydeck.messages.Request;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Problem;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Writes that the first SkyDeck did not have: whole edits, copies, batches, and taking a write back. */
final class BatchRoutes {
    private static final String NO_FLAG =
            "Name the flag that takes a checkpoint, or configure it as resume_flag in the section checkpoints.";

    private final Bus bus;
    private final Revisions revisions;
    private final Optional<String> resumeFlag;

    /** @param resumeFlag that takes the URI of a checkpoint to go on from; empty when none is configured */
    BatchRoutes(Bus bus, Revisions revisions, Optional<String> resumeFlag) {
        this.bus = bus;
        this.revisions = revisions;
        this.resumeFlag = resumeFlag;
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
        CopyBody body = CopyBody.read(call.body());
        return one(call, new Operation.Duplicate(call.experimentId(), body.name(), body.flags()));
    }

    /** A copy that goes on from a checkpoint: its URI is the value of a flag. */
    Future<Reply> resume(Call call) {
        ResumeBody body = ResumeBody.read(call.body());
        String flag = body.flag()
                .or(() -> resumeFlag)
                .orElseThrow(() -> new Failure.Invalid(NO_FLAG, List.of(new Problem("flag", "missing", NO_FLAG))));
        long id = call.experimentId();
        return bus.request(new GetCheckpoint(id, CheckpointRoutes.epoch(call))).compose(checkpoint -> {
            if (!CheckpointRoutes.isThere(checkpoint)) {
                throw new Failure.Conflict("The checkpoint of epoch " + checkpoint.epoch() + " is gone from S3.");
            }
            Flags from = new Flags(Map.of(flag, new FlagValue.Text(checkpoint.uri())));
            return one(call, new Operation.Duplicate(id, body.name(), from));
        });
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
