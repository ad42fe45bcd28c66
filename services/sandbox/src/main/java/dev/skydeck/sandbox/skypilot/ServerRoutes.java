package dev.skydeck.sandbox.skypilot;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** People, workspaces and infrastructure: what a real server without authentication and with one cloud answers. */
final class ServerRoutes {
    private static final String WORKSPACE = "default";

    private final People people;

    ServerRoutes(People people) {
        this.people = people;
    }

    void add(Routes routes) {
        routes.get("/users", context -> Answers.json(context.response(), 200, people.list()));
        routes.get("/users/role", ServerRoutes::role);
        routes.get("/users/me/workspace", context -> Answers.detail(context.response(), 401, "Not authenticated."));
        RouteName workspaces = RouteName.ofServer("workspaces.get", "get_workspaces");
        routes.getLater("/workspaces", workspaces, (query, request) -> workspaces());
        RouteName clouds = RouteName.ofServer("enabled_clouds", "enabled_clouds");
        routes.getLater("/enabled_clouds", clouds, (query, request) -> clouds(query));
        routes.post("/check", RouteName.ofServer("check", "check"), Bodies.CHECK, (body, request) -> check(request));
        RouteName services = new RouteName("sky.serve.status", "status", RouteName.Subject.SERVE_CONTROLLER, false);
        routes.post("/serve/status", services, Bodies.SERVE_STATUS, (body, request) -> services());
    }

    private static void role(RoutingContext context) {
        JsonObject nobody = new JsonObject().put("id", "").put("name", "").put("role", "admin");
        Answers.json(context.response(), 200, nobody);
    }

    private static Future<JsonObject> workspaces() {
        JsonObject access = new JsonObject().put("writable", true).put("read_only", false);
        return Future.succeededFuture(new JsonObject().put(WORKSPACE, access));
    }

    private static Future<JsonArray> clouds(JsonObject query) {
        boolean expand = QueryFlag.isTrue(query.getString("expand"));
        return Future.succeededFuture(new JsonArray().add(expand ? "sandbox/local" : "sandbox"));
    }

    private static Future<JsonObject> check(ServerRequest request) {
        request.console().say("Checking credentials to enable infra for SkyPilot.");
        request.console().say("\u001b[32m  Sandbox: enabled [compute]\u001b[0m");
        JsonObject clouds = new JsonObject().put("Sandbox", new JsonArray().add("compute"));
        return Future.succeededFuture(new JsonObject().put(WORKSPACE, clouds));
    }

    /** An error and not an empty list, as recorded from a server that never served anything. */
    private static Future<JsonArray> services() throws PythonError {
        throw new PythonError("ClusterNotUpError", "No live services.");
    }
}
