package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.job.Clock;
import dev.skydeck.sandbox.job.Job;
import dev.skydeck.sandbox.job.Jobs;
import dev.skydeck.sandbox.task.TaskRefused;
import dev.skydeck.sandbox.task.TaskSpec;
import dev.skydeck.sandbox.task.TaskYaml;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** Managed jobs. */
final class JobRoutes {
    private final Vertx vertx;
    private final Jobs jobs;

    JobRoutes(Vertx vertx, Jobs jobs) {
        this.vertx = vertx;
        this.jobs = jobs;
    }

    void add(Routes routes) {
        routes.post("/jobs/launch", RouteName.ofJobs("launch", "launch"), Bodies.LAUNCH, this::launch);
        routes.post("/jobs/queue/v2", RouteName.ofJobs("queue_v2", "queue_v2_api"), Bodies.QUEUE, this::queue);
        routes.post("/jobs/cancel", RouteName.ofJobs("cancel", "cancel"), Bodies.CANCEL, this::cancel);
        routes.post("/jobs/events", RouteName.ofJobs("events", "get_job_events"), Bodies.EVENTS, this::events);
        RouteName pools = RouteName.ofJobs("pool_status", "pool_status");
        routes.post("/jobs/pool_status", pools, Bodies.POOL_STATUS, (body, request) -> noPools());
        routes.posted("/jobs/logs", context -> logs(routes, context));
    }

    private Future<JsonObject> launch(JsonObject body, ServerRequest request) throws PythonError, TaskRefused {
        if (body.getString("pool") != null || body.getValue("parent_job_id") != null) {
            throw new PythonError("NotSupportedError", "The sandbox has no pools and no job groups.");
        }
        Integer count = body.getInteger("num_jobs");
        if (count != null && count != 1) {
            throw new PythonError("NotSupportedError", "The sandbox launches one job at a time.");
        }
        Caller caller = request.caller();
        String unnamed = "sky-" + UUID.randomUUID().toString().substring(0, 4) + "-cmd";
        TaskSpec task = TaskYaml.read(body.getString("task"), unnamed);
        request.console().say("Launching managed job '" + task.name() + "'...");
        return jobs.launch(task, caller.name(), caller.id(), body.getString("entrypoint_command"))
                .map(job -> new JsonObject()
                        .put("job_id", new JsonArray().add(job.id()))
                        .put("handle", Pickle.none()));
    }

    private Future<JsonObject> queue(JsonObject body, ServerRequest request) throws PythonError {
        double now = Clock.now();
        List<JsonObject> rows =
                jobs.all().stream().map(job -> JobRow.of(job, now)).toList();
        return Future.succeededFuture(QueueAnswer.of(rows, body, request.caller()));
    }

    private Future<Void> cancel(JsonObject body, ServerRequest request) throws PythonError {
        List<Integer> ids = CancelSelection.of(jobs.all(), body, request);
        return jobs.cancel(ids, "Cancellation requested by user " + request.actor());
    }

    /** Newest first. */
    private Future<JsonArray> events(JsonObject body, ServerRequest request) {
        Job job = jobs.find(body.getInteger("job_id"));
        Integer task = body.getInteger("task_id");
        Integer limit = body.getInteger("limit");
        List<JsonObject> events = new ArrayList<>(job == null ? List.of() : JobEvents.of(job));
        Collections.reverse(events);
        JsonArray told = new JsonArray();
        events.stream()
                .filter(event -> task == null || event.getValue("task_id") == null || task == 0)
                .limit(limit == null ? Integer.MAX_VALUE : Math.max(0, limit))
                .forEach(told::add);
        return Future.succeededFuture(told);
    }

    private static Future<JsonArray> noPools() {
        return Future.succeededFuture(new JsonArray());
    }

    private void logs(Routes routes, RoutingContext context) {
        ServerRequest request = routes.open(context, RouteName.ofJobs("logs", "tail_logs"), Bodies.LOGS);
        if (request == null) {
            return;
        }
        JsonObject body = request.body();
        boolean follow = body.getBoolean("follow");
        Integer tail = body.getInteger("tail");
        if (body.getBoolean("controller")) {
            new ControllerLogStream(vertx, jobs, context.response(), wantedJob(body)).answer(request, follow, tail);
        } else {
            new LogStream(vertx, jobs, context.response(), LogFrame.MANAGED, wantedJob(body))
                    .answer(request, follow, tail);
        }
    }

    /** By id, or the newest of that name, or the newest. */
    private int wantedJob(JsonObject body) {
        Integer id = body.getInteger("job_id");
        if (id != null) {
            return id;
        }
        String name = body.getString("name");
        return jobs.all().stream()
                .filter(job -> name == null || name.equals(job.record().task().name()))
                .findFirst()
                .map(Job::id)
                .orElse(0);
    }
}
