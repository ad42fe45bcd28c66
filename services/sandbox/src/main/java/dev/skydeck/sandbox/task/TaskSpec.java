package dev.skydeck.sandbox.task;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a job runs.
 *
 * @param setup shell text that every node runs before {@code run}
 * @param numNodes how many ranks run it, at least 1
 * @param resource what one node has, as rows show it: {@code H100:1} or {@code CPU:1+}
 * @param accelerator name of the accelerator, null where the task asks for none
 * @param accelerators how many accelerators one node has
 * @param restartsOnErrors how often a failed {@code run} is run again
 * @param metadata the task's {@code _metadata}, plain values only
 * @param cluster what it wants of a cluster; null in records of an older sandbox
 * @param yaml the task as rows show it, secrets redacted
 */
public record TaskSpec(
        String name,
        @Nullable String setup,
        @Nullable String run,
        int numNodes,
        Map<String, String> envs,
        Map<String, String> secrets,
        String resource,
        @Nullable String accelerator,
        String accelerators,
        int priority,
        int restartsOnErrors,
        Map<String, Object> metadata,
        @Nullable ClusterWish cluster,
        String yaml) {

    /** Of one node. */
    public double gpusOfANode() {
        return Double.parseDouble(accelerators);
    }

    /** The same without setup. */
    public TaskSpec runOnly() {
        return new TaskSpec(
                name,
                null,
                run,
                numNodes,
                envs,
                secrets,
                resource,
                accelerator,
                accelerators,
                priority,
                restartsOnErrors,
                metadata,
                cluster,
                yaml);
    }

    /** The task alone, without the document that only names it. */
    public String ownYaml() {
        return yaml.substring(yaml.indexOf("---\n\n") + 5);
    }

    public ClusterWish clusterWish() {
        return cluster == null ? ClusterWish.NONE : cluster;
    }

    /** As in {@code 2x[H100:8]}. */
    @JsonIgnore
    public String resources() {
        return numNodes + "x[" + resource + "]";
    }
}
