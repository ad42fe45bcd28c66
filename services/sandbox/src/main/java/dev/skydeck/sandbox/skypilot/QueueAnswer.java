package dev.skydeck.sandbox.skypilot;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Answers {@code /jobs/queue/v2}: filters, counts, sorts, pages and narrows rows, in this order, as recorded. */
final class QueueAnswer {
    private QueueAnswer() {}

    /**
     * @param rows all jobs, newest first
     * @param body the request's body with all its keys
     * @throws PythonError where a real server takes the request and then fails it
     */
    static JsonObject of(List<JsonObject> rows, JsonObject body, Caller caller) throws PythonError {
        List<String> fields = fields(body);
        QueuePage page = QueuePage.of(body);
        List<JsonObject> matching =
                rows.stream().filter(QueueFilter.of(body, caller)).collect(Collectors.toList());
        List<JsonObject> chosen = matching.stream().filter(withStatuses(body)).collect(Collectors.toList());
        QueueOrder.of(body).ifPresent(order -> Collections.sort(chosen, order));
        JsonArray jobs = new JsonArray();
        page.cut(chosen).forEach(row -> jobs.add(fields.isEmpty() ? row : narrowed(row, fields)));
        return new JsonObject()
                .put("jobs", jobs)
                .put("total", chosen.size())
                .put("total_no_filter", rows.size())
                .put("status_counts", counts(matching))
                .put("infra_options", infras(matching));
    }

    private static List<String> fields(JsonObject body) throws PythonError {
        JsonArray asked = body.getJsonArray("fields");
        if (asked == null) {
            return List.of();
        }
        List<String> fields = asked.stream().map(String::valueOf).toList();
        for (String field : fields) {
            if (!JobRow.FIELDS.contains(field)) {
                throw new PythonError(
                        "RuntimeError",
                        "Failed to fetch managed jobs with returncode: 1.\nTraceback (most recent call last):\n"
                                + "ValueError: Unknown field: " + field + "\n");
            }
        }
        return fields;
    }

    private static Predicate<JsonObject> withStatuses(JsonObject body) {
        JsonArray statuses = body.getJsonArray("statuses");
        return row -> statuses == null || statuses.contains(row.getString("status"));
    }

    /** Keys in the row's own order; {@code task_id} is always there, as recorded. */
    private static JsonObject narrowed(JsonObject row, List<String> fields) {
        JsonObject narrowed = new JsonObject();
        row.forEach(entry -> {
            if (fields.contains(entry.getKey()) || entry.getKey().equals("task_id")) {
                narrowed.put(entry.getKey(), entry.getValue());
            }
        });
        return narrowed;
    }

    private static JsonObject counts(List<JsonObject> rows) {
        Map<String, Object> counts = new TreeMap<>();
        rows.forEach(row -> counts.merge(row.getString("status"), 1, (a, b) -> (Integer) a + (Integer) b));
        return new JsonObject(counts);
    }

    private static JsonArray infras(List<JsonObject> rows) {
        TreeSet<String> infras = new TreeSet<>();
        for (JsonObject row : rows) {
            String infra = QueueFilter.infra(row);
            if (infra != null) {
                infras.add(infra);
            }
        }
        return new JsonArray(List.copyOf(infras));
    }
}
