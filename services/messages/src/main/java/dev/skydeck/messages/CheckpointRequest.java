package dev.skydeck.messages;

import dev.skydeck.messages.model.Cadence;
import dev.skydeck.messages.model.Checkpoint;
import dev.skydeck.messages.model.FoundCheckpoint;
import dev.skydeck.messages.model.PolicyVersion;
import dev.skydeck.messages.model.Written;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /**
     * @param folders where its files are, the name that it took last first
     * @param active whether a job may be writing checkpoints now
     * @param known whether checkpoints of it are recorded
     */
    record SyncTarget(long experimentId, List<SyncFolder> folders, boolean active, boolean known) {
        public SyncTarget {
            folders = List.copyOf(folders);
        }
    }

    /**
     * Files below a name that an experiment has or had.
     *
     * @param from only those written then or later; null for all
     * @param until only those written before; null for all
     */
    record SyncFolder(
            String name, @Nullable Instant from, @Nullable Instant until) {}

    /**
     * Records what a listing found; checkpoints that are the same change nothing. Answers how many changed.
     *
     * @param found at most 500
     * @param whole what {@code found} shows wholly: checkpoints that are known and not in it are gone; null when it is a part
     */
    record RecordCheckpoints(
            long experimentId,
            List<FoundCheckpoint> found,
            @Nullable Whole whole) implements CheckpointRequest<Written<Integer>> {
        /** @throws IllegalArgumentException if there are more than 500 */
        public RecordCheckpoints {
            found = List.copyOf(found);
            if (found.size() > 500) {
                throw new IllegalArgumentException("at most 500 checkpoints are recorded at once");
            }
        }
    }

    /**
     * A part of what is known.
     *
     * @param from the first epoch
     * @param to the last epoch
     * @param folders only checkpoints whose URI begins with one of these
     */
    record Whole(long from, long to, List<String> folders) {
        public Whole {
            folders = List.copyOf(folders);
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

    /** One checkpoint. Fails with {@code NotFound} when the experiment or the epoch is unknown. */
    record GetCheckpoint(long experimentId, long epoch) implements CheckpointRequest<Checkpoint> {}

    /** How regularly an experiment's checkpoints come, those that are gone left out. Fails with {@code NotFound} if it is unknown. */
    record GetCadence(long experimentId) implements CheckpointRequest<Cadence> {}

    /**
     * The experiments for which a policy registry is to be asked now, in ascending id: they have new epochs, or the registry did not know
     * them a while ago.
     *
     * @param after id of the last one of the page before; 0 for the first
     * @param limit 1 to 500
     */
    record ListPolicyTargets(long after, int limit) implements CheckpointRequest<PolicyPage> {}

    record PolicyPage(List<PolicyTarget> targets, boolean more) {
        public PolicyPage {
            targets = List.copyOf(targets);
        }
    }

    /**
     * @param name under which the registry may know it
     * @param dueAt since when the question is open; epochs that are found later open it anew
     */
    record PolicyTarget(long experimentId, String name, Instant dueAt) {}

    /**
     * Records what a policy registry said of an experiment, at its checkpoints of which nothing is known yet, and closes the question
     * unless newer epochs opened it anew. Answers how many checkpoints changed. Fails with {@code NotFound} for an unknown experiment.
     *
     * @param dueAt of the target that was asked for
     * @param policy null when the registry does not know it: then it is asked again after a pause, a few times
     */
    record RecordPolicy(
            long experimentId, Instant dueAt, @Nullable PolicyVersion policy)
            implements CheckpointRequest<Written<Integer>> {}
}
