package dev.skydeck.sandbox.skypilot;

import dev.skydeck.sandbox.cluster.Cluster;
import dev.skydeck.sandbox.cluster.Clusters;
import dev.skydeck.sandbox.job.Clock;
import dev.skydeck.sandbox.task.Autostop;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Clusters themselves. */
final class ClusterRoutes {
    private static final double SECONDS_PER_DAY = 86_400;
    private static final int DEFAULT_DAYS = 30;

    private final Clusters clusters;

    ClusterRoutes(Clusters clusters) {
        this.clusters = clusters;
    }

    void add(Routes routes) {
        routes.post("/status", RouteName.ofServer("status", "status"), ClusterBodies.STATUS, this::status);
        routes.post("/start", RouteName.ofCluster("start", "start").slow(), ClusterBodies.START, this::start);
        routes.post("/stop", RouteName.ofCluster("stop", "stop"), ClusterBodies.STOP_OR_DOWN, this::stop);
        routes.post("/down", RouteName.ofCluster("down", "down"), ClusterBodies.STOP_OR_DOWN, this::down);
        routes.post("/autostop", RouteName.ofCluster("autostop", "autostop"), ClusterBodies.AUTOSTOP, this::autostop);
        RouteName costs = RouteName.ofServer("cost_report", "cost_report");
        routes.post("/cost_report", costs, ClusterBodies.COST_REPORT, this::costs);
        RouteName events = RouteName.ofCluster("cluster_events", "get_cluster_events");
        routes.post("/cluster_events", events, ClusterBodies.EVENTS, this::events);
    }

    private Future<JsonArray> status(JsonObject body, ServerRequest request) {
        JsonArray rows = new JsonArray();
        NameGlobs wanted = NameGlobs.of(body.getJsonArray("cluster_names"));
        clusters.all().stream()
                .filter(cluster -> wanted.fits(cluster.name()))
                .filter(cluster -> body.getBoolean("all_users") || ownedBy(request.caller(), cluster))
                .sorted(newestFirst())
                .map(cluster -> body.getBoolean("summary_response")
                        ? ClusterRow.summary(cluster, body.getBoolean("include_handle"))
                        : ClusterRow.full(cluster, body.getBoolean("include_handle")))
                .forEach(rows::add);
        return Future.succeededFuture(rows);
    }

    private Future<String> start(JsonObject body, ServerRequest request) throws PythonError {
        Integer idle = body.getInteger("idle_minutes_to_autostop");
        boolean down = body.getBoolean("down");
        if (idle == null && down) {
            throw new PythonError("ValueError", "`idle_minutes_to_autostop` must be set if `down` is True.");
        }
        String name = body.getString("cluster_name");
        return clusters.start(name, idle == null ? null : autostop(idle, down))
                .map(started -> ClusterHandle.of(clusters, name));
    }

    private Future<Void> stop(JsonObject body, ServerRequest request) {
        return clusters.stop(body.getString("cluster_name"), "Cluster was stopped by user " + request.actor() + ".");
    }

    private Future<Void> down(JsonObject body, ServerRequest request) {
        return clusters.down(body.getString("cluster_name"), "Cluster was terminated by user " + request.actor() + ".");
    }

    private Future<Void> autostop(JsonObject body, ServerRequest request) {
        Autostop wish = autostop(body.getInteger("idle_minutes"), body.getBoolean("down"));
        return clusters.autostop(body.getString("cluster_name"), wish);
    }

    /** A negative number switches it off. */
    private static @Nullable Autostop autostop(int idleMinutes, boolean down) {
        return idleMinutes < 0 ? null : new Autostop(idleMinutes, down);
    }

    private Future<JsonArray> costs(JsonObject body, ServerRequest request) {
        double now = Clock.now();
        Integer days = body.getInteger("days");
        double since = now - (days == null ? DEFAULT_DAYS : days) * SECONDS_PER_DAY;
        JsonArray names = body.getJsonArray("cluster_names");
        JsonArray hashes = body.getJsonArray("cluster_hashes");
        JsonArray rows = new JsonArray();
        everyone()
                .filter(cluster -> cluster.exists() || cluster.state().statusSince() >= since)
                .filter(cluster -> names == null || names.contains(cluster.name()))
                .filter(cluster ->
                        hashes == null || hashes.contains(cluster.record().hash()))
                .sorted(newestFirst())
                .map(cluster -> ClusterRow.cost(cluster, now))
                .forEach(rows::add);
        return Future.succeededFuture(rows);
    }

    /** Oldest first; of several clusters of a name those of the one that exists. */
    private Future<JsonArray> events(JsonObject body, ServerRequest request) {
        String name = body.getString("cluster_name");
        String hash = body.getString("cluster_hash");
        JsonArray told = new JsonArray();
        if (!List.of(body.getString("event_type").split(",", -1)).contains("STATUS_CHANGE")) {
            return Future.succeededFuture(told);
        }
        boolean timed = body.getBoolean("include_timestamps");
        Integer limit = body.getInteger("limit");
        everyone()
                .filter(cluster -> hash == null
                        ? cluster.exists() && cluster.name().equals(name)
                        : cluster.record().hash().equals(hash))
                .flatMap(cluster -> last(cluster.state().events(), limit))
                .map(event -> timed
                        ? new JsonObject().put("reason", event.reason()).put("transitioned_at", (long) event.at())
                        : event.reason())
                .forEach(told::add);
        return Future.succeededFuture(told);
    }

    private static <T> Stream<T> last(List<T> all, @Nullable Integer most) {
        return all.stream().skip(most == null ? 0 : Math.max(0, all.size() - most));
    }

    private Stream<Cluster> everyone() {
        return Stream.concat(clusters.all().stream(), clusters.gone().stream());
    }

    private static boolean ownedBy(Caller caller, Cluster cluster) {
        return caller.id().equals(cluster.record().userHash());
    }

    private static Comparator<Cluster> newestFirst() {
        return Comparator.comparingDouble((Cluster cluster) -> cluster.record().madeAt())
                .reversed();
    }
}
