package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.body.ReleaseBody;
import dev.skydeck.gateway.view.HoldViews;
import dev.skydeck.messages.HoldRequest.ListAdoptions;
import dev.skydeck.messages.HoldRequest.Pause;
import dev.skydeck.messages.HoldRequest.ReleaseHolds;
import dev.skydeck.messages.HoldRequest.Which;
import dev.skydeck.messages.bus.Bus;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Experiments that wait for a person: paused by one, or since their file was imported or restored. */
final class HoldRoutes {
    private final Bus bus;
    private final Revisions revisions;

    HoldRoutes(Bus bus, Revisions revisions) {
        this.bus = bus;
        this.revisions = revisions;
    }

    Future<Reply> one(Call call) {
        return release(call, new Which(List.of(call.experimentId()), Optional.empty(), false));
    }

    Future<Reply> group(Call call) {
        return release(call, new Which(List.of(), Optional.of(call.path("id")), false));
    }

    Future<Reply> several(Call call) {
        ReleaseBody body = ReleaseBody.read(call.body());
        return release(call, new Which(body.ids(), Optional.empty(), body.ids().isEmpty()));
    }

    Future<Reply> pauseOne(Call call) {
        return pause(call, new Which(List.of(call.experimentId()), Optional.empty(), false));
    }

    Future<Reply> pauseGroup(Call call) {
        return pause(call, new Which(List.of(), Optional.of(call.path("id")), false));
    }

    Future<Reply> pauseSeveral(Call call) {
        ReleaseBody body = ReleaseBody.read(call.body());
        return pause(call, new Which(body.ids(), Optional.empty(), body.ids().isEmpty()));
    }

    private Future<Reply> pause(Call call, Which which) {
        return bus.request(new Pause(call.command(), which))
                .onSuccess(done -> revisions.saw(done.revision()))
                .map(done -> Reply.of(done, new HoldViews.Paused(done.value())));
    }

    private Future<Reply> release(Call call, Which which) {
        return bus.request(new ReleaseHolds(call.command(), which))
                .onSuccess(done -> revisions.saw(done.revision()))
                .map(done -> Reply.of(done, new HoldViews.Released(done.value())));
    }

    Future<Reply> adoptions(Call call) {
        long revision = revisions.newest();
        return bus.request(new ListAdoptions()).map(found -> Reply.of(revision, HoldViews.Adoptions.of(found)));
    }
}
