package dev.skydeck.sandbox.skypilot;

import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.Optional;

/** {@code sort_by} and {@code sort_order}. */
final class QueueOrder {
    private QueueOrder() {}

    /** Empty where no order is asked for: newest first. */
    static Optional<Comparator<JsonObject>> of(JsonObject body) {
        String key = body.getString("sort_by");
        if (key == null || !JobRow.FIELDS.contains(key)) {
            return Optional.empty();
        }
        Comparator<JsonObject> ascending = (a, b) -> compare(a.getValue(key), b.getValue(key));
        return Optional.of("desc".equals(body.getString("sort_order")) ? ascending.reversed() : ascending);
    }

    private static int compare(Object a, Object b) {
        if (a == null || b == null) {
            return Boolean.compare(a == null, b == null);
        }
        if (a instanceof Number left && b instanceof Number right) {
            return Double.compare(left.doubleValue(), right.doubleValue());
        }
        return a.toString().compareTo(b.toString());
    }
}
