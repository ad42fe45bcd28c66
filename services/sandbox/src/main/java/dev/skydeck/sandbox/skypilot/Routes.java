package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.fault.FaultSwitch;
import dev.skydeck.sandbox.skypilot.BodyShape.Invalid;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The forms that routes of a SkyPilot API server have. */
final class Routes {
    private static final long BODY_LIMIT_BYTES = 4L << 20;

    private final Router router;
    private final RequestTable requests;
    private final SkyPilotApi.Values values;

    Routes(Vertx vertx, RequestTable requests, SkyPilotApi.Values values) {
        this.router = Router.router(vertx);
        this.requests = requests;
        this.values = values;
        router.route().handler(new VersionHeaders());
    }

    /** What a request does; what it throws or fails with becomes the request's error. */
    interface Operation {
        Future<? extends @Nullable Object> run(JsonObject body, ServerRequest request) throws Exception;
    }

    interface Step {
        void handle(RoutingContext context);
    }

    /** Answers at once. */
    void get(String path, Step step) {
        router.get(path).handler(step::handle);
        notAllowed(path, HttpMethod.GET);
    }

    /** A GET that begins a request, whose body is the query. */
    void getLater(String path, RouteName name, Operation operation) {
        get(path, context -> {
            JsonObject query = new JsonObject();
            context.request().params().forEach(query::put);
            ServerRequest request = new ServerRequest(name, query, Caller.own());
            begin(context, request);
            perform(path, operation, request);
            Answers.json(context.response(), 200, null);
        });
    }

    /** Begins a request. */
    void post(String path, RouteName name, BodyShape shape, Operation operation) {
        posted(path, context -> {
            ServerRequest request = open(context, name, shape);
            if (request != null) {
                perform(path, operation, request);
                Answers.json(context.response(), 200, null);
            }
        });
    }

    /** Answers in a way of its own. */
    void posted(String path, Step step) {
        router.post(path).handler(Routes::onlyJson);
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT_BYTES))
                .handler(step::handle);
        notAllowed(path, HttpMethod.POST);
    }

    /** To be called last: what no route takes is unknown. */
    Router router() {
        router.route().handler(context -> Answers.detail(context.response(), 404, "Not Found"));
        router.errorHandler(413, context -> Answers.detail(context.response(), 413, "Request body is too large"));
        return router;
    }

    /** Null where the body was refused; then the answer is given already. */
    @Nullable
    ServerRequest open(RoutingContext context, RouteName name, BodyShape shape) {
        try {
            Buffer content = context.body().buffer();
            JsonObject body = shape.read(content == null ? Buffer.buffer() : content);
            ServerRequest request = new ServerRequest(name, body, Caller.of(body));
            begin(context, request);
            return request;
        } catch (Invalid e) {
            Answers.invalid(context.response(), e);
            return null;
        }
    }

    private void begin(RoutingContext context, ServerRequest request) {
        requests.add(request);
        context.response().putHeader(VersionHeaders.REQUEST_ID, request.id());
    }

    private void notAllowed(String path, HttpMethod allowed) {
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
}
