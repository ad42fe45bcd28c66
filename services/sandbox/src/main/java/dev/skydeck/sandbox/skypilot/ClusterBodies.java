package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.skypilot.BodyShape.Kind;
import io.vertx.core.json.JsonObject;

/** The bodies of the routes for clusters, with all keys of API version 62. */
final class ClusterBodies {
    static final BodyShape LAUNCH = named().required("task", Kind.TEXT)
            .key("retry_until_up", Kind.FLAG, false)
            .key("idle_minutes_to_autostop", Kind.INTEGER, null)
            .key("dryrun", Kind.FLAG, false)
            .key("down", Kind.FLAG, false)
            .key("backend", Kind.TEXT, null)
            .key("optimize_target", Kind.INTEGER, 0)
            .key("no_setup", Kind.FLAG, false)
            .key("clone_disk_from", Kind.TEXT, null)
            .key("fast", Kind.FLAG, false)
            .key("quiet_optimizer", Kind.FLAG, false)
            .key("is_launched_by_jobs_controller", Kind.FLAG, false)
            .key("is_launched_by_sky_serve_controller", Kind.FLAG, false)
            .key("disable_controller_check", Kind.FLAG, false)
            .key("resize", Kind.FLAG, false)
            .key("extra_launch_context", Kind.OBJECT, new JsonObject())
            .key("include_credentials", Kind.FLAG, false);
    static final BodyShape EXEC = named().required("task", Kind.TEXT)
            .key("dryrun", Kind.FLAG, false)
            .key("down", Kind.FLAG, false)
            .key("backend", Kind.TEXT, null);
    static final BodyShape STATUS = new BodyShape()
            .key("cluster_names", Kind.LIST, null)
            .key("refresh", Kind.TEXT, "NONE")
            .key("all_users", Kind.FLAG, true)
            .key("include_credentials", Kind.FLAG, true)
            .key("summary_response", Kind.FLAG, false)
            .key("include_handle", Kind.FLAG, true)
            .optional();
    static final BodyShape STOP_OR_DOWN = named().key("purge", Kind.FLAG, false)
            .key("graceful", Kind.FLAG, false)
            .key("graceful_timeout", Kind.INTEGER, null);
    static final BodyShape START = named().key("idle_minutes_to_autostop", Kind.INTEGER, null)
            .key("wait_for", Kind.TEXT, null)
            .key("retry_until_up", Kind.FLAG, false)
            .key("down", Kind.FLAG, false)
            .key("force", Kind.FLAG, false);
    static final BodyShape AUTOSTOP = named().required("idle_minutes", Kind.INTEGER)
            .key("wait_for", Kind.TEXT, null)
            .key("down", Kind.FLAG, false)
            .key("hook", Kind.TEXT, null)
            .key("hook_timeout", Kind.INTEGER, null);
    static final BodyShape QUEUE =
            named().key("skip_finished", Kind.FLAG, false).key("all_users", Kind.FLAG, false);
    static final BodyShape CANCEL = named().requiredOrNull("job_ids", Kind.LIST)
            .key("all", Kind.FLAG, false)
            .key("all_users", Kind.FLAG, false)
            .key("try_cancel_if_cluster_is_init", Kind.FLAG, false);
    static final BodyShape JOB_STATUS = named().requiredOrNull("job_ids", Kind.LIST);
    static final BodyShape LOGS = named().requiredOrNull("job_id", Kind.INTEGER)
            .key("follow", Kind.FLAG, true)
            .key("tail", Kind.INTEGER, 0);
    static final BodyShape COST_REPORT = new BodyShape()
            .key("days", Kind.INTEGER, null)
            .key("cluster_hashes", Kind.LIST, null)
            .key("cluster_names", Kind.LIST, null)
            .key("dashboard_summary_response", Kind.FLAG, false)
            .key("exclude_managed_clusters", Kind.FLAG, false);
    static final BodyShape EVENTS = new BodyShape()
            .key("cluster_name", Kind.TEXT, null)
            .key("cluster_hash", Kind.TEXT, null)
            .required("event_type", Kind.TEXT)
            .key("include_timestamps", Kind.FLAG, false)
            .key("limit", Kind.INTEGER, null);

    private ClusterBodies() {}

    private static BodyShape named() {
        return new BodyShape().required("cluster_name", Kind.TEXT);
    }
}
