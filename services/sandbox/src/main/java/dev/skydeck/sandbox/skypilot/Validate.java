package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.task.TaskRefused;
import dev.skydeck.sandbox.task.TaskYaml;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /validate}: looks at a task's form, not at whether there are such resources; answers at once. */
final class Validate {

    void answer(RoutingContext context) {
        try {
            Buffer content = context.body().buffer();
            JsonObject body = Bodies.VALIDATE.read(content == null ? Buffer.buffer() : content);
            var unused = TaskYaml.read(body.getString("dag"), "unnamed");
            Answers.json(context.response(), 200, null);
        } catch (BodyShape.Invalid e) {
            Answers.invalid(context.response(), e);
        } catch (TaskRefused e) {
            Answers.detail(context.response(), 400, detail(e));
        }
    }

    /** A real server's types here are not those of a launch in two cases, as recorded. */
    private static JsonObject detail(TaskRefused refused) {
        String message = refused.getMessage();
        JsonObject attributes = new JsonObject();
        String type = refused.type();
        if (type.equals("ParserError") || type.equals("ScannerError")) {
            attributes.put("cloud_provider", "yaml").put("error_type", type);
            message = "yaml error (" + type + "): " + message;
            type = "CloudError";
        } else if (type.equals("TypeError")) {
            type = "AttributeError";
            message = "'list' object has no attribute 'keys'";
        }
        return new JsonObject()
                .put("type", type)
                .put("message", message)
                .put("args", new JsonArray().add(message))
                .put("attributes", attributes)
                .putNull("stacktrace");
    }
}
