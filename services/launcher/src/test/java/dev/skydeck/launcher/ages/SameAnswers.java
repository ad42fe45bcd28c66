package dev.skydeck.launcher.ages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.launcher.ApiFixture.Got;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares an answer with the original's. */
final class SameAnswers {
    /** What differs on purpose: where, and why. */
    private static final Map<String, String> ON_PURPOSE = Map.of(
            "/api/health/status", "there is no SkyPilot in this test",
            "/api/experiments/[0-9]+(/status)?/experiment/latest_epoch", "a single read knows it too",
            "/api/experiments/[0-9]+/checkpoints.*/observatory_url",
                    "the original made links to its team's own server up",
            "/api/experiments/[0-9]+/checkpoints.*/experiment_id", "some versions answered it as text",
            "/api/experiments/[0-9]+/(jobs|status).*(jobs: 0 items are [0-9]+|/current_job.*)",
                    "histories that the original's step to numbers cut off are joined again",
            "/api/skypilot-jobs/jobs: [0-9]+ items are [0-9]+", "STARTING jobs are active here",
            "/api/health/num_running_jobs", "STARTING jobs are active here",
            "/api/skypilot-jobs.*/experiment_id", "such jobs are shown with their experiment's name");

    private final String path;
    private final List<String> differences;

    SameAnswers(String path, List<String> differences) {
        this.path = path;
        this.differences = differences;
    }

    void compare(int status, JsonNode body, Got got) {
        if (got.status() != status) {
            differences.add(path + ": " + status + " is " + got.status());
            return;
        }
        compare("", body, got.json());
    }

    private void compare(String place, JsonNode expected, JsonNode actual) {
        if (expected.isObject()) {
            for (Map.Entry<String, JsonNode> field : expected.properties()) {
                compare(place + "/" + field.getKey(), field.getValue(), actual.path(field.getKey()));
            }
        } else if (expected.isArray()) {
            if (expected.size() != actual.size()) {
                differ(place + ": " + expected.size() + " items are " + actual.size());
                return;
            }
            int position = 0;
            for (JsonNode item : expected) {
                @Nullable JsonNode other = counterpart(item, actual, position++);
                if (other != null) {
                    compare(place + "/*", item, other);
                }
            }
        } else if (isTime(expected) && isTime(actual)) {
            // Ours are kept to the millisecond, in UTC.
            if (millis(expected) != millis(actual)) {
                differ(place + ": " + expected + " is " + actual);
            }
        } else if (!expected.equals(actual)) {
            differ(place + ": " + expected + " is " + actual);
        }
    }

    private void differ(String what) {
        String where = path + what;
        if (ON_PURPOSE.keySet().stream().noneMatch(known -> where.matches("(?s)" + known + "(: .*)?"))) {
            differences.add(where);
        }
    }

    /**
     * The item of the same id, or in the same position when items have none. Null when a list that is cut shows another one:
     * the original's order among equals was no order.
     */
    private static @Nullable JsonNode counterpart(JsonNode item, JsonNode actual, int position) {
        for (String key : List.of("id", "epoch", "name")) {
            if (item.has(key)) {
                for (JsonNode other : actual) {
                    if (other.path(key).asText().equals(item.path(key).asText())) {
                        return other;
                    }
                }
                return null;
            }
        }
        return actual.get(position);
    }

    private static boolean isTime(JsonNode value) {
        return value.isTextual() && value.asText().matches("[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?");
    }

    private static long millis(JsonNode time) {
        String text = time.asText().replace(' ', 'T');
        if (text.length() == 10) {
            text += "T00:00:00";
        }
        boolean zoned = text.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})");
        return (zoned ? OffsetDateTime.parse(text) : LocalDateTime.parse(text).atOffset(ZoneOffset.UTC))
                .toInstant()
                .toEpochMilli();
    }
}
