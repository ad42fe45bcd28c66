package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.body.QueryText;
import dev.skydeck.gateway.view.MetricsView;
import dev.skydeck.messages.MetricRequest.ListMetrics;
import dev.skydeck.messages.bus.Bus;
import io.vertx.core.Future;
import java.util.List;

/** What runs measure. */
final class MetricRoutes {
    private static final int MAX = 200;
    /** A name of a metric has at most 128 characters. */
    private static final int MAX_NAME = 200;

    private final Bus bus;
    private final Revisions revisions;

    MetricRoutes(Bus bus, Revisions revisions) {
        this.bus = bus;
        this.revisions = revisions;
    }

    Future<Reply> list(Call call) {
        long revision = revisions.newest();
        List<String> names = QueryText.texts("name", call.queries("name"), MAX, MAX_NAME);
        String after = QueryText.text("cursor", call.query("cursor"), MAX_NAME).orElse("");
        int limit = (int) call.whole("limit", MAX, 1, MAX);
        long id = call.experimentId();
        return ExperimentRoutes.present(bus, id)
                .compose(there -> bus.request(new ListMetrics(id, names, after, limit)))
                .map(page -> Reply.of(revision, MetricsView.of(id, page)));
    }
}
