package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.cluster.Cluster;
import dev.skydeck.sandbox.cluster.ClusterRecord;
import dev.skydeck.sandbox.cluster.Clusters;
import dev.skydeck.sandbox.task.TaskSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as the object that SkyPilot's own command line works with. It fails without one after a launch, and shows
 * what it says as infrastructure and resources. Classes, attributes and versions are those of 0.14.1, as recorded.
 */
final class ClusterHandle {
    private static final int HANDLE_VERSION = 13;
    private static final int RESOURCES_VERSION = 35;
    private static final List<String> NOT_SO = List.of("_use_spot_specified", "_use_spot", "_disk_size_specified");
    private static final List<String> WITHOUT = List.of(
            "_zone",
            "_job_recovery",
            "_image_id",
            "_docker_image",
            "_is_image_managed",
            "_disk_tier",
            "_network_tier",
            "_ports",
            "_labels",
            "_docker_login_config",
            "_docker_username_for_runpod",
            "_requires_fuse",
            "_cluster_config_overrides",
            "_no_missing_accel_warnings",
            "_priority",
            "_priority_class",
            "_memory",
            "_accelerators",
            "_accelerator_args",
            "_hooks",
            "_autostop_config",
            "_volumes",
            "_local_disk",
            "_max_hourly_cost",
            "_ephemeral_storage");

    private ClusterHandle() {}

    /** Of the cluster of that name, or else the pickle of None. */
    static String of(Clusters clusters, String name) {
        return clusters.all().stream()
                .filter(cluster -> cluster.name().equals(name))
                .findFirst()
                .map(ClusterHandle::of)
                .orElseGet(Pickle::none);
    }

    static String of(Cluster cluster) {
        ClusterRecord record = cluster.record();
        Map<String, @Nullable Object> state = new LinkedHashMap<>();
        state.put("_version", HANDLE_VERSION);
        state.put("cluster_name", record.name());
        state.put("cluster_name_on_cloud", record.name() + "-" + record.userHash());
        state.put("_cluster_yaml", null);
        // Without addresses a client writes no SSH configuration: nothing listens there.
        state.put("stable_internal_external_ips", null);
        state.put("stable_ssh_ports", null);
        state.put("cached_cluster_info", null);
        state.put("launched_nodes", record.task().numNodes());
        state.put("launched_resources", object(record.task()));
        state.put("docker_user", null);
        state.put("is_grpc_enabled", false);
        state.put("provision_runtime_metadata", null);
        return Pickle.of(new Pickle.Instance("sky.backends.cloud_vm_ray_backend", "CloudVmRayResourceHandle", state));
    }

    /** What one of a task's nodes has. */
    static String resources(TaskSpec task) {
        return Pickle.of(object(task));
    }

    private static Pickle.Instance object(TaskSpec task) {
        String instance = ResourceText.processors() + "CPU--0GB";
        String gpus = task.accelerator() == null ? "" : "--" + task.resource();
        Map<String, @Nullable Object> state = new LinkedHashMap<>();
        state.put("_version", RESOURCES_VERSION);
        state.put("_cloud", cloud());
        state.put("_region", "local");
        state.put("_instance_type", instance + gpus);
        state.put("_cached_repr", "Sandbox(" + instance + gpus + ")");
        state.put("_cpus", ResourceText.processors());
        state.put("_disk_size", 256);
        for (String flag : NOT_SO) {
            state.put(flag, false);
        }
        for (String attribute : WITHOUT) {
            state.put(attribute, null);
        }
        return new Pickle.Instance("sky.resources", "Resources", state);
    }

    /** A client has classes of its own clouds only; of these Slurm costs nothing and can be given another name. */
    private static Pickle.Instance cloud() {
        Map<String, @Nullable Object> state = new LinkedHashMap<>();
        state.put("_REPR", "Sandbox");
        return new Pickle.Instance("sky.clouds.slurm", "Slurm", state);
    }
}
