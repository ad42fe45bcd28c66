package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.skypilot.BodyShape.Kind;

/** The bodies of the routes, with all keys of API version 62. */
final class Bodies {
    static final BodyShape LAUNCH = new BodyShape()
            .required("task", Kind.TEXT)
            .requiredOrNull("name", Kind.TEXT)
            .key("pool", Kind.TEXT, null)
            .key("num_jobs", Kind.INTEGER, null)
            .key("parent_job_id", Kind.INTEGER, null)
            .key("parent_task_id", Kind.INTEGER, null)
            .key("job_group_explicit", Kind.FLAG, false);
    static final BodyShape QUEUE = new BodyShape()
            .key("refresh", Kind.FLAG, false)
            .key("skip_finished", Kind.FLAG, false)
            .key("all_users", Kind.FLAG, false)
            .key("job_ids", Kind.LIST, null)
            .key("user_match", Kind.TEXT, null)
            .key("workspace_match", Kind.TEXT, null)
            .key("name_match", Kind.TEXT, null)
            .key("pool_match", Kind.TEXT, null)
            .key("infra_match", Kind.TEXT, null)
            .key("page", Kind.INTEGER, null)
            .key("limit", Kind.INTEGER, null)
            .key("statuses", Kind.LIST, null)
            .key("fields", Kind.LIST, null)
            .key("sort_by", Kind.TEXT, null)
            .key("sort_order", Kind.TEXT, null)
            .key("submitted_after", Kind.NUMBER, null)
            .key("submitted_before", Kind.NUMBER, null);
    static final BodyShape CANCEL = new BodyShape()
            .key("name", Kind.TEXT, null)
            .key("job_ids", Kind.LIST, null)
            .key("all", Kind.FLAG, false)
            .key("all_users", Kind.FLAG, false)
            .key("pool", Kind.TEXT, null)
            .key("graceful", Kind.FLAG, false)
            .key("graceful_timeout", Kind.INTEGER, null)
            .key("task", Kind.ANY, null);
    static final BodyShape LOGS = new BodyShape()
            .key("name", Kind.TEXT, null)
            .key("job_id", Kind.INTEGER, null)
            .key("follow", Kind.FLAG, true)
            .key("controller", Kind.FLAG, false)
            .key("refresh", Kind.FLAG, false)
            .key("tail", Kind.INTEGER, null)
            .key("tail_offset", Kind.INTEGER, null)
            .key("task", Kind.ANY, null);

    static final BodyShape POOL_STATUS = new BodyShape().requiredOrNull("pool_names", Kind.ANY);
    static final BodyShape SERVE_STATUS = new BodyShape().requiredOrNull("service_names", Kind.ANY);
    static final BodyShape CHECK = new BodyShape()
            .key("clouds", Kind.LIST, null)
            .key("verbose", Kind.FLAG, false)
            .key("workspace", Kind.TEXT, null);
    static final BodyShape REQUEST_CANCEL =
            new BodyShape().key("request_ids", Kind.LIST, null).key("user_id", Kind.TEXT, null);
    static final BodyShape EVENTS = new BodyShape()
            .required("job_id", Kind.INTEGER)
            .key("task_id", Kind.INTEGER, null)
            .key("task", Kind.ANY, null)
            .key("limit", Kind.INTEGER, 10)
            .key("include_cluster_events", Kind.FLAG, false);

    static final BodyShape VALIDATE =
            new BodyShape().required("dag", Kind.TEXT).requiredOrNull("request_options", Kind.ANY);

    private Bodies() {}
}
