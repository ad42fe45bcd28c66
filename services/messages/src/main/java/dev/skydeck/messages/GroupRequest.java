package dev.skydeck.messages;

import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.Group;
import dev.skydeck.messages.model.Written;
import java.util.List;
import java.util.Optional;

/** Groups of the board. */
public sealed interface GroupRequest<R> extends StoreRequest<R> {

    /**
     * Creates a group at the end. Names need not be unique. An empty name prefix is none.
     *
     * @param maxSpend millionths of a US dollar
     */
    record CreateGroup(
            Command command, String name, List<String> flags, Optional<String> namePrefix, Optional<Long> maxSpend)
            implements GroupRequest<Written<Group>> {
        public CreateGroup {
            flags = List.copyOf(flags);
        }

        /** A group without a name prefix or a limit. */
        public CreateGroup(Command command, String name, List<String> flags) {
            this(command, name, flags, Optional.empty(), Optional.empty());
        }
    }

    /**
     * Edits the fields that are present. An empty name prefix or task template clears it. Fails with {@code Outdated} when it
     * was edited meanwhile.
     *
     * @param maxParallel at least 1; 0 for no limit
     * @param maxGpus at least 1; 0 for no limit
     * @param maxSpend millionths of a US dollar; negative for no limit of its own
     */
    record EditGroup(
            Command command,
            String id,
            Optional<String> name,
            Optional<List<String>> flags,
            Optional<Long> order,
            Optional<Boolean> collapsed,
            Optional<String> namePrefix,
            Optional<String> taskTemplate,
            Optional<Integer> maxParallel,
            Optional<Integer> maxGpus,
            Optional<Long> maxSpend,
            Optional<Long> expectedSpecRevision)
            implements GroupRequest<Written<Group>> {}

    /** Deletes the group and keeps its experiments. */
    record DeleteGroup(Command command, String id) implements GroupRequest<Written<Boolean>> {}

    /**
     * Puts experiments at the end of a group, in the order given.
     *
     * @param multiHome false takes them out of every other group first
     */
    record AddToGroup(Command command, String id, List<Long> experimentIds, boolean multiHome)
            implements GroupRequest<Written<Group>> {
        public AddToGroup {
            experimentIds = List.copyOf(experimentIds);
        }
    }

    /** Takes an experiment out of a group; not being in it is no error. */
    record RemoveFromGroup(Command command, String id, long experimentId) implements GroupRequest<Written<Boolean>> {}
}
