package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.view.Answers;
import dev.skydeck.gateway.view.OperationLogView;
import dev.skydeck.messages.HistoryRequest.ReadHistory;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.model.HistoryEntry;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first SkyDeck's log of operations, read from the history. */
final class OperationLogRoutes {
    private static final int PAGE = 500;
    private static final int LIMIT = 100;

    private final Bus bus;
    private final Revisions revisions;

    OperationLogRoutes(Bus bus, Revisions revisions) {
        this.bus = bus;
        this.revisions = revisions;
    }

    Future<Reply> list(Call call) {
        long revision = revisions.newest();
        return entries(call.limit(LIMIT), Long.MAX_VALUE, new ArrayList<>())
                .map(found -> Reply.of(
                        revision,
                        new Answers.OfOperationLogs(
                                found.stream().map(OperationLogView::of).toList())));
    }

    /** @param limit -1 for all */
    private Future<List<HistoryEntry>> entries(int limit, long before, List<HistoryEntry> found) {
        int wanted = limit < 0 ? PAGE : Math.min(PAGE, limit - found.size());
        if (wanted == 0) {
            return Future.succeededFuture(found);
        }
        ReadHistory page = new ReadHistory(
                Optional.empty(), OperationLogView.KINDS, Optional.empty(), Optional.empty(), before, wanted);
        return bus.request(page).compose(read -> {
            found.addAll(read.entries());
            return read.more() && !read.entries().isEmpty()
                    ? entries(limit, found.get(found.size() - 1).id(), found)
                    : Future.succeededFuture(found);
        });
    }
}
