package dev.skydeck.skypilot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.messages.model.ClusterName;
import dev.skydeck.messages.model.ObservedCluster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows of {@code /status} and {@code /cost_report}. The machines of SkyPilot's own controllers are left out. */
final class ClusterRows {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterRows.class);
    private static final double HOUR_SECONDS = 3_600;
    /** What a younger cluster cost so far says little. */
    private static final double LEAST_SECONDS = 60;

    private ClusterRows() {}

    static List<ObservedCluster> of(JsonNode rows) {
        List<ObservedCluster> clusters = new ArrayList<>();
        for (JsonNode row : rows) {
            if (!row.path("name").isTextual()
                    || !row.path("cluster_hash").isTextual()
                    || !row.path("status").isTextual()) {
                LOG.atWarn().log("a cluster has no name, hash or status and was left out");
            } else if (!ClusterName.isController(row.path("name").asText())) {
                clusters.add(cluster(row));
            }
        }
        return clusters;
    }

    private static ObservedCluster cluster(JsonNode row) {
        return new ObservedCluster(
                RowFields.word(row, "name"),
                RowFields.word(row, "cluster_hash"),
                RowFields.word(row, "status"),
                row.path("nodes").asInt(0),
                RowFields.time(row, "launched_at"),
                RowFields.text(row, "cloud"),
                RowFields.text(row, "region"),
                RowFields.text(row, "resources_str"),
                RowFields.text(row, "user_name"),
                RowFields.text(row, "user_hash"),
                RowFields.text(row, "workspace"),
                autostop(row),
                row.path("to_down").asBoolean(false),
                RowFields.text(row, "last_event"));
    }

    /** SkyPilot writes -1 for never. */
    private static @Nullable Integer autostop(JsonNode row) {
        int minutes = row.path("autostop").asInt(-1);
        return minutes < 0 ? null : minutes;
    }

    /** Dollars per hour of use, by hash, of those that cost anything and ran long enough to tell. */
    static Map<String, Double> costs(JsonNode rows) {
        Map<String, Double> costs = new HashMap<>();
        for (JsonNode row : rows) {
            double seconds = row.path("duration").asDouble(0);
            double dollars = row.path("total_cost").asDouble(0);
            if (row.path("cluster_hash").isTextual() && seconds >= LEAST_SECONDS && dollars > 0) {
                costs.put(row.path("cluster_hash").asText(), cents(dollars / seconds * HOUR_SECONDS));
            }
        }
        return costs;
    }

    /** So that a price that did not change looks the same in each reading. */
    private static double cents(double dollars) {
        return Math.round(dollars * 100) / 100.0;
    }
}
