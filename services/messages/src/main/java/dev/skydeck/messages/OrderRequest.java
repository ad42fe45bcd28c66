package dev.skydeck.messages;

import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.Written;
import java.util.List;

/**
 * The manual order of the board. An id that does not exist takes its position and changes nothing, as in the original. Each
 * answers how many rows moved.
 */
public sealed interface OrderRequest<R> extends StoreRequest<R> {

    /** Gives these experiments the positions 0, 1, 2 … among all. */
    record ReorderExperiments(Command command, List<Long> ids) implements OrderRequest<Written<Integer>> {
        public ReorderExperiments {
            ids = List.copyOf(ids);
        }
    }

    /** Gives these groups the positions 0, 1, 2 … */
    record ReorderGroups(Command command, List<String> ids) implements OrderRequest<Written<Integer>> {
        public ReorderGroups {
            ids = List.copyOf(ids);
        }
    }

    /** Gives these members of a group the positions 0, 1, 2 …; who is no member is passed over. */
    record ReorderMembers(Command command, String groupId, List<Long> ids) implements OrderRequest<Written<Integer>> {
        public ReorderMembers {
            ids = List.copyOf(ids);
        }
    }
}
