package dev.skydeck.skypilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skydeck.messages.model.JobFacts;
import dev.skydeck.messages.model.JobStatus;
import dev.skydeck.messages.model.LaunchToken;
import dev.skydeck.messages.model.ObservedJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows of SkyPilot's queue. A field that a server leaves out, or sends as null, is absent; one odd row spoils no other. */
final class QueueRows {
    private static final Logger LOG = LoggerFactory.getLogger(QueueRows.class);

    /** Known to every server from API 24 on; asking for one that a server lacks fails the whole request. */
    static final List<String> FIELDS = List.of(
            "job_id",
            "task_id",
            "job_name",
            "task_name",
            "status",
            "schedule_state",
            "submitted_at",
            "start_at",
            "end_at",
            "last_recovered_at",
            "job_duration",
            "recovery_count",
            "failure_reason",
            "details",
            "resources",
            "cluster_resources",
            "current_cluster_name",
            "cloud",
            "region",
            "zone",
            "infra",
            "priority",
            "pool",
            "user_hash",
            "user_name",
            "workspace",
            "metadata");

    /** Not in 0.11.1 (API 24), in 0.14.1 (API 62); where between they came is not known, so a server is asked and may refuse. */
    static final List<String> NEWER_FIELDS = List.of("node_names", "links");

    private static final int OLDEST_API = 24;

    /** Before a cluster exists SkyPilot writes a dash. */
    private static final String NONE = "-";

    private static final int MOST_CHARS = 4_000;
    private static final int MOST_METADATA = 16;
    private static final int MOST_LINKS = 16;
    private static final int MOST_KEY_CHARS = 200;
    private static final int MOST_VALUE_CHARS = 1_000;

    private QueueRows() {}

    /**
     * Asks for every field that the server may have.
     *
     * @param apiVersion the server's; 0 when unknown
     * @param lacking fields that this server said it does not know
     */
    static void askFor(ObjectNode body, int apiVersion, Set<String> lacking) {
        ArrayNode fields = body.putArray("fields");
        Stream.concat(FIELDS.stream(), apiVersion > OLDEST_API ? NEWER_FIELDS.stream() : Stream.empty())
                .filter(field -> !lacking.contains(field))
                .forEach(fields::add);
    }

    static List<ObservedJob> of(JsonNode jobs) {
        List<ObservedJob> rows = new ArrayList<>();
        for (JsonNode job : jobs) {
            row(job).ifPresent(rows::add);
        }
        return rows;
    }

    private static Optional<ObservedJob> row(JsonNode job) {
        JsonNode id = job.hasNonNull("job_id") ? job.get("job_id") : job.path("_job_id");
        if (!id.canConvertToLong() || !job.path("status").isTextual()) {
            LOG.atWarn().log("a row of the queue has no job id or no status and was left out");
            return Optional.empty();
        }
        String status = cut(job.path("status").asText(), MOST_KEY_CHARS);
        Instant endedAt = time(job, "end_at");
        return Optional.of(new ObservedJob(
                id.asLong(),
                job.path("task_id").asInt(0),
                text(job, "job_name"),
                status,
                text(job, "schedule_state"),
                time(job, "submitted_at"),
                time(job, "start_at"),
                endedAt,
                JobStatus.isTerminal(status, endedAt) ? seconds(job.path("job_duration")) : null,
                job.path("recovery_count").asInt(0),
                text(job, "failure_reason"),
                text(job, "details"),
                text(job, "resources"),
                text(job, "cloud"),
                text(job, "region"),
                text(job, "zone"),
                text(job, "user_hash"),
                text(job, "user_name"),
                text(job, "workspace"),
                metadata(job.path("metadata")),
                facts(job)));
    }

    private static JobFacts facts(JsonNode job) {
        return new JobFacts(
                text(job, "task_name"),
                text(job, "pool"),
                job.path("priority").canConvertToInt() ? job.path("priority").asInt() : null,
                time(job, "last_recovered_at"),
                text(job, "infra"),
                text(job, "cluster_resources"),
                text(job, "current_cluster_name"),
                text(job, "node_names"),
                links(job.path("links")));
    }

    private static @Nullable String text(JsonNode job, String field) {
        JsonNode value = job.path(field);
        return value.isTextual() && !value.asText().equals(NONE) ? cut(value.asText(), MOST_CHARS) : null;
    }

    /** A traceback may be megabytes long; its beginning says what happened, and a row must fit into a message. */
    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }

    private static @Nullable Double seconds(JsonNode value) {
        return value.isNumber() && Double.isFinite(value.asDouble()) ? value.asDouble() : null;
    }

    private static @Nullable Instant time(JsonNode job, String field) {
        double seconds = job.path(field).isNumber() ? job.path(field).asDouble() : -1;
        return seconds > 0 && seconds < 1e11 ? Instant.ofEpochMilli(Math.round(seconds * 1000)) : null;
    }

    private static Map<String, String> metadata(JsonNode object) {
        Map<String, String> flat = flat(object, MOST_METADATA);
        JsonNode token = object.path(LaunchToken.METADATA_KEY);
        if (!token.isMissingNode()) {
            flat.put(LaunchToken.METADATA_KEY, value(token));
        }
        return flat;
    }

    private static Map<String, String> links(JsonNode object) {
        return flat(object, MOST_LINKS);
    }

    private static Map<String, String> flat(JsonNode object, int most) {
        Map<String, String> flat = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            if (flat.size() < most && entry.getKey().length() <= MOST_KEY_CHARS) {
                flat.put(entry.getKey(), value(entry.getValue()));
            }
        }
        return flat;
    }

    private static String value(JsonNode value) {
        return cut(value.isTextual() ? value.asText() : value.toString(), MOST_VALUE_CHARS);
    }
}
