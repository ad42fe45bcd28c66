package dev.skydeck.skypilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skydeck.messages.ObservationRequest.ControlJob;
import dev.skydeck.messages.ObservationRequest.ObservationStart;
import dev.skydeck.messages.model.ObservedJob;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Readings of {@code /jobs/queue/v2}. All fail with {@link ReadFailed}. */
final class Queue {
    private static final String PATH = "/jobs/queue/v2";
    private static final int PAGE = 200;
    private static final int MOST_PAGES = 500;

    private final SkyPilotClient client;

    Queue(SkyPilotClient client) {
        this.client = client;
    }

    /**
     * What a reading found.
     *
     * @param complete the rows are all there are in its scope, with positive control
     * @param totalNoFilter how many jobs the server says it has; null when it did not say
     */
    record Reading(
            List<ObservedJob> rows,
            boolean complete,
            @Nullable Long totalNoFilter) {
        Reading {
            rows = List.copyOf(rows);
        }
    }

    /** Every job, page by page. */
    Future<Reading> whole(ObservationStart start) {
        return page(1, new Pages(new LinkedHashMap<>(), true), start);
    }

    /** Every job that has not ended, and by id those that were alive before and the control job. */
    Future<Reading> alive(ObservationStart start) {
        ObjectNode body = light();
        body.put("skip_finished", true);
        return list(body).compose(value -> {
            List<ObservedJob> rows = new ArrayList<>(QueueRows.of(value.path("jobs")));
            boolean all = rows.size() == value.path("jobs").size()
                    && jobs(rows) == value.path("total").asLong(-1);
            Set<Long> left = new HashSet<>(start.aliveJobIds());
            start.control().ifPresent(control -> left.add(control.jobId()));
            rows.forEach(row -> left.remove(row.jobId()));
            Long total = total(value);
            if (left.isEmpty()) {
                return Future.succeededFuture(new Reading(rows, all && controlled(rows, start, total), total));
            }
            return byIds(left).map(found -> {
                rows.addAll(found);
                return new Reading(rows, all && controlled(rows, start, total), total);
            });
        });
    }

    /** Those of the given ids that exist. */
    Future<List<ObservedJob>> byIds(Collection<Long> ids) {
        ObjectNode body = light();
        ArrayNode asked = body.putArray("job_ids");
        ids.forEach(asked::add);
        return list(body).map(value -> QueueRows.of(value.path("jobs")));
    }

    /** The job that must be there, asked for by id: complete when it is there and is the same. */
    Future<Reading> control(ControlJob control) {
        ObjectNode body = light();
        body.putArray("job_ids").add(control.jobId());
        return list(body).map(value -> {
            List<ObservedJob> rows = QueueRows.of(value.path("jobs"));
            return new Reading(rows, rows.stream().anyMatch(row -> isControl(row, control)), total(value));
        });
    }

    /** The jobs, ended ones too, whose name ends so. SkyPilot matches parts and takes % for anything. */
    Future<Reading> named(String suffix) {
        ObjectNode body = light();
        body.put("name_match", suffix);
        return list(body).map(value -> {
            List<ObservedJob> rows = QueueRows.of(value.path("jobs"));
            List<ObservedJob> ours = rows.stream()
                    .filter(row -> row.name() != null && row.name().endsWith(suffix))
                    .toList();
            // A row that could not be read may be the one that is looked for.
            return new Reading(ours, rows.size() == value.path("jobs").size(), total(value));
        });
    }

    private Future<JsonNode> list(ObjectNode body) {
        return client.read(PATH, body).map(value -> {
            if (!value.path("jobs").isArray()) {
                throw new ReadFailed("The SkyPilot server at " + client.url() + " gave no list of jobs.");
            }
            return value;
        });
    }

    private Future<Reading> page(int number, Pages before, ObservationStart start) {
        ObjectNode body = light();
        body.put("page", number).put("limit", PAGE);
        return list(body).compose(value -> {
            Pages pages = before.and(value);
            long total = value.path("total").asLong(-1);
            boolean last = value.path("jobs").isEmpty() || (total >= 0 && pages.jobs() >= total);
            if (!last && number < MOST_PAGES) {
                return page(number + 1, pages, start);
            }
            List<ObservedJob> rows = List.copyOf(pages.rows().values());
            boolean all = pages.readable() && pages.jobs() == total;
            return Future.succeededFuture(
                    new Reading(rows, all && controlled(rows, start, total(value)), total(value)));
        });
    }

    /** A row of a task. A job that comes between two pages moves a row on to the next page: it is there twice. */
    private record TaskKey(long jobId, int taskId) {}

    private record Pages(Map<TaskKey, ObservedJob> rows, boolean readable) {
        Pages and(JsonNode value) {
            List<ObservedJob> page = QueueRows.of(value.path("jobs"));
            page.forEach(row -> rows.put(new TaskKey(row.jobId(), row.taskId()), row));
            return new Pages(rows, readable && page.size() == value.path("jobs").size());
        }

        long jobs() {
            return rows.keySet().stream().map(TaskKey::jobId).distinct().count();
        }
    }

    private static long jobs(List<ObservedJob> rows) {
        return rows.stream().map(ObservedJob::jobId).distinct().count();
    }

    /** The job that must be there is there and is the same, and the server has not fewer jobs than before. */
    private static boolean controlled(List<ObservedJob> rows, ObservationStart start, @Nullable Long total) {
        if (total != null && total < start.totalNoFilter()) {
            return false;
        }
        Optional<ControlJob> control = start.control();
        return control.isEmpty() || rows.stream().anyMatch(row -> isControl(row, control.get()));
    }

    static boolean isControl(ObservedJob row, ControlJob control) {
        return row.jobId() == control.jobId()
                && control.name().equals(row.name())
                && (control.submittedAt() == null
                        || row.submittedAt() == null
                        || control.submittedAt().equals(row.submittedAt()));
    }

    private static ObjectNode light() {
        ObjectNode body = SkyPilotClient.body();
        body.put("all_users", true).put("refresh", false);
        QueueRows.askFor(body);
        return body;
    }

    private static @Nullable Long total(JsonNode value) {
        JsonNode total = value.path("total_no_filter");
        return total.canConvertToLong() ? total.asLong() : null;
    }
}
