package dev.skydeck.gateway;

import dev.skydeck.gateway.board.BoardCache;
import dev.skydeck.gateway.board.BoardPages;
import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.body.CreateExperimentBody;
import dev.skydeck.gateway.body.ListParameters;
import dev.skydeck.gateway.body.Names;
import dev.skydeck.gateway.body.OrderBody;
import dev.skydeck.gateway.body.PatchExperimentBody;
import dev.skydeck.gateway.body.SetDesiredStateBody;
import dev.skydeck.gateway.body.SetFlagsBody;
import dev.skydeck.gateway.body.SwitchBody;
import dev.skydeck.gateway.links.LinkTemplate;
import dev.skydeck.gateway.view.Answers;
import dev.skydeck.gateway.view.CostView;
import dev.skydeck.gateway.view.EditsView;
import dev.skydeck.gateway.view.ExperimentView;
import dev.skydeck.gateway.view.LinkView;
import dev.skydeck.messages.CostRequest.ReadCost;
import dev.skydeck.messages.ExperimentRequest.CreateExperiment;
import dev.skydeck.messages.ExperimentRequest.DeleteExperiment;
import dev.skydeck.messages.ExperimentRequest.EditExperiment;
import dev.skydeck.messages.ExperimentRequest.Edits;
import dev.skydeck.messages.ExperimentRequest.GetExperiment;
import dev.skydeck.messages.ExperimentRequest.ReadEdits;
import dev.skydeck.messages.ExperimentRequest.SetDesiredState;
import dev.skydeck.messages.ExperimentRequest.SetExpanded;
import dev.skydeck.messages.ExperimentRequest.SetStarred;
import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import dev.skydeck.messages.ExperimentRequest.UndeleteExperiment;
import dev.skydeck.messages.OrderRequest.ReorderExperiments;
import dev.skydeck.messages.Request;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.Cost;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/** The operations on experiments. */
final class ExperimentRoutes {
    static final String NOT_FOUND = "Experiment not found";

    private static final String UNDELETED = "Experiment undeleted";
    private static final int GENERATED_TRIES = 3;

    private final Bus bus;
    private final BoardCache board;
    private final BoardPages pages;
    private final Revisions revisions;
    private final List<LinkTemplate> links;

    ExperimentRoutes(Bus bus, BoardCache board, BoardPages pages, Revisions revisions, List<LinkTemplate> links) {
        this.bus = bus;
        this.board = board;
        this.pages = pages;
        this.revisions = revisions;
        this.links = links;
    }

    Future<Reply> list(Call call) {
        ListParameters parameters = ListParameters.read(call::query);
        return board.get(atLeast(call))
                .compose(now -> parameters.isWhole()
                        ? Future.succeededFuture(Reply.encoded(now.revision(), now.experimentsAnswer()))
                        : pages.get(now, parameters, call.actor())
                                .map(page -> Reply.encoded(now.revision(), page.answer())
                                        .followedBy(page.next())));
    }

    /** The revision that the asker has seen, if it says so. */
    static long atLeast(Call call) {
        return call.whole("min_revision", 0, 0, Long.MAX_VALUE);
    }

    Future<Reply> create(Call call) {
        CreateExperimentBody body = CreateExperimentBody.read(call.body());
        Command command = call.command();
        String name = body.spec().name();
        return Names.isPlaceholder(name)
                ? createGenerated(command, body, GENERATED_TRIES)
                : create(command, body, name).recover(cause -> refuseTaken(cause, name));
    }

    private Future<Reply> createGenerated(Command command, CreateExperimentBody body, int tries) {
        return create(command, body, Names.generated())
                .recover(cause -> cause instanceof Failure.Conflict && tries > 1
                        ? createGenerated(command, body, tries - 1)
                        : Future.failedFuture(cause));
    }

    private Future<Reply> create(Command command, CreateExperimentBody body, String name) {
        return written(new CreateExperiment(command, body.seed(body.named(name)), body.place()));
    }

    private static Future<Reply> refuseTaken(Throwable cause, String name) {
        return Future.failedFuture(
                isTaken(cause) ? new Refused("Experiment with name '" + name + "' already exists") : cause);
    }

    /** A conflict has no word for programs; that a name is taken is told from its sentence. */
    private static boolean isTaken(Throwable cause) {
        return cause instanceof Failure.Conflict conflict && conflict.sentence().contains("exists already");
    }

    Future<Reply> get(Call call) {
        long revision = revisions.newest();
        return present(bus, call.experimentId())
                .compose(experiment -> bus.request(new ReadCost(experiment.id()))
                        .compose(cost -> bus.request(new ReadEdits(experiment.id()))
                                .map(edits -> Reply.of(revision, details(experiment, cost, edits)))))
                .recover(ExperimentRoutes::unknown);
    }

    private Answers.OfDetails details(Experiment experiment, Cost cost, Edits edits) {
        return new Answers.OfDetails(
                ExperimentView.of(experiment), CostView.of(cost), LinkView.of(links, experiment), EditsView.of(edits));
    }

    /** Reads one that is not deleted: to clients a deleted one is not there until it is taken back. */
    static Future<Experiment> present(Bus bus, long id) {
        return bus.request(new GetExperiment(id))
                .compose(experiment -> experiment.deleted()
                        ? Future.failedFuture(new Failure.NotFound(NOT_FOUND))
                        : Future.succeededFuture(experiment));
    }

    /** A write that is refused because the experiment is deleted: it is not there. */
    private <T> Future<T> missingWhenDeleted(long id, Throwable cause) {
        if (!(cause instanceof Failure.Conflict)) {
            return Future.failedFuture(cause);
        }
        return present(bus, id)
                .transform(read -> Future.failedFuture(
                        read.failed() && read.cause() instanceof Failure.NotFound ? read.cause() : cause));
    }

    Future<Reply> patch(Call call) {
        PatchExperimentBody body = PatchExperimentBody.read(call.body());
        long id = call.experimentId();
        call.ifMatch().ifPresent(body.edit()::expectedSpecRevision);
        return written(new EditExperiment(call.command(), id, body.edit().build()))
                .recover(cause -> missingWhenDeleted(id, cause))
                .recover(ExperimentRoutes::unknown)
                .recover(cause -> Future.failedFuture(
                        isTaken(cause) ? new Refused("Experiment with that name already exists") : cause));
    }

    Future<Reply> setFlags(Call call) {
        SetFlagsBody body = SetFlagsBody.read(call.body());
        SpecEdit.Builder edit = SpecEdit.builder().flags(body.flags());
        call.ifMatch().ifPresent(edit::expectedSpecRevision);
        return named(call, id -> written(new EditExperiment(call.command(), id, edit.build())));
    }

    Future<Reply> setDesiredState(Call call) {
        SetDesiredStateBody body = SetDesiredStateBody.read(call.body());
        return named(call, id -> written(new SetDesiredState(call.command(), id, body.desiredState())));
    }

    Future<Reply> delete(Call call) {
        return write(new DeleteExperiment(call.command(), call.experimentId()))
                .map(done -> Reply.message(done, "Experiment deleted"))
                .recover(ExperimentRoutes::unknown);
    }

    /** An unknown id is no error here, as in the first SkyDeck. */
    Future<Reply> undelete(Call call) {
        OptionalLong id = call.number("id");
        if (id.isEmpty()) {
            return Future.succeededFuture(Reply.message(revisions.newest(), UNDELETED));
        }
        return bus.request(new GetExperiment(id.getAsLong()))
                .compose(before -> write(new UndeleteExperiment(call.command(), id.getAsLong()))
                        .map(done -> Reply.message(done, undeleted(before, done.value()))))
                .recover(cause -> cause instanceof Failure.NotFound
                        ? Future.succeededFuture(Reply.message(revisions.newest(), UNDELETED))
                        : Future.failedFuture(
                                cause instanceof Failure.Conflict conflict ? new Refused(conflict.sentence()) : cause));
    }

    /** Its name may have been given to another meanwhile. */
    private static String undeleted(Experiment before, Experiment after) {
        return before.spec().name().equals(after.spec().name())
                ? UNDELETED
                : UNDELETED + ": its name is taken, so it is " + after.spec().name() + " now";
    }

    Future<Reply> setExpanded(Call call) {
        SwitchBody body = SwitchBody.read(call.body(), "is_expanded");
        return ok(call, id -> new SetExpanded(call.command(), id, body.on()));
    }

    Future<Reply> setStarred(Call call) {
        SwitchBody body = SwitchBody.read(call.body(), "starred");
        return ok(call, id -> new SetStarred(call.command(), id, body.on()));
    }

    Future<Reply> reorder(Call call) {
        return write(new ReorderExperiments(
                        call.command(), OrderBody.read(call.body()).numbers()))
                .map(done -> Reply.message(done, "Order updated"));
    }

    private Future<Reply> ok(Call call, LongFunction<Request<Written<Boolean>>> request) {
        OptionalLong id = call.number("id");
        if (id.isEmpty()) {
            return Future.succeededFuture(Reply.of(revisions.newest(), Answers.Ok.OK));
        }
        return write(request.apply(id.getAsLong())).map(done -> Reply.of(done.revision(), Answers.Ok.OK));
    }

    private Future<Reply> written(Request<Written<Experiment>> request) {
        return write(request).map(done -> Reply.of(done, new Answers.OfExperiment(ExperimentView.of(done.value()))));
    }

    private <T> Future<Written<T>> write(Request<Written<T>> request) {
        return bus.request(request).onSuccess(done -> revisions.saw(done.revision()));
    }

    /** The first SkyDeck's sentence, of the two that it had. */
    static <T> Future<T> unknown(Throwable cause) {
        return Future.failedFuture(cause instanceof Failure.NotFound ? new Failure.NotFound(NOT_FOUND) : cause);
    }

    /** The other sentence, which names the id. */
    private Future<Reply> named(Call call, LongFunction<Future<Reply>> operation) {
        Failure missing = new Failure.NotFound("Experiment '" + call.path("id") + "' not found");
        OptionalLong id = call.number("id");
        return id.isEmpty()
                ? Future.failedFuture(missing)
                : operation
                        .apply(id.getAsLong())
                        .recover(cause -> missingWhenDeleted(id.getAsLong(), cause))
                        .recover(cause -> Future.failedFuture(cause instanceof Failure.NotFound ? missing : cause));
    }
}
