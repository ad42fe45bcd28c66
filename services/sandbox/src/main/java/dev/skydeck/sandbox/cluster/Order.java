package dev.skydeck.sandbox.cluster;

import dev.skydeck.sandbox.task.TaskSpec;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A task to be run on a cluster, and who wants it.
 *
 * @param command free text of the client
 * @param wanted whether it still is; asked before each step
 * @param progress takes sentences for whoever waits
 */
public record Order(
        String cluster,
        TaskSpec task,
        String userName,
        String userHash,
        String command,
        BooleanSupplier wanted,
        Consumer<String> progress) {

    Order with(TaskSpec other) {
        return new Order(cluster, other, userName, userHash, command, wanted, progress);
    }
}
