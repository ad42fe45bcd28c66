package dev.skydeck.skypilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skydeck.messages.model.ObservedCluster;
import dev.skydeck.messages.model.ObservedJob;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What SkyPilot tells of clusters. All fail with {@link ReadFailed}. */
final class ClusterClient {
    private static final int COST_DAYS = 30;

    private final SkyPilotClient client;

    ClusterClient(SkyPilotClient client) {
        this.client = client;
    }

    /** The jobs of a cluster, or why there are none. */
    sealed interface Jobs {
        /** @param readable whether every row could be read */
        record Rows(List<ObservedJob> rows, boolean readable) implements Jobs {
            public Rows {
                rows = List.copyOf(rows);
            }
        }

        /** There is no cluster of that name. */
        record NotThere() implements Jobs {}

        /** It is there and cannot be asked: it is being made, or is stopped. */
        record NotUp(String sentence) implements Jobs {}
    }

    /** Every cluster, of all users. */
    Future<List<ObservedCluster>> all() {
        return client.read("/status", statusOf(), this::clusters);
    }

    /** That cluster; empty when it is not there. */
    Future<Optional<ObservedCluster>> one(String name) {
        ObjectNode body = statusOf();
        body.putArray("cluster_names").add(name);
        return client.read("/status", body, this::clusters)
                .map(found -> found.stream()
                        .filter(cluster -> cluster.name().equals(name))
                        .findFirst());
    }

    private static ObjectNode statusOf() {
        return SkyPilotClient.body()
                .put("all_users", true)
                .put("include_credentials", false)
                .put("include_handle", false);
    }

    private List<ObservedCluster> clusters(JsonNode value) {
        if (!value.isArray()) {
            throw new ReadFailed("The SkyPilot server at " + client.url() + " gave no list of clusters.");
        }
        return ClusterRows.of(value);
    }

    /** Every job of the cluster, ended ones too, of all users. */
    Future<Jobs> jobs(String name) {
        ObjectNode body = SkyPilotClient.body().put("cluster_name", name).put("all_users", true);
        return client.run("/queue", body).map(result -> jobs(name, result));
    }

    private Jobs jobs(String name, RequestResult result) {
        if (result instanceof RequestResult.Succeeded succeeded
                && succeeded.value().isArray()) {
            List<ObservedJob> rows = QueueRows.of(succeeded.value());
            return new Jobs.Rows(rows, rows.size() == succeeded.value().size());
        }
        if (result instanceof RequestResult.Failed failed) {
            return switch (failed.type()) {
                case "ClusterDoesNotExist" -> new Jobs.NotThere();
                case "ClusterNotUpError" -> new Jobs.NotUp(failed.sentence());
                default ->
                    throw new ReadFailed(
                            "The jobs of the cluster " + name + " could not be read: " + failed.sentence());
            };
        }
        throw new ReadFailed(
                "The SkyPilot server at " + client.url() + " gave no list of the jobs of the cluster " + name + ".");
    }

    /** Dollars per hour of use, by the hash of the cluster, where the server knows what its machines cost. */
    Future<Map<String, Double>> costs() {
        return client.read("/cost_report", SkyPilotClient.body().put("days", COST_DAYS), ClusterRows::costs);
    }
}
