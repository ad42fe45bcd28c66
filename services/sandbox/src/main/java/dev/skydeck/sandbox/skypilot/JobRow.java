package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.job.Job;
import dev.skydeck.sandbox.job.JobRecord;
import dev.skydeck.sandbox.job.JobState;
import dev.skydeck.sandbox.job.Times;
import dev.skydeck.sandbox.task.TaskSpec;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A job as a row of the queue: keys, order and types as recorded from 0.14.1. */
final class JobRow {
    /** Every key a client may ask for by {@code fields}. */
    static final Set<String> FIELDS = Set.copyOf(
            full(0, 0.0, new TaskSpec("a", null, null, 1, Map.of(), Map.of(), "", null, "0", 0, 0, Map.of(), null, ""))
                    .put("accelerators", "")
                    .fieldNames());

    private static final String NODE_ADDRESS = "127.0.0.1";

    private JobRow() {}

    static JsonObject of(Job job, double now) {
        JobRecord record = job.record();
        JobState state = job.state();
        Times times = state.times();
        TaskSpec task = record.task();
        JsonObject row = full(record.id(), duration(times, now), task)
                .put("status", state.status())
                .put("schedule_state", state.scheduleState())
                .put("recovery_count", times.recoveries())
                .put("details", details(state))
                .put("failure_reason", state instanceof JobState.Ended ended ? ended.reason() : null)
                .put("user_name", record.userName())
                .put("user_hash", record.userHash())
                .put("submitted_at", times.submittedAt())
                .put("start_at", times.startAt())
                .put("end_at", times.endAt())
                .put("entrypoint", record.entrypoint())
                .put("last_recovered_at", times.recoveredAt())
                .put("run_timestamp", record.runTimestamp(times));
        if (times.startAt() != null) {
            place(row, task);
        }
        boolean runs = state instanceof JobState.Running || state instanceof JobState.Cancelling;
        if (runs && times.startAt() != null) {
            live(row, record);
        }
        return row;
    }

    private static double duration(Times times, double now) {
        Double startAt = times.startAt();
        if (startAt == null) {
            return 0.0;
        }
        Double endAt = times.endAt();
        return (endAt == null ? now : endAt) - startAt;
    }

    private static @Nullable String details(JobState state) {
        if (state instanceof JobState.Pending) {
            return "Waiting for other jobs to launch";
        }
        if (state instanceof JobState.Starting) {
            return "Launching (a process of this machine)";
        }
        if (state instanceof JobState.Recovering) {
            return "Recovering: Cluster preempted or failed, recovering";
        }
        if (state instanceof JobState.Cancelling cancelling) {
            return cancelling.details();
        }
        if (state instanceof JobState.Ended ended) {
            return ended.reason() == null ? ended.note() : "Failure: " + ended.reason();
        }
        return null;
    }

    private static JsonObject full(int id, double duration, TaskSpec task) {
        return new JsonObject()
                .put("_job_id", id)
                .put("job_id", id)
                .put("task_id", 0)
                .put("job_name", task.name())
                .put("task_name", task.name())
                .put("job_duration", duration)
                .put("workspace", "default")
                .putNull("status")
                .putNull("schedule_state")
                .put("resources", task.resources())
                .put("cluster_resources", "-")
                .put("cluster_resources_full", "-")
                .put("cloud", "-")
                .put("region", "-")
                .put("zone", "-")
                .put("infra", "-")
                .put("recovery_count", 0)
                .putNull("details")
                .putNull("failure_reason")
                .putNull("user_name")
                .putNull("user_hash")
                .putNull("submitted_at")
                .putNull("start_at")
                .putNull("end_at")
                .put("user_yaml", task.yaml())
                .putNull("entrypoint")
                .put("metadata", new JsonObject(task.metadata()))
                .put("controller_pid", ProcessHandle.current().pid())
                .putNull("controller_pid_started_at")
                .putNull("dag_yaml_path")
                .putNull("env_file_path")
                .put("last_recovered_at", -1.0)
                .putNull("run_timestamp")
                .put("priority", task.priority())
                .putNull("priority_class")
                .putNull("original_user_yaml_path")
                .putNull("pool")
                .putNull("pool_hash")
                .putNull("current_cluster_name")
                .putNull("cluster_name_on_cloud")
                .putNull("job_id_on_pool_cluster")
                .putNull("labels")
                .putNull("links")
                .putNull("node_names")
                .put("execution", "serial")
                .put("is_job_group", false)
                .putNull("is_primary_in_job_group")
                .putNull("root_job_id")
                .putNull("parent_job_id")
                .putNull("parent_task_id")
                .putNull("dynamic_task_index")
                .put("is_batch", false)
                .putNull("batch_total_batches")
                .putNull("batch_completed_batches")
                .putNull("internal_external_ips")
                .putNull("internal_services");
    }

    /** Where it ran, known from its start and kept. */
    private static void place(JsonObject row, TaskSpec task) {
        row.put("cluster_resources", task.resources())
                .put("cluster_resources_full", task.resources())
                .put("cloud", "Sandbox")
                .put("region", "local")
                .put("zone", "main")
                .put("infra", "Sandbox (local)")
                .put("node_names", ResourceText.nodeNames(task));
    }

    /** What is known only while it runs. */
    private static void live(JsonObject row, JobRecord record) {
        TaskSpec task = record.task();
        JsonArray addresses = new JsonArray();
        for (int rank = 0; rank < task.numNodes(); rank++) {
            addresses.add(new JsonArray().add(NODE_ADDRESS).add(NODE_ADDRESS));
        }
        row.put("cluster_resources", ResourceText.brief(task))
                .put("cluster_resources_full", ResourceText.full(task))
                .put("cluster_name_on_cloud", record.clusterName())
                .put("accelerators", task.accelerator() == null ? null : task.resource())
                .put("internal_external_ips", addresses)
                .put("internal_services", new JsonObject());
    }
}
