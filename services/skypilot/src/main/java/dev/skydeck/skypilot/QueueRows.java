package dev.skydeck.skypilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skydeck.messages.model.JobFacts;
import dev.skydeck.messages.model.JobStatus;
import dev.skydeck.messages.model.LaunchToken;
import dev.skydeck.messages.model.ObservedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

    /** Then the duration stands still: it is what the job ran before. */
    private static final String RECOVERING = "RECOVERING";

    private static final int MOST_METADATA = 16;
    private static final int MOST_LINKS = 16;

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
        String status = RowFields.word(job, "status");
        Instant endedAt = RowFields.time(job, "end_at");
        return Optional.of(new ObservedJob(
                id.asLong(),
                job.path("task_id").asInt(0),
                RowFields.text(job, "job_name"),
                status,
                RowFields.text(job, "schedule_state"),
                RowFields.time(job, "submitted_at"),
                RowFields.time(job, "start_at"),
                endedAt,
                JobStatus.isTerminal(status, endedAt) || status.equals(RECOVERING) ? duration(job, endedAt) : null,
                job.path("recovery_count").asInt(0),
                RowFields.text(job, "failure_reason"),
                RowFields.text(job, "details"),
                RowFields.text(job, "resources"),
                RowFields.text(job, "cloud"),
                RowFields.text(job, "region"),
                RowFields.text(job, "zone"),
                RowFields.text(job, "user_hash"),
                // A cluster's queue has another word for it.
                RowFields.text(job, job.has("username") ? "username" : "user_name"),
                RowFields.text(job, "workspace"),
                metadata(job.path("metadata")),
                facts(job)));
    }

    /** A cluster's queue has no durations; there are no recoveries on one, either. */
    private static @Nullable Double duration(JsonNode job, @Nullable Instant endedAt) {
        Instant startedAt = RowFields.time(job, "start_at");
        if (job.has("job_duration") || startedAt == null || endedAt == null) {
            return RowFields.seconds(job.path("job_duration"));
        }
        return Duration.between(startedAt, endedAt).toMillis() / 1000.0;
    }

    private static JobFacts facts(JsonNode job) {
        return new JobFacts(
                RowFields.text(job, "task_name"),
                RowFields.text(job, "pool"),
                job.path("priority").canConvertToInt() ? job.path("priority").asInt() : null,
                RowFields.time(job, "last_recovered_at"),
                RowFields.text(job, "infra"),
                RowFields.text(job, "cluster_resources"),
                RowFields.text(job, "current_cluster_name"),
                RowFields.text(job, "node_names"),
                links(job.path("links")));
    }

    private static Map<String, String> metadata(JsonNode object) {
        Map<String, String> flat = RowFields.flat(object, MOST_METADATA);
        JsonNode token = object.path(LaunchToken.METADATA_KEY);
        if (!token.isMissingNode()) {
            flat.put(LaunchToken.METADATA_KEY, RowFields.value(token));
        }
        return flat;
    }

    private static Map<String, String> links(JsonNode object) {
        return RowFields.flat(object, MOST_LINKS);
    }
}
