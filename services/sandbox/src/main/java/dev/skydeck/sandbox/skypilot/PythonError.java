package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.cluster.ClusterRefused;
import dev.skydeck.sandbox.task.TaskRefused;
import io.vertx.core.json.JsonObject;

/** Why a request failed, under the name of the Python exception that a real server would raise. */
final class PythonError extends Exception {
    private static final long serialVersionUID = 1L;

    private final String type;

    PythonError(String type, String message) {
        super(message);
        this.type = type;
    }

    static PythonError of(Throwable failure) {
        if (failure instanceof PythonError known) {
            return known;
        }
        if (failure instanceof TaskRefused refused) {
            return new PythonError(refused.type(), refused.getMessage());
        }
        if (failure instanceof ClusterRefused refused) {
            return new PythonError(refused.type(), refused.getMessage());
        }
        return new PythonError("RuntimeError", String.valueOf(failure.getMessage()));
    }

    JsonObject json() {
        String message = String.valueOf(getMessage());
        return new JsonObject()
                .put("object", Pickle.exception(type, message))
                .put("type", type)
                .put("message", message);
    }
}
