package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.task.TaskSpec;
import java.util.Collections;

/** What nodes have, in the words of rows. */
final class ResourceText {
    private ResourceText() {}

    /** As in {@code 2x(gpus=H100:8, cpus=4, mem=0, ...)}. */
    static String brief(TaskSpec task) {
        return nodes(task) + "...)";
    }

    /** As in {@code 2x(gpus=H100:8, cpus=4, mem=0, disk=256)}. */
    static String full(TaskSpec task) {
        return nodes(task) + "disk=256)";
    }

    /** As many as this machine has: a task may have them all. */
    static String processors() {
        return String.valueOf(Runtime.getRuntime().availableProcessors());
    }

    /** As Python writes the dictionary. */
    static String accelerators(TaskSpec task) {
        return task.accelerator() == null ? "None" : "{'" + task.accelerator() + "': " + task.accelerators() + "}";
    }

    static String nodeNames(TaskSpec task) {
        return String.join(", ", Collections.nCopies(task.numNodes(), "localhost"));
    }

    private static String nodes(TaskSpec task) {
        String gpus = task.accelerator() == null ? "" : "gpus=" + task.resource() + ", ";
        return task.numNodes() + "x(" + gpus + "cpus=" + processors() + ", mem=0, ";
    }
}
