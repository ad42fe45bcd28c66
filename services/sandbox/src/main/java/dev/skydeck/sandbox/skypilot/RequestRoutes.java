package dev.skydeck.sandbox.skypilot;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The server itself, and what became of requests. */
final class RequestRoutes {
    private static final RouteName CANCEL = RouteName.ofServer("api_cancel", "kill_requests");

    private final RequestTable requests;

    RequestRoutes(RequestTable requests) {
        this.requests = requests;
    }

    void add(Routes routes) {
        routes.get("/api/health", context -> Answers.json(context.response(), 200, ServerFacts.health()));
        routes.get("/api/get", this::result);
        routes.get("/api/status", new StatusList(requests)::answer);
        routes.get("/api/stream", new RequestStream(requests)::answer);
        routes.post("/api/cancel", CANCEL, Bodies.REQUEST_CANCEL, this::cancel);
    }

    /** Gives the ids of the requests that it really ended. What they did already stays done. */
    private Future<JsonArray> cancel(JsonObject body, ServerRequest request) throws PythonError {
        String user = body.getString("user_id");
        JsonArray cancelled = new JsonArray();
        for (ServerRequest chosen : chosen(body.getJsonArray("request_ids"))) {
            boolean theirs = user == null || user.equals(chosen.caller().id());
            if (!chosen.name().equals(CANCEL.request()) && chosen.active() && theirs) {
                chosen.cancel();
                cancelled.add(chosen.id());
            }
        }
        return Future.succeededFuture(cancelled);
    }

    /** By beginnings of ids; null means all, as on a real server. */
    private List<ServerRequest> chosen(@Nullable JsonArray ids) throws PythonError {
        if (ids == null) {
            return requests.all();
        }
        List<ServerRequest> chosen = new ArrayList<>();
        for (Object id : ids) {
            List<ServerRequest> fitting = requests.all().stream()
                    .filter(any -> any.id().startsWith(String.valueOf(id)))
                    .toList();
            if (fitting.size() > 1) {
                throw new PythonError("ValueError", "Multiple requests found for request ID prefix: " + id);
            }
            chosen.addAll(fitting);
        }
        return chosen;
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
