package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.body.PurgeBody;
import dev.skydeck.gateway.view.TrashView;
import dev.skydeck.messages.TrashRequest.ListTrash;
import dev.skydeck.messages.TrashRequest.PurgeTrash;
import dev.skydeck.messages.bus.Bus;
import io.vertx.core.Future;

/** Deleted experiments. */
final class TrashRoutes {
    private static final int LIMIT = 100;
    private static final int MAX_LIMIT = 500;

    private final Bus bus;
    private final Revisions revisions;

    TrashRoutes(Bus bus, Revisions revisions) {
        this.bus = bus;
        this.revisions = revisions;
    }

    Future<Reply> list(Call call) {
        int skip = (int) call.whole("cursor", 0, 0, Integer.MAX_VALUE);
        int limit = (int) call.whole("limit", LIMIT, 1, MAX_LIMIT);
        return bus.request(new ListTrash(skip, limit)).map(page -> Reply.of(page.revision(), TrashView.of(page, skip)));
    }

    Future<Reply> purge(Call call) {
        PurgeBody body = PurgeBody.read(call.body());
        return bus.request(new PurgeTrash(call.command(), body.ids()))
                .onSuccess(done -> revisions.saw(done.revision()))
                .map(done -> Reply.of(done, new TrashView.Purged(done.value())));
    }
}
