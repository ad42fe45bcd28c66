package dev.skydeck.gateway.view;

import dev.skydeck.messages.CostRequest.CostPage;
import dev.skydeck.messages.CostRequest.CostRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of costs.
 *
 * @param nextCursor where the next page begins; null on the last
 */
public record CostsView(
        String by, List<Row> costs, @Nullable String nextCursor) {

    public static CostsView of(String by, CostPage page) {
        List<Row> rows = page.rows().stream().map(Row::of).toList();
        boolean more = page.more() && !rows.isEmpty();
        return new CostsView(by, rows, more ? page.rows().get(rows.size() - 1).key() : null);
    }

    /**
     * @param id null for what belongs to no group, sweep or user
     * @param rate of what runs now
     */
    public record Row(@Nullable String id, @Nullable String name, CostView cost, CostRateView rate) {
        static Row of(CostRow row) {
            return new Row(row.id(), row.name(), CostView.of(row.cost()), CostRateView.of(row.rate()));
        }
    }
}
