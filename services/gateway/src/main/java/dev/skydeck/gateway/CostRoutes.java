package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.body.QueryText;
import dev.skydeck.gateway.view.CostsView;
import dev.skydeck.messages.CostRequest.By;
import dev.skydeck.messages.CostRequest.ListCosts;
import dev.skydeck.messages.bus.Bus;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What jobs used and cost, summed up. */
final class CostRoutes {
    private static final int LIMIT = 100;
    private static final int MAX_LIMIT = 5_000;
    private static final int MAX_CURSOR = 1_000;
    private static final String EXPERIMENT = "experiment";
    private static final List<String> BY = Arrays.stream(By.values())
            .map(by -> by.name().toLowerCase(Locale.ROOT))
            .toList();

    private final Bus bus;
    private final Revisions revisions;

    CostRoutes(Bus bus, Revisions revisions) {
        this.bus = bus;
        this.revisions = revisions;
    }

    Future<Reply> list(Call call) {
        long revision = revisions.newest();
        String by = QueryText.choice("by", call.query("by"), EXPERIMENT, BY);
        Optional<Instant> activeSince = QueryText.instant("active_since", call.query("active_since"));
        if (activeSince.isPresent() && !by.equals(EXPERIMENT)) {
            QueryText.refuse("active_since", call.query("active_since"), "It goes with by=experiment only.");
        }
        ListCosts request = new ListCosts(
                By.valueOf(by.toUpperCase(Locale.ROOT)),
                QueryText.instant("from", call.query("from")),
                QueryText.instant("to", call.query("to")),
                activeSince,
                QueryText.text("cursor", call.query("cursor"), MAX_CURSOR),
                (int) call.whole("limit", LIMIT, 1, MAX_LIMIT));
        return bus.request(request).map(page -> Reply.of(revision, CostsView.of(by, page)));
    }
}
