package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.fault.FaultSwitch;
import dev.skydeck.sandbox.job.Clock;
import dev.skydeck.sandbox.job.Job;
import dev.skydeck.sandbox.job.Jobs;
import dev.skydeck.sandbox.skypilot.BodyShape.Invalid;
import dev.skydeck.sandbox.skypilot.ServerRequest.RouteName;
import dev.skydeck.sandbox.task.TaskRefused;
import dev.skydeck.sandbox.task.TaskSpec;
import dev.skydeck.sandbox.task.TaskYaml;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The routes of a SkyPilot API server that the sandbox has. Everything else is 404, as an unknown route is. */
public final class SkyPilotApi {
    private static final long BODY_LIMIT_BYTES = 4L << 20;

    private final Vertx vertx;
    private final Jobs jobs;
    private final Values values;
    private final RequestTable requests = new RequestTable();

    /** @param values what becomes of the results of requests */
    public SkyPilotApi(Vertx vertx, Jobs jobs, Values values) {
        this.vertx = vertx;
        this.values = values;
        this.jobs = jobs;
    }

    public Router router() {
        Router router = Router.router(vertx);
        router.route().handler(new VersionHeaders());
        get(router, "/api/health", context -> Answers.json(context.response(), 200, ServerFacts.health()));
        get(router, "/api/get", this::result);
        get(router, "/api/status", new StatusList(requests)::answer);
        post(router, "/jobs/launch", "sky.jobs.launch", "launch", Bodies.LAUNCH, this::launch);
        post(router, "/jobs/queue/v2", "sky.jobs.queue_v2", "queue_v2_api", Bodies.QUEUE, this::queue);
        post(router, "/jobs/cancel", "sky.jobs.cancel", "cancel", Bodies.CANCEL, this::cancel);
        posted(router, "/jobs/logs", this::logs);
        posted(router, "/validate", new Validate()::answer);
        router.route().handler(context -> Answers.detail(context.response(), 404, "Not Found"));
        router.errorHandler(413, context -> Answers.detail(context.response(), 413, "Request body is too large"));
        return router;
    }

    /** What a request does; what it throws or fails with becomes the request's error. */
    private interface Operation {
        Future<? extends @Nullable Object> run(JsonObject body, ServerRequest request) throws Exception;
    }

    /** Changes the results of requests. */
    public interface Values {
        /**
         * @param path of the route
         * @param value JSON text
         * @throws FaultSwitch.ControllerDown when the request is to fail so
         */
        String of(String path, String value) throws FaultSwitch.ControllerDown;
    }

    private interface Step {
        void handle(RoutingContext context);
    }

    private static void get(Router router, String path, Step step) {
        router.get(path).handler(step::handle);
        notAllowed(router, path, HttpMethod.GET);
    }

    private void post(Router router, String path, String name, String function, BodyShape shape, Operation operation) {
        posted(router, path, context -> {
            ServerRequest request = open(context, new RouteName(name, function), shape);
            if (request != null) {
                perform(path, operation, request);
                Answers.json(context.response(), 200, null);
            }
        });
    }

    private static void posted(Router router, String path, Step step) {
        router.post(path).handler(SkyPilotApi::onlyJson);
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT_BYTES))
                .handler(step::handle);
        notAllowed(router, path, HttpMethod.POST);
    }

    private static void notAllowed(Router router, String path, HttpMethod allowed) {
        router.route(path).handler(context -> {
            context.response().putHeader("allow", allowed.name());
            Answers.detail(context.response(), 405, "Method Not Allowed");
        });
    }

    /** A page can send a form or plain text to any port without asking first, but not JSON. */
    private static void onlyJson(RoutingContext context) {
        String type = context.request().getHeader("content-type");
        String media = type == null ? "" : type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        if (media.equals("application/json")) {
            context.next();
            return;
        }
        context.response().putHeader("connection", "close");
        Answers.detail(context.response(), 415, "Unsupported Media Type: send application/json");
    }

    /** Null where the body was refused; then the answer is given already. */
    private @Nullable ServerRequest open(RoutingContext context, RouteName name, BodyShape shape) {
        try {
            Buffer content = context.body().buffer();
            JsonObject body = shape.read(content == null ? Buffer.buffer() : content);
            ServerRequest request = new ServerRequest(name, body, Caller.of(body));
            requests.add(request);
            context.response().putHeader(VersionHeaders.REQUEST_ID, request.id());
            return request;
        } catch (Invalid e) {
            Answers.invalid(context.response(), e);
            return null;
        }
    }

    private void perform(String path, Operation operation, ServerRequest request) {
        Future<? extends @Nullable Object> result;
        try {
            result = operation.run(request.body(), request);
        } catch (Exception e) {
            request.fail(e);
            return;
        }
        result.onComplete(value -> succeed(path, request, Json.encode(value)), request::fail);
    }

    private void succeed(String path, ServerRequest request, String value) {
        try {
            request.succeedWith(values.of(path, value));
        } catch (FaultSwitch.ControllerDown e) {
            request.fail(new PythonError("ClusterNotUpError", "No in-progress managed jobs."));
        }
    }

    private Future<JsonObject> launch(JsonObject body, ServerRequest request) throws PythonError {
        if (body.getString("pool") != null || body.getValue("parent_job_id") != null) {
            throw new PythonError("NotSupportedError", "The sandbox has no pools and no job groups.");
        }
        Integer count = body.getInteger("num_jobs");
        if (count != null && count != 1) {
            throw new PythonError("NotSupportedError", "The sandbox launches one job at a time.");
        }
        Caller caller = request.caller();
        TaskSpec task;
        try {
            String unnamed = "sky-" + UUID.randomUUID().toString().substring(0, 4) + "-cmd";
            task = TaskYaml.read(body.getString("task"), unnamed);
        } catch (TaskRefused e) {
            throw new PythonError(e.type(), e.getMessage());
        }
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
        String who =
                "Cancellation requested by user " + request.caller().name() + " (request ID: " + request.id() + ")";
        return jobs.cancel(ids, who);
    }

    private void logs(RoutingContext context) {
        ServerRequest request = open(context, new RouteName("sky.jobs.logs", "tail_logs"), Bodies.LOGS);
        if (request == null) {
            return;
        }
        JsonObject body = request.body();
        new LogStream(
                        vertx,
                        jobs,
                        context.response(),
                        wantedJob(body),
                        body.getBoolean("follow"),
                        body.getInteger("tail"))
                .run(request::cancel)
                .onComplete(request::succeed, request::fail);
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

    private void result(RoutingContext context) {
        String id = context.request().getParam("request_id");
        if (id == null) {
            JsonObject problem = new JsonObject()
                    .put("type", "missing")
                    .put("loc", new JsonArray().add("query").add("request_id"))
                    .put("msg", "Field required")
                    .putNull("input");
            Answers.detail(context.response(), 422, new JsonArray().add(problem));
            return;
        }
        ServerRequest request = requests.find(id);
        if (request == null) {
            Answers.detail(context.response(), 404, "Request '" + id + "' not found");
            return;
        }
        request.over().onSuccess(over -> {
            if (context.response().closed()) {
                return;
            }
            if (request.failed()) {
                Answers.detail(context.response(), 500, request.payload());
            } else {
                Answers.json(context.response(), 200, request.payload());
            }
        });
    }
}
