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
        List<Integer> ids = CancelSelection.of(jobs.all(), body, request.caller());
        return jobs.cancel(ids, "Cancellation requested by user " + request.actor());
    }

    private void logs(Routes routes, RoutingContext context) {
        ServerRequest request = routes.open(context, RouteName.ofJobs("logs", "tail_logs"), Bodies.LOGS);
        if (request == null) {
            return;
        }
        JsonObject body = request.body();
        new LogStream(vertx, jobs, context.response(), LogFrame.MANAGED, wantedJob(body))
                .answer(request, body.getBoolean("follow"), body.getInteger("tail"));
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
