package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.view.ClusterView;
import dev.skydeck.messages.ClusterRequest.AdoptCluster;
import dev.skydeck.messages.ClusterRequest.ListClusters;
import dev.skydeck.messages.bus.Bus;
import io.vertx.core.Future;

/** Clusters with a name. */
final class ClusterRoutes {
    private final Bus bus;
    private final Revisions revisions;

    ClusterRoutes(Bus bus, Revisions revisions) {
        this.bus = bus;
        this.revisions = revisions;
    }

    Future<Reply> list(Call call) {
        long revision = revisions.newest();
        return bus.request(new ListClusters())
                .map(clusters -> Reply.of(
                        revision,
                        new ClusterView.All(
                                clusters.stream().map(ClusterView::of).toList())));
    }

    Future<Reply> adopt(Call call) {
        return bus.request(new AdoptCluster(call.command(), call.path("name")))
                .onSuccess(done -> revisions.saw(done.revision()))
                .map(done -> Reply.of(done, new ClusterView.One(ClusterView.of(done.value()))));
    }
}
