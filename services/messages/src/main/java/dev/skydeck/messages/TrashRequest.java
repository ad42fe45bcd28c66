package dev.skydeck.messages;

import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Written;
import java.time.Instant;
import java.util.List;

/** Deleted experiments. They are purged 30 days after their deletion, or by command. */
public sealed interface TrashRequest<R> extends StoreRequest<R> {

    /**
     * Deleted experiments, newest deletion first.
     *
     * @param skip how many to pass over
     * @param limit 1 to 500
     */
    record ListTrash(int skip, int limit) implements TrashRequest<TrashPage> {}

    /** @param more whether another page follows */
    record TrashPage(long revision, List<Trashed> items, boolean more) {
        public TrashPage {
            items = List.copyOf(items);
        }
    }

    /** @param purgeAt when it goes by itself, unless a job of it still runs then */
    record Trashed(Experiment experiment, Instant deletedAt, Instant purgeAt) {}

    /**
     * Drops the specification of deleted experiments for good; launches, jobs and history stay. Fails with
     * {@code NotFound} for one that is unknown, {@code Conflict} for one that is not deleted or still has an open launch.
     * Answers the ids that were purged.
     *
     * @param ids empty for all that can be purged
     */
    record PurgeTrash(Command command, List<Long> ids) implements TrashRequest<Written<List<Long>>> {
        public PurgeTrash {
            ids = List.copyOf(ids);
        }
    }
}
