package dev.skydeck.gateway.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.skydeck.messages.model.HistoryEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the history in the words of the first SkyDeck's operation log. Its own log comes through as it was, see
 * {@link #IMPORTED}.
 */
public record OperationLogView(
        long id,
        String timestamp,
        String operationType,
        @Nullable Long experimentId,
        @Nullable String experimentName,
        @Nullable String jobId,
        boolean success,
        @Nullable String errorMessage,
        @Nullable String output,
        @Nullable String user) {
    /** A row of an imported operation log; its data are that row's columns. */
    private static final String IMPORTED = "operation";

    /** The kinds of history that are operations. */
    public static final List<String> KINDS =
            List.of(IMPORTED, "experiment_created", "desired_state_set", "cancel_decided", "experiment_deleted");

    private static final ObjectMapper DATA = new ObjectMapper();

    public static OperationLogView of(HistoryEntry entry) {
        JsonNode data = data(entry.data());
        return entry.kind().equals(IMPORTED) ? imported(entry, data) : ours(entry, type(entry.kind(), data));
    }

    private static OperationLogView ours(HistoryEntry entry, String type) {
        return new OperationLogView(
                entry.id(),
                Times.plain(entry.at()),
                type,
                entry.experimentId(),
                entry.experimentName(),
                null,
                true,
                null,
                entry.sentence(),
                entry.actor());
    }

    private static OperationLogView imported(HistoryEntry entry, JsonNode data) {
        String name = text(data, "experiment_name");
        String user = text(data, "user");
        return new OperationLogView(
                entry.id(),
                Times.plain(entry.at()),
                data.path("operation_type").asText("UNKNOWN"),
                entry.experimentId(),
                name == null ? entry.experimentName() : name,
                text(data, "job_id"),
                !isFalse(data.path("success")),
                text(data, "error_message"),
                text(data, "output"),
                user == null ? entry.actor() : user);
    }

    private static String type(String kind, JsonNode data) {
        return switch (kind) {
            case "experiment_created" -> "CREATE";
            case "experiment_deleted" -> "DELETE";
            case "cancel_decided" -> "CANCEL";
            default -> data.path("after").asText().equals("RUNNING") ? "START" : "STOP";
        };
    }

    private static JsonNode data(String json) {
        try {
            return DATA.readTree(json);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** SQLite has no booleans: the first SkyDeck kept 0 and 1. */
    private static boolean isFalse(JsonNode success) {
        return success.isBoolean() ? !success.booleanValue() : success.isNumber() && success.doubleValue() == 0;
    }

    private static @Nullable String text(JsonNode data, String field) {
        JsonNode value = data.path(field);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }
}
