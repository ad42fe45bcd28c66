package dev.skydeck.sandbox.fault;

import dev.skydeck.sandbox.fault.FaultSwitch.ControllerDown;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Spoils what a reading of the queue results in. */
final class BrokenValue {
    private static final int LONG = 5 << 20;

    private BrokenValue() {}

    /** @param value a queue of jobs, or a list of rows, as a cluster's queue and the list of clusters are */
    static String of(Fault fault, String value) throws ControllerDown {
        if (!value.startsWith("[")) {
            return ofQueue(fault, new JsonObject(value));
        }
        String broken = ofQueue(fault, new JsonObject().put("jobs", new JsonArray(value)));
        return broken.substring(broken.indexOf('['), broken.lastIndexOf(']') + 1);
    }

    private static String ofQueue(Fault fault, JsonObject queue) throws ControllerDown {
        JsonArray jobs = queue.getJsonArray("jobs");
        switch (fault) {
            case CONTROLLER_DOWN -> throw new ControllerDown();
            case EMPTY_SCOPE -> queue.put("jobs", new JsonArray()).put("total", 0);
            case HALF_PAGE -> queue.put("jobs", half(jobs));
            case OTHER_DATABASE ->
                queue.put("jobs", new JsonArray()).put("total", 0).put("total_no_filter", 0);
            case UNKNOWN_STATUS -> each(jobs, row -> row.put("status", "LEVITATING"));
            case NOT_A_NUMBER -> {
                each(jobs, row -> row.put("job_duration", "@@"));
                return queue.encode().replace("\"@@\"", "NaN");
            }
            case LONG_TEXT -> each(jobs, row -> row.put("details", "x".repeat(LONG / Math.max(1, jobs.size()))));
            case DOUBLED_ROWS -> queue.put("jobs", jobs.copy().addAll(jobs.copy()));
            case OUT_OF_ORDER -> queue.put("jobs", backwards(jobs));
            case NULL_ROWS ->
                jobs.add(new JsonObject().putNull("job_id").putNull("status"))
                        .addNull()
                        .add(7);
            default -> throw new IllegalStateException(fault + " is no fault of values");
        }
        return queue.encode();
    }

    private interface Change {
        void of(JsonObject row);
    }

    private static void each(JsonArray jobs, Change change) {
        for (int i = 0; i < jobs.size(); i++) {
            change.of(jobs.getJsonObject(i));
        }
    }

    private static JsonArray half(JsonArray jobs) {
        JsonArray half = new JsonArray();
        for (int i = 0; i < jobs.size() / 2; i++) {
            half.add(jobs.getValue(i));
        }
        return half;
    }

    private static JsonArray backwards(JsonArray jobs) {
        List<Object> rows = new ArrayList<>();
        jobs.forEach(rows::add);
        Collections.reverse(rows);
        return new JsonArray(rows);
    }
}
