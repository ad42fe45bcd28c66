package dev.skydeck.messages;

import dev.skydeck.messages.model.HistoryEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reading the history. */
public sealed interface HistoryRequest<R> extends StoreRequest<R> {

    /**
     * What happened, newest first.
     *
     * @param kinds empty for all; see {@link HistoryEntry#kind()}
     * @param actor exactly that actor
     * @param since not before that
     * @param before entries with a lower id only; {@link Long#MAX_VALUE} for the newest page
     * @param limit 1 to 500
     */
    record ReadHistory(
            Optional<Long> experimentId,
            List<String> kinds,
            Optional<String> actor,
            Optional<Instant> since,
            long before,
            int limit)
            implements HistoryRequest<HistoryPage> {
        public ReadHistory {
            kinds = List.copyOf(kinds);
        }
    }

    /** @param more whether older entries follow */
    record HistoryPage(List<HistoryEntry> entries, boolean more) {
        public HistoryPage {
            entries = List.copyOf(entries);
        }
    }
}
