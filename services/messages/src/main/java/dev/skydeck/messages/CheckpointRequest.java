package dev.skydeck.messages;

import dev.skydeck.messages.model.Checkpoint;
import dev.skydeck.messages.model.FoundCheckpoint;
import dev.skydeck.messages.model.Written;
import java.util.List;

/** Checkpoints: what to look for, what was found. */
public sealed interface CheckpointRequest<R> extends StoreRequest<R> {

    /**
     * The experiments whose prefix is to be listed, in ascending id.
     *
     * @param after id of the last one of the page before; 0 for the first
     * @param limit 1 to 500
     */
    record ListSyncTargets(long after, int limit) implements CheckpointRequest<SyncPage> {}

    record SyncPage(List<SyncTarget> targets, boolean more) {
        public SyncPage {
            targets = List.copyOf(targets);
        }
    }

    /** @param active whether a job may be writing checkpoints now */
    record SyncTarget(long experimentId, String name, boolean active) {}

    /** Records what a listing found; checkpoints that are the same change nothing. At most 500 at once. Answers how many changed. */
    record RecordCheckpoints(long experimentId, List<FoundCheckpoint> found)
            implements CheckpointRequest<Written<Integer>> {
        /** @throws IllegalArgumentException if there are more than 500 */
        public RecordCheckpoints {
            found = List.copyOf(found);
            if (found.size() > 500) {
                throw new IllegalArgumentException("at most 500 checkpoints are recorded at once");
            }
        }
    }

    /**
     * The checkpoints of an experiment, highest epoch first. Fails with {@code NotFound} for an unknown experiment.
     *
     * @param before lower epochs only; {@link Long#MAX_VALUE} for the first page
     * @param limit 1 to 500
     */
    record ListCheckpoints(long experimentId, long before, int limit) implements CheckpointRequest<CheckpointPage> {}

    /** @param more whether another page follows */
    record CheckpointPage(List<Checkpoint> checkpoints, boolean more) {
        public CheckpointPage {
            checkpoints = List.copyOf(checkpoints);
        }
    }
}
