package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.skypilot.BodyShape.Invalid;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/**
 * Who asks, by {@code env_vars}.
 *
 * @param id 8 hexadecimal digits
 */
record Caller(String id, String name) {
    private static final int ID_LENGTH = 8;

    /** The user that the sandbox runs as, who acts where a request names none. */
    static Caller own() {
        String name = System.getProperty("user.name", "user");
        String digest =
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
        return new Caller(digest.substring(0, ID_LENGTH).toLowerCase(Locale.ROOT), name);
    }

    /** @throws Invalid where {@code env_vars} is there without its two keys, which breaks a real server */
    static Caller of(JsonObject body) throws Invalid {
        JsonObject variables = body.getJsonObject("env_vars");
        if (variables == null) {
            return own();
        }
        return new Caller(text(variables, "SKYPILOT_USER_ID"), text(variables, "SKYPILOT_USER"));
    }

    private static String text(JsonObject variables, String key) throws Invalid {
        Object value = variables.getValue(key);
        if (value == null) {
            throw Invalid.broken("  | ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)\n"
                    + "  +-+---------------- 1 ----------------\n    | KeyError: '" + key + "'\n"
                    + "    +------------------------------------\n\n"
                    + "The above exception was the direct cause of the following exception:\n\nKeyError: '" + key
                    + "'\n");
        }
        return value.toString();
    }

    JsonObject variables() {
        return new JsonObject().put("SKYPILOT_USER_ID", id).put("SKYPILOT_USER", name);
    }
}
