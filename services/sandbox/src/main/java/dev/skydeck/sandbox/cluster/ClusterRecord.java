package dev.skydeck.sandbox.cluster;

import dev.skydeck.sandbox.job.Capacity;
import dev.skydeck.sandbox.task.TaskSpec;

/**
 * What is known of a cluster from its making on. It never changes.
 *
 * @param hash a UUID; another one when a cluster of the name is made again
 * @param task what it was made for: its nodes have what this task asks for
 * @param madeAt epoch seconds
 * @param userHash who made it, 8 hexadecimal digits
 * @param command free text of the client that made it
 */
public record ClusterRecord(
        String name, String hash, TaskSpec task, double madeAt, String userName, String userHash, String command) {

    /** Of all its nodes. */
    double gpus() {
        return Capacity.wanted(task);
    }

    /** Whether its nodes have what a task asks for. */
    boolean fits(TaskSpec wanted) {
        boolean same = wanted.accelerator() == null || wanted.accelerator().equalsIgnoreCase(task.accelerator());
        return same && wanted.numNodes() <= task.numNodes() && wanted.gpusOfANode() <= task.gpusOfANode();
    }
}
