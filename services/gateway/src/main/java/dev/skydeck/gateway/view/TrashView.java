package dev.skydeck.gateway.view;

import dev.skydeck.messages.TrashRequest.TrashPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the trash, newest deletion first.
 *
 * @param nextCursor where the next page begins; null on the last
 */
public record TrashView(List<Item> items, @Nullable String nextCursor) {

    /** @param skipped how many items came before this page */
    public static TrashView of(TrashPage page, int skipped) {
        List<Item> items = page.items().stream()
                .map(item -> new Item(
                        ExperimentView.of(item.experiment()),
                        Times.zoned(item.deletedAt()),
                        Times.zoned(item.purgeAt())))
                .toList();
        return new TrashView(items, page.more() ? Integer.toString(skipped + items.size()) : null);
    }

    /** @param purgeAt when it goes by itself, unless a job of it may still run then */
    public record Item(ExperimentView experiment, String deletedAt, String purgeAt) {}

    /** The ids that are gone for good. */
    public record Purged(List<Long> purged) {}
}
