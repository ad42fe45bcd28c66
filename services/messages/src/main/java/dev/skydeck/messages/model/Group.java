package dev.skydeck.messages.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group of experiments on the board.
 *
 * @param id eight hex digits
 * @param flags names of the flags to show as columns; empty for all
 * @param taskTemplate name of the stored task template of its members' tasks; null for none
 * @param maxParallel how many of its members may run at once; null for no limit
 * @param maxGpus how many GPUs its members may use at once, over all nodes; null for no limit
 * @param maxSpend millionths of a US dollar that its members may spend, see the limits on spending; null for what the configuration says
 * @param specRevision moves with each edit of the group itself, and with nothing else
 * @param members ids of the experiments in it that are not deleted, in order
 */
public record Group(
        String id,
        String name,
        List<String> flags,
        long order,
        boolean collapsed,
        @Nullable String namePrefix,
        @Nullable String taskTemplate,
        @Nullable Integer maxParallel,
        @Nullable Integer maxGpus,
        @Nullable Long maxSpend,
        long specRevision,
        Instant createdAt,
        Instant updatedAt,
        List<Long> members) {
    public Group {
        flags = List.copyOf(flags);
        members = List.copyOf(members);
    }
}
