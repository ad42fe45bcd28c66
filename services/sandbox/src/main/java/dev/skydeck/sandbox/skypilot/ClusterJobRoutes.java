package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.cluster.Cluster;
import dev.skydeck.sandbox.cluster.ClusterRefused;
import dev.skydeck.sandbox.cluster.Clusters;
import dev.skydeck.sandbox.cluster.Order;
import dev.skydeck.sandbox.job.Job;
import dev.skydeck.sandbox.job.Jobs;
import dev.skydeck.sandbox.task.Autostop;
import dev.skydeck.sandbox.task.TaskRefused;
import dev.skydeck.sandbox.task.TaskSpec;
import dev.skydeck.sandbox.task.TaskYaml;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The jobs of clusters. */
final class ClusterJobRoutes {
    /** What a task is called that has no name. */
    private static final String UNNAMED = "sky-cmd";

    private final Vertx vertx;
    private final Clusters clusters;

    ClusterJobRoutes(Vertx vertx, Clusters clusters) {
        this.vertx = vertx;
        this.clusters = clusters;
    }

    void add(Routes routes) {
        routes.post("/launch", RouteName.ofCluster("launch", "launch").slow(), ClusterBodies.LAUNCH, this::launch);
        routes.post("/exec", RouteName.ofCluster("exec", "exec").slow(), ClusterBodies.EXEC, this::exec);
        routes.post("/queue", RouteName.ofCluster("queue", "queue"), ClusterBodies.QUEUE, this::queue);
        routes.post("/cancel", RouteName.ofCluster("cancel", "cancel"), ClusterBodies.CANCEL, this::cancel);
        RouteName jobStatus = RouteName.ofCluster("job_status", "job_status");
        routes.post("/job_status", jobStatus, ClusterBodies.JOB_STATUS, this::jobStatus);
        routes.posted("/logs", context -> logs(routes, context));
    }

    private Future<JsonObject> launch(JsonObject body, ServerRequest request) throws TaskRefused, ClusterRefused {
        TaskSpec task = task(body);
        if (body.getBoolean("dryrun")) {
            return Future.succeededFuture(submitted(null, Pickle.none()));
        }
        Order order = order(body, body.getBoolean("no_setup") ? task.runOnly() : task, request);
        return clusters.launch(order).compose(job -> {
            JsonObject submitted = told(job, request);
            Autostop wish = autostop(body);
            return wish == null
                    ? Future.succeededFuture(submitted)
                    : clusters.autostop(order.cluster(), wish).map(submitted);
        });
    }

    /** By the keys of clients older than those that say it in the task. */
    private static @Nullable Autostop autostop(JsonObject body) {
        Integer idle = body.getInteger("idle_minutes_to_autostop");
        boolean down = body.getBoolean("down");
        return idle == null && !down ? null : new Autostop(idle == null ? 0 : idle, down);
    }

    private Future<JsonObject> exec(JsonObject body, ServerRequest request) throws TaskRefused, ClusterRefused {
        TaskSpec task = task(body);
        return body.getBoolean("dryrun")
                ? Future.succeededFuture(submitted(null, Pickle.none()))
                : clusters.exec(order(body, task, request)).map(job -> told(job, request));
    }

    private static TaskSpec task(JsonObject body) throws TaskRefused {
        return TaskYaml.read(body.getString("task"), UNNAMED);
    }

    private static Order order(JsonObject body, TaskSpec task, ServerRequest request) {
        Caller caller = request.caller();
        return new Order(
                body.getString("cluster_name"),
                task,
                caller.name(),
                caller.id(),
                body.getString("entrypoint_command"),
                request::active,
                request.console()::say);
    }

    private JsonObject told(@Nullable Job job, ServerRequest request) {
        if (job != null) {
            request.console().say("⚙︎ Job submitted, ID: " + job.id());
        }
        return submitted(job, ClusterHandle.of(clusters, request.body().getString("cluster_name")));
    }

    private static JsonObject submitted(@Nullable Job job, String handle) {
        return new JsonObject().put("job_id", job == null ? null : job.id()).put("handle", handle);
    }

    private Future<JsonArray> queue(JsonObject body, ServerRequest request) throws ClusterRefused {
        JsonArray rows = new JsonArray();
        jobs(body, "Getting the job queue").all().stream()
                .filter(job -> !body.getBoolean("skip_finished") || !job.over())
                .filter(job -> body.getBoolean("all_users") || ownedBy(request.caller(), job))
                .map(ClusterJobRow::of)
                .forEach(rows::add);
        return Future.succeededFuture(rows);
    }

    private Future<Void> cancel(JsonObject body, ServerRequest request) throws ClusterRefused {
        Jobs jobs = jobs(body, "Cancelling jobs");
        List<Integer> ids = ClusterCancelSelection.of(jobs.all(), body, request);
        return jobs.cancel(ids, "Cancelled by user " + request.actor()).compose(told -> jobs.until(ids, Job::over));
    }

    private Future<JsonObject> jobStatus(JsonObject body, ServerRequest request) throws ClusterRefused {
        Jobs jobs = jobs(body, "Getting job status");
        JsonArray ids = body.getJsonArray("job_ids");
        JsonObject statuses = new JsonObject();
        if (ids == null) {
            jobs.all().stream().findFirst().ifPresent(job -> statuses.put(key(job), ClusterJobRow.status(job)));
            return Future.succeededFuture(statuses);
        }
        for (Object id : ids) {
            Job job = id instanceof Integer number ? jobs.find(number) : null;
            statuses.put(String.valueOf(id), job == null ? null : ClusterJobRow.status(job));
        }
        return Future.succeededFuture(statuses);
    }

    private void logs(Routes routes, RoutingContext context) {
        ServerRequest request = routes.open(context, RouteName.ofCluster("logs", "tail_logs"), ClusterBodies.LOGS);
        if (request == null) {
            return;
        }
        JsonObject body = request.body();
        try {
            Jobs jobs = jobs(body, "Tailing logs");
            Integer asked = body.getInteger("job_id");
            int id = asked != null
                    ? asked
                    : jobs.all().stream().findFirst().map(Job::id).orElse(0);
            new LogStream(vertx, jobs, context.response(), LogFrame.CLUSTER, id)
                    .answer(request, body.getBoolean("follow"), body.getInteger("tail"));
        } catch (ClusterRefused e) {
            // An empty log, as recorded; only the request tells.
            LogStream.begin(context.response(), request);
            request.fail(e);
        }
    }

    private Jobs jobs(JsonObject body, String operation) throws ClusterRefused {
        Cluster cluster = clusters.up(body.getString("cluster_name"), operation);
        return clusters.jobs(cluster);
    }

    private static String key(Job job) {
        return String.valueOf(job.id());
    }

    private static boolean ownedBy(Caller caller, Job job) {
        return caller.id().equals(job.record().userHash());
    }
}
