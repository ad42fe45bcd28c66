package dev.skydeck.messages;

import dev.skydeck.messages.model.Cost;
import dev.skydeck.messages.model.CostRate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What jobs of experiments used and are likely to have cost. Jobs of no experiment are somebody else's and are left out. */
public sealed interface CostRequest<R> extends StoreRequest<R> {

    /** What is summed up to one row. */
    enum By {
        JOB,
        EXPERIMENT,
        /** An experiment in several groups counts in each; those in none come first, in one row. */
        GROUP,
        /** Experiments that no sweep made come first, in one row. */
        SWEEP,
        /** Who created the experiment, else whom SkyPilot names. */
        USER
    }

    /**
     * Jobs newest first, experiments by id, all else by its key. Fails with {@code Invalid} for a key that no row has, and for
     * {@code activeSince} of anything but experiments.
     *
     * @param from only what was used since then; empty for all
     * @param to only what was used before then; empty for all
     * @param activeSince only experiments with a job that has not ended, or ended since then, each with its whole sum; empty for all
     * @param after the key of the last row of the page before; empty for the first
     * @param limit 1 to 5,000
     */
    record ListCosts(
            By by,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<Instant> activeSince,
            Optional<String> after,
            int limit)
            implements CostRequest<CostPage> {}

    /** @param more whether another page follows */
    record CostPage(List<CostRow> rows, boolean more) {
        public CostPage {
            rows = List.copyOf(rows);
        }
    }

    /**
     * @param key where a list goes on after this row
     * @param id what clients know it by; null for what belongs to no group, sweep or user
     * @param name for a person; null where the id is all there is
     * @param rate of what runs now, whatever the bounds are
     */
    record CostRow(
            String key, @Nullable String id, @Nullable String name, Cost cost, CostRate rate) {}

    /** What one experiment used since it was made. One that is unknown used nothing. */
    record ReadCost(long experimentId) implements CostRequest<Cost> {}
}
