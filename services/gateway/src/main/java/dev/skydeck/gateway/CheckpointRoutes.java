package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.body.ListParameters;
import dev.skydeck.gateway.body.RowCursor;
import dev.skydeck.gateway.view.CheckpointView;
import dev.skydeck.gateway.view.CheckpointsView;
import dev.skydeck.gateway.view.Selection;
import dev.skydeck.messages.CheckpointRequest.GetCadence;
import dev.skydeck.messages.CheckpointRequest.GetCheckpoint;
import dev.skydeck.messages.SyncerRequest.SignLink;
import dev.skydeck.messages.SyncerRequest.SyncNow;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Checkpoint;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** What experiments left in S3. */
final class CheckpointRoutes {
    private static final int LINK_SECONDS = 3_600;

    private final Bus bus;
    private final Revisions revisions;
    private final WholeLists lists;

    CheckpointRoutes(Bus bus, Revisions revisions) {
        this.bus = bus;
        this.revisions = revisions;
        this.lists = new WholeLists(bus);
    }

    Future<Reply> list(Call call) {
        long revision = revisions.newest();
        int limit = call.limit(50);
        String cursor = call.query("cursor");
        long before = RowCursor.epoch(cursor);
        Optional<Selection> fields = ListParameters.fields(call.query("fields"), CheckpointView.class);
        long id = call.experimentId();
        return ExperimentRoutes.present(bus, id)
                .compose(there -> lists.checkpoints(id, limit, before))
                .compose(found -> {
                    List<CheckpointView> views =
                            found.rows().stream().map(CheckpointView::of).toList();
                    List<?> rows = fields.isPresent() ? fields.get().of(CheckpointView.class, views) : views;
                    // Over all of them, and so the same on every page.
                    Future<CheckpointsView> answer = cursor == null
                            ? bus.request(new GetCadence(id)).map(cadence -> CheckpointsView.of(rows, cadence))
                            : Future.succeededFuture(CheckpointsView.of(rows));
                    return answer.map(view -> Reply.of(revision, view).followedBy(found.next()));
                })
                .recover(ExperimentRoutes::unknown);
    }

    /** With a link that downloads it, where there is still something to download. */
    Future<Reply> get(Call call) {
        long revision = revisions.newest();
        long id = call.experimentId();
        return bus.request(new GetCheckpoint(id, epoch(call)))
                .compose(checkpoint -> isThere(checkpoint)
                        ? bus.request(new SignLink(checkpoint.uri(), LINK_SECONDS))
                                .map(link -> CheckpointsView.One.of(checkpoint, link))
                        : Future.succeededFuture(CheckpointsView.One.of(checkpoint)))
                .map(view -> Reply.of(revision, view));
    }

    /** @throws Failure.NotFound if the path's epoch is no number: no checkpoint can have it */
    static long epoch(Call call) {
        return call.number("epoch").orElseThrow(() -> new Failure.NotFound("There is no checkpoint of that epoch."));
    }

    static boolean isThere(Checkpoint checkpoint) {
        return checkpoint.goneAt() == null && !checkpoint.uri().isEmpty();
    }

    Future<Reply> sync(Call call) {
        return bus.request(new SyncNow())
                .compose(taken -> taken
                        ? Future.succeededFuture(Reply.message(revisions.newest(), "Sync started"))
                        : Future.failedFuture(
                                new Failure.Conflict("SkyDeck knows no bucket: start it with --s3-bucket.")));
    }
}
