package dev.skydeck.messages;

import dev.skydeck.messages.ExperimentRequest.SpecEdit;
import dev.skydeck.messages.model.BoardPlace;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Problem;
import dev.skydeck.messages.model.Seed;
import dev.skydeck.messages.model.Written;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Many writes as one: one transaction, one revision, one event; and taking such a write back. */
public sealed interface BatchRequest<R> extends StoreRequest<R> {

    /**
     * Runs operations in order.
     *
     * @param atomic true undoes all when one fails, and the request fails as that one did, its sentence beginning with
     *     the operation's position; false lets each stand alone
     * @param operations 1 to 1,000
     */
    record RunBatch(Command command, boolean atomic, List<Operation> operations)
            implements BatchRequest<Written<BatchResult>> {
        /** @throws IllegalArgumentException if there is none or more than 1,000 */
        public RunBatch {
            operations = List.copyOf(operations);
            if (operations.isEmpty() || operations.size() > 1_000) {
                throw new IllegalArgumentException("a batch has 1 to 1,000 operations");
            }
        }
    }

    /** Takes back what an undo token stands for. Fails with {@code NotFound} when it is unknown, used, or older than 10 minutes. */
    record Undo(Command command, String undoToken) implements BatchRequest<Written<BatchResult>> {}

    /** One step of a batch. Each has the rules of the single request of the same kind. */
    sealed interface Operation {
        /** @param groupId the group at whose end it is put; empty for none */
        record Create(Seed seed, BoardPlace place, Optional<String> groupId) implements Operation {}

        record Patch(long id, SpecEdit edit) implements Operation {}

        record SetState(long id, DesiredState desiredState) implements Operation {}

        record SetFlags(long id, Flags flags) implements Operation {}

        /**
         * Copies an experiment under a free name ({@code "<name> (copy)"}, then {@code "<name> (copy 2)"}, … unless one is
         * given), STOPPED, owned by who asks, right after the original in every group that has it, or among the
         * ungrouped.
         *
         * @param flags set in the copy, over those of the original
         */
        record Duplicate(long id, Optional<String> name, Flags flags) implements Operation {}

        record Delete(long id) implements Operation {}

        record Undelete(long id) implements Operation {}

        /**
         * Puts an experiment into a group, or out of all of them.
         *
         * @param groupId empty takes it out of every group
         * @param before the member of that group that it is put before; empty for the end
         * @param multiHome true leaves its other groups alone
         */
        record Move(long id, Optional<String> groupId, Optional<Long> before, boolean multiHome) implements Operation {}

        /** Releases its hold; no error when it has none. */
        record Release(long id) implements Operation {}
    }

    /** One answer for each operation, in order. */
    record BatchResult(List<ItemResult> items) {
        public BatchResult {
            items = List.copyOf(items);
        }

        /** Whether any operation failed. */
        public boolean anyFailed() {
            return items.stream().anyMatch(item -> item.error() != null);
        }
    }

    /**
     * What came of one operation.
     *
     * @param id the experiment; of a creation or copy the new one; null when none came to be
     * @param name its name afterwards; null when unknown
     * @param note one sentence when something was done otherwise than asked, such as a suffix on a taken name; else null
     * @param error null when it was done
     */
    record ItemResult(
            @Nullable Long id,
            @Nullable String name,
            @Nullable String note,
            @Nullable ItemError error) {}

    /**
     * Why an operation was not done.
     *
     * @param kind {@code NotFound}, {@code Conflict}, {@code Outdated} or {@code Invalid}
     * @param problems every wrong field; may be empty
     */
    record ItemError(String kind, String sentence, List<Problem> problems) {
        public ItemError {
            problems = List.copyOf(problems);
        }
    }
}
