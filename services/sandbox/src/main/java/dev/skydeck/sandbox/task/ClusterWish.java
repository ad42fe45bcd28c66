package dev.skydeck.sandbox.task;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a task wants of the cluster it is launched on, and a managed job has no use for. */
public record ClusterWish(@Nullable Autostop autostop, Map<String, String> labels) {
    static final ClusterWish NONE = new ClusterWish(null, Map.of());
}
