package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.body.FileSetBody;
import dev.skydeck.gateway.view.ChangesView;
import dev.skydeck.messages.ApplyRequest.ApplySet;
import dev.skydeck.messages.ApplyRequest.PlanSet;
import dev.skydeck.messages.bus.Bus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Experiments and groups declared by files. */
final class ApplyRoutes {
    private final Vertx vertx;
    private final Bus bus;
    private final Revisions revisions;

    ApplyRoutes(Vertx vertx, Bus bus, Revisions revisions) {
        this.vertx = vertx;
        this.bus = bus;
        this.revisions = revisions;
    }

    Future<Reply> plan(Call call) {
        long revision = revisions.newest();
        return read(call)
                .compose(body -> bus.request(new PlanSet(body.set(), body.prune())))
                .map(plan -> Reply.of(revision, ChangesView.of(plan.changes()), plan.warnings()));
    }

    Future<Reply> apply(Call call) {
        return read(call)
                .compose(body -> bus.request(new ApplySet(call.command(), body.set(), body.prune())))
                .onSuccess(done -> revisions.saw(done.revision()))
                .map(done -> Reply.of(done, ChangesView.of(done.value())));
    }

    /** Reading a megabyte of YAML takes longer than an event loop may. */
    private Future<FileSetBody> read(Call call) {
        byte[] body = call.body();
        return vertx.executeBlocking(() -> FileSetBody.read(body), false);
    }
}
