package dev.skydeck.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skydeck.simulator.HttpPeer.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a SkyPilot server was asked: each is answered with an id at once, and with what came of it when somebody asks. */
final class SimulatedRequests {
    private static final String LAUNCH = "/jobs/launch";

    private final Chance chance;
    private final Faults faults;
    private final Map<String, One> all = new LinkedHashMap<>();
    private long ids;

    /** One of them. */
    static final class One {
        private final String id;
        private final String path;
        private final String body;
        private String status = "RUNNING";
        private @Nullable String value;
        private @Nullable String error;
        private final List<Runnable> waiting = new ArrayList<>();

        private One(String id, String path, String body) {
            this.id = id;
            this.path = path;
            this.body = body;
        }

        String id() {
            return id;
        }

        String path() {
            return path;
        }

        void succeed(String result) {
            status = "SUCCEEDED";
            value = result;
            waiting.forEach(Runnable::run);
        }

        void fail() {
            status = "FAILED";
            error = "{\"type\":\"RuntimeError\",\"message\":\"it failed\"}";
            waiting.forEach(Runnable::run);
        }
    }

    SimulatedRequests(Chance chance, Faults faults) {
        this.chance = chance;
        this.faults = faults;
    }

    One begin(String path, String body) {
        One request = new One("request-" + ++ids, path, path.equals(LAUNCH) ? body : "");
        all.put(request.id, request);
        return request;
    }

    /** As a restart does. */
    void forget() {
        all.clear();
    }

    /** Answers what came of one once it is over; 404 for one that is not known. */
    void result(String id, Consumer<Reply> answer) {
        One request = all.get(id);
        if (request == null) {
            answer.accept(new Reply(
                    404,
                    Map.of("content-type", "application/json"),
                    "{\"detail\":\"Request '" + id + "' not found\"}"));
            return;
        }
        Runnable reply = () -> answer.accept(resultOf(request));
        if (request.status.equals("RUNNING")) {
            request.waiting.add(reply);
        } else {
            reply.run();
        }
    }

    private Reply resultOf(One request) {
        if (faults.hits(Fault.READ_FAILS, "get " + request.path) && !request.path.equals(LAUNCH)) {
            return garbage();
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("request_id", request.id).put("status", request.status);
        result.put("return_value", request.value == null ? "null" : request.value);
        result.put("error", request.error == null ? "null" : request.error);
        if (!request.status.equals("FAILED")) {
            return Reply.ok(result.toString());
        }
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.set("detail", result);
        return new Reply(500, Map.of("content-type", "application/json"), detail.toString());
    }

    /** All launches that are remembered. */
    Reply launches() {
        if (faults.hits(Fault.READ_FAILS, "/api/status")) {
            return garbage();
        }
        ArrayNode launches = JsonNodeFactory.instance.arrayNode();
        for (One request : all.values()) {
            if (request.path.equals(LAUNCH)) {
                launches.addObject()
                        .put("request_id", request.id)
                        .put("status", request.status)
                        .put("request_body", request.body);
            }
        }
        return Reply.ok(launches.toString());
    }

    private Reply garbage() {
        return switch (chance.among(4)) {
            case 0 -> new Reply(500, Map.of("content-type", "text/plain"), "Internal Server Error");
            case 1 -> new Reply(200, Map.of("content-type", "text/html"), "<html>Log in</html>");
            case 2 -> new Reply(502, Map.of("content-type", "text/html"), "<html>Bad gateway</html>");
            default -> new Reply(200, Map.of("content-type", "application/json"), "[{\"job");
        };
    }
}
