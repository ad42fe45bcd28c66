package dev.skydeck.sandbox.skypilot;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** The server itself, and what became of requests. */
final class RequestRoutes {
    private final RequestTable requests;

    RequestRoutes(RequestTable requests) {
        this.requests = requests;
    }

    void add(Routes routes) {
        routes.get("/api/health", context -> Answers.json(context.response(), 200, ServerFacts.health()));
        routes.get("/api/get", this::result);
        routes.get("/api/status", new StatusList(requests)::answer);
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
