package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.cluster.Cluster;
import dev.skydeck.sandbox.cluster.ClusterRecord;
import dev.skydeck.sandbox.cluster.ClusterState;
import dev.skydeck.sandbox.task.Autostop;
import dev.skydeck.sandbox.task.TaskSpec;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cluster as a row of {@code /status}: keys, order and types as recorded from 0.14.1. Keys without a value are left out. */
final class ClusterRow {
    private ClusterRow() {}

    static JsonObject full(Cluster cluster, boolean withHandle) {
        ClusterRecord record = cluster.record();
        ClusterState state = cluster.state();
        TaskSpec task = record.task();
        JsonObject row = begin(cluster, withHandle).put("last_use", state.lastUse());
        stand(row, state)
                .put("metadata", new JsonObject())
                .put("cluster_hash", record.hash())
                .put("cluster_ever_up", state.everUp())
                .put("status_updated_at", (long) state.statusSince())
                .put("user_hash", record.userHash())
                .put("user_name", record.userName())
                .put("config_hash", digest(task.yaml()))
                .put("workspace", "default")
                .put("last_creation_yaml", task.ownYaml())
                .put("last_creation_command", record.command())
                .put("is_managed", false)
                .put("last_event", lastEvent(state));
        nodes(row, task)
                .put("cluster_name_on_cloud", record.name() + "-" + record.userHash())
                .put("node_names", ResourceText.nodeNames(task))
                .put("priority", task.priority())
                .put("links", new JsonObject());
        return end(row);
    }

    /** What is left of it in a {@code summary_response}. */
    static JsonObject summary(Cluster cluster, boolean withHandle) {
        ClusterRecord record = cluster.record();
        ClusterState state = cluster.state();
        TaskSpec task = record.task();
        JsonObject row = stand(begin(cluster, withHandle), state)
                .put("cluster_hash", record.hash())
                .put("cluster_ever_up", state.everUp())
                .put("user_hash", record.userHash())
                .put("user_name", record.userName())
                .put("workspace", "default")
                .put("is_managed", false);
        nodes(row, task)
                .put("node_names", ResourceText.nodeNames(task))
                .put("priority", task.priority())
                .put("last_use", "")
                .put("status_updated_at", 0);
        return end(row);
    }

    /** As {@code /cost_report} tells of it, also when it is gone. */
    static JsonObject cost(Cluster cluster, double now) {
        ClusterRecord record = cluster.record();
        ClusterState state = cluster.state();
        TaskSpec task = record.task();
        return new JsonObject()
                .put("name", record.name())
                .put("launched_at", (long) record.madeAt())
                .put("duration", (long) state.used(now))
                .put("num_nodes", task.numNodes())
                .put("resources", ClusterHandle.resources(task))
                .putNull("priority")
                .putNull("priority_class")
                .put("cluster_hash", record.hash())
                .put("usage_intervals", intervals(state))
                .put("status", cluster.exists() ? state.status().name() : null)
                .put("user_hash", record.userHash())
                .put("user_name", record.userName())
                .put("workspace", "default")
                .put("last_event", lastEvent(state))
                .put("node_names", ResourceText.nodeNames(task))
                .putNull("last_creation_yaml")
                .putNull("last_creation_command")
                .put("total_cost", cluster.cost(now))
                .put("cloud", "Sandbox")
                .put("region", "local")
                .put("cpus", ResourceText.processors())
                .put("memory", "0.0")
                .put("accelerators", ResourceText.accelerators(task))
                .put("resources_str", ResourceText.brief(task))
                .put("resources_str_full", ResourceText.full(task));
    }

    private static JsonObject begin(Cluster cluster, boolean withHandle) {
        JsonObject row = new JsonObject().put("name", cluster.name()).put("launched_at", (long)
                cluster.state().launchedAt());
        return withHandle ? row.put("handle", ClusterHandle.of(cluster)) : row;
    }

    private static JsonObject nodes(JsonObject row, TaskSpec task) {
        row.put("resources_str", ResourceText.brief(task))
                .put("resources_str_full", ResourceText.full(task))
                .put("nodes", task.numNodes())
                .put("cloud", "Sandbox")
                .put("region", "local")
                .put("cpus", ResourceText.processors())
                .put("memory", "0.0");
        if (task.accelerator() != null) {
            row.put("accelerators", ResourceText.accelerators(task));
        }
        return row.put("labels", JsonObject.mapFrom(task.clusterWish().labels()));
    }

    /** The handle stands here, and is none, where none was asked for. */
    private static JsonObject end(JsonObject row) {
        if (!row.containsKey("handle")) {
            row.put("handle", Pickle.none());
        }
        return row.put("storage_mounts_metadata", Pickle.none());
    }

    private static JsonObject stand(JsonObject row, ClusterState state) {
        Autostop autostop = state.autostop();
        return row.put("status", state.status().name())
                .put("autostop", autostop == null ? -1 : autostop.idleMinutes())
                .put("to_down", autostop != null && autostop.down());
    }

    private static @Nullable String lastEvent(ClusterState state) {
        List<ClusterState.Event> events = state.events();
        return events.isEmpty() ? null : events.get(events.size() - 1).reason();
    }

    private static List<List<@Nullable Long>> intervals(ClusterState state) {
        return state.usages().stream().map(ClusterRow::interval).toList();
    }

    private static List<@Nullable Long> interval(ClusterState.Usage usage) {
        Double until = usage.until();
        return Arrays.asList((long) usage.from(), until == null ? null : Long.valueOf(until.longValue()));
    }

    private static String digest(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
