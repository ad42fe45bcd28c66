package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.view.ServerView;
import dev.skydeck.messages.ServerRequest.AcceptServer;
import dev.skydeck.messages.ServerRequest.ListServers;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import io.vertx.core.Future;

/** SkyPilot servers, and accepting that another database is behind an address. */
final class ServerRoutes {
    private final Bus bus;
    private final Revisions revisions;

    ServerRoutes(Bus bus, Revisions revisions) {
        this.bus = bus;
        this.revisions = revisions;
    }

    Future<Reply> list(Call call) {
        long revision = revisions.newest();
        return bus.request(new ListServers())
                .map(servers -> Reply.of(
                        revision,
                        new ServerView.All(servers.stream().map(ServerView::of).toList())));
    }

    Future<Reply> accept(Call call) {
        long number = call.number("number").orElseThrow(() -> new Failure.NotFound("There is no such server."));
        return bus.request(new AcceptServer(call.command(), number))
                .onSuccess(done -> revisions.saw(done.revision()))
                .map(done -> Reply.of(done, new ServerView.One(ServerView.of(done.value()))));
    }
}
