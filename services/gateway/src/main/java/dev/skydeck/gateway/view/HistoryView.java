package dev.skydeck.gateway.view;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.skydeck.messages.HistoryRequest.HistoryPage;
import dev.skydeck.messages.model.HistoryEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the history, newest first.
 *
 * @param nextCursor where the next page begins; null on the last
 */
public record HistoryView(List<Entry> entries, @Nullable String nextCursor) {

    public static HistoryView of(HistoryPage page) {
        List<Entry> entries = page.entries().stream().map(Entry::of).toList();
        boolean more = page.more() && !entries.isEmpty();
        return new HistoryView(
                entries, more ? Long.toString(entries.get(entries.size() - 1).id()) : null);
    }

    /** @param data the fact's fields, as the store keeps them */
    public record Entry(
            long id,
            long revision,
            String at,
            String kind,
            @Nullable Long experimentId,
            @Nullable String experimentName,
            @Nullable Long launchId,
            String actor,
            @Nullable String origin,
            String sentence,
            @JsonRawValue String data) {
        static Entry of(HistoryEntry entry) {
            return new Entry(
                    entry.id(),
                    entry.revision(),
                    Times.zoned(entry.at()),
                    entry.kind(),
                    entry.experimentId(),
                    entry.experimentName(),
                    entry.launchId(),
                    entry.actor(),
                    entry.origin(),
                    entry.sentence(),
                    entry.data());
        }
    }
}
