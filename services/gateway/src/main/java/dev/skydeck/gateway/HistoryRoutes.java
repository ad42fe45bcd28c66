package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.body.QueryText;
import dev.skydeck.gateway.view.HistoryView;
import dev.skydeck.messages.HistoryRequest.ReadHistory;
import dev.skydeck.messages.bus.Bus;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened, for people and for programs. */
final class HistoryRoutes {
    private static final int LIMIT = 100;
    private static final int MAX_LIMIT = 500;

    private final Bus bus;
    private final Revisions revisions;

    HistoryRoutes(Bus bus, Revisions revisions) {
        this.bus = bus;
        this.revisions = revisions;
    }

    Future<Reply> list(Call call) {
        long revision = revisions.newest();
        ReadHistory request = new ReadHistory(
                number(call, "experiment"),
                kinds(call.query("kind")),
                Optional.ofNullable(call.query("actor")),
                QueryText.instant("since", call.query("since")),
                number(call, "cursor").orElse(Long.MAX_VALUE),
                (int) call.whole("limit", LIMIT, 1, MAX_LIMIT));
        return bus.request(request).map(page -> Reply.of(revision, HistoryView.of(page)));
    }

    private static Optional<Long> number(Call call, String parameter) {
        return Optional.ofNullable(call.query(parameter))
                .map(text -> QueryText.whole(parameter, text, 0, Long.MAX_VALUE));
    }

    /** Several are parted by commas. */
    private static List<String> kinds(@Nullable String text) {
        return text == null ? List.of() : List.of(text.split(",", -1));
    }
}
