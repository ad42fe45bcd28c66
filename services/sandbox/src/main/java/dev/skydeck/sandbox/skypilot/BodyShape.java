package dev.skydeck.sandbox.skypilot;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a route's body with their types and what they are when absent. Refusals have the shape that pydantic
 * gives them, as recorded. Unknown keys are let through, as recorded.
 */
final class BodyShape {
    /** Stands for a key that must be there. */
    private static final Object REQUIRED = new Object();

    /** Stands for a key that must be there, but may be null. */
    private static final Object REQUIRED_OR_NULL = new Object();

    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> missing = new LinkedHashMap<>();
    private boolean optional;

    BodyShape() {
        key("env_vars", Kind.OBJECT, null);
        key("entrypoint", Kind.TEXT, "");
        key("entrypoint_command", Kind.TEXT, "skydeck-sandbox");
        key("using_remote_api_server", Kind.FLAG, false);
        key("override_skypilot_config", Kind.OBJECT, new JsonObject());
        key("override_skypilot_config_path", Kind.TEXT, null);
        key("file_mounts_blob_id", Kind.TEXT, null);
    }

    BodyShape key(String name, Kind kind, @Nullable Object whenMissing) {
        kinds.put(name, kind);
        missing.put(name, whenMissing);
        return this;
    }

    BodyShape required(String name, Kind kind) {
        return key(name, kind, REQUIRED);
    }

    BodyShape requiredOrNull(String name, Kind kind) {
        return key(name, kind, REQUIRED_OR_NULL);
    }

    /** A body may be left out altogether. */
    BodyShape optional() {
        optional = true;
        return this;
    }

    enum Kind {
        TEXT("string_type", "Input should be a valid string", String.class),
        INTEGER("int_type", "Input should be a valid integer", Integer.class),
        NUMBER("float_type", "Input should be a valid number", Number.class),
        FLAG("bool_type", "Input should be a valid boolean", Boolean.class),
        LIST("list_type", "Input should be a valid list", JsonArray.class),
        OBJECT("dict_type", "Input should be a valid dictionary", JsonObject.class),
        ANY("", "", Object.class);

        private final String type;
        private final String message;
        private final Class<?> form;

        Kind(String type, String message, Class<?> form) {
            this.type = type;
            this.message = message;
            this.form = form;
        }
    }

    /** Reads a body and fills in what it leaves out, but for {@code env_vars}. */
    JsonObject read(Buffer content) throws Invalid {
        JsonObject given = optional && content.length() == 0 ? new JsonObject() : parse(content);
        JsonArray problems = new JsonArray();
        JsonObject full = new JsonObject();
        kinds.forEach((name, kind) -> {
            Object value = given.getValue(name);
            Object otherwise = missing.get(name);
            boolean required = otherwise == REQUIRED || otherwise == REQUIRED_OR_NULL;
            boolean nullable = otherwise == null || otherwise == REQUIRED_OR_NULL;
            if (!given.containsKey(name)) {
                if (required) {
                    problems.add(problem("missing", "Field required", echo(given), name));
                }
                full.put(name, required ? null : otherwise);
            } else if (value == null ? !nullable : !kind.form.isInstance(value)) {
                problems.add(problem(kind.type, kind.message, value, name));
            } else {
                full.put(name, value);
            }
        });
        if (!problems.isEmpty()) {
            throw new Invalid(422, problems);
        }
        return full;
    }

    private static JsonObject parse(Buffer content) throws Invalid {
        if (content.length() == 0) {
            throw new Invalid(422, new JsonArray().add(problem("missing", "Field required", null)));
        }
        Object value;
        try {
            value = Json.decodeValue(content);
        } catch (DecodeException e) {
            throw new Invalid(422, new JsonArray().add(notJson(content.toString())));
        }
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new Invalid(
                422,
                new JsonArray()
                        .add(problem(
                                "model_attributes_type",
                                "Input should be a valid dictionary or object to extract fields from",
                                value)));
    }

    private static JsonObject notJson(String text) {
        boolean inObject = text.startsWith("{");
        JsonObject problem = problem("json_invalid", "JSON decode error", new JsonObject());
        problem.getJsonArray("loc").add(inObject ? 1 : 0);
        String error = inObject ? "Expecting property name enclosed in double quotes" : "Expecting value";
        return problem.put("ctx", new JsonObject().put("error", error));
    }

    /** A real server echoes the body with its own common fields filled in. */
    private static JsonObject echo(JsonObject given) {
        JsonObject echo = given.copy();
        if (!echo.containsKey("env_vars")) {
            echo.put("env_vars", Caller.own().variables());
        }
        BodyShape common = new BodyShape();
        common.missing.forEach((name, value) -> {
            if (!echo.containsKey(name) && !name.equals("file_mounts_blob_id")) {
                echo.put(name, value);
            }
        });
        return echo;
    }

    private static JsonObject problem(String type, String message, @Nullable Object input, String... path) {
        JsonArray place = new JsonArray().add("body");
        for (String key : path) {
            place.add(key);
        }
        return new JsonObject()
                .put("type", type)
                .put("loc", place)
                .put("msg", message)
                .put("input", input);
    }

    /** A body that is refused before it becomes a request. */
    static final class Invalid extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final transient @Nullable JsonArray problems;

        private Invalid(int status, JsonArray problems) {
            super("invalid body");
            this.status = status;
            this.problems = problems;
        }

        private Invalid(String traceback) {
            super(traceback);
            this.status = 500;
            this.problems = null;
        }

        /** What breaks a real server. */
        static Invalid broken(String traceback) {
            return new Invalid(traceback);
        }

        int status() {
            return status;
        }

        /** Null where a real server breaks; then the message is what it answers. */
        @Nullable
        JsonArray problems() {
            return problems;
        }
    }
}
