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
        String yaml) {

    /** As in {@code 2x[H100:8]}. */
    @JsonIgnore
    public String resources() {
        return numNodes + "x[" + resource + "]";
    }
}
