package dev.skydeck.sandbox.cluster;

import dev.skydeck.sandbox.job.Capacity;
import dev.skydeck.sandbox.job.JobProcess;
import dev.skydeck.sandbox.job.JobRules;
import dev.skydeck.sandbox.job.Jobs;
import dev.skydeck.sandbox.job.JobsHome;
import dev.skydeck.sandbox.job.Pace;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The clusters of a folder, in memory and on disk, with the jobs of each. Belongs to one context. */
final class ClusterTable {
    private final Vertx vertx;
    private final ClusterShelf shelf;
    private final JobProcess process;
    private final Pace pace;
    private final TreeMap<String, Cluster> clusters = new TreeMap<>();
    private final List<Cluster> gone = new ArrayList<>();
    private final Map<String, Jobs> jobs = new HashMap<>();

    ClusterTable(Vertx vertx, Path folder, JobProcess process, Pace pace) {
        this.vertx = vertx;
        this.shelf = new ClusterShelf(folder);
        this.process = process;
        // A cluster's jobs have their nodes already.
        this.pace = new Pace(pace.pending(), 0, 0, pace.kill());
    }

    Future<Void> read() {
        return vertx.executeBlocking(shelf::read).compose(found -> {
            List<Future<?>> opened = new ArrayList<>();
            for (Cluster cluster : found) {
                if (cluster.exists()) {
                    clusters.put(cluster.name(), cluster);
                    opened.add(openJobs(cluster));
                } else {
                    gone.add(cluster);
                }
            }
            return Future.all(opened).mapEmpty();
        });
    }

    List<Cluster> existing() {
        return List.copyOf(clusters.values());
    }

    List<Cluster> gone() {
        return List.copyOf(gone);
    }

    @Nullable
    Cluster find(String name) {
        return clusters.get(name);
    }

    /** Null where there are none yet. */
    @Nullable
    Jobs jobs(Cluster cluster) {
        return jobs.get(cluster.record().hash());
    }

    /** Counts at once; completes when it is on disk too. */
    Future<Cluster> move(Cluster cluster, ClusterState next) {
        Cluster moved = cluster.to(next);
        clusters.put(moved.name(), moved);
        return written(moved);
    }

    Future<Cluster> openJobs(Cluster cluster) {
        if (jobs.containsKey(cluster.record().hash())) {
            return Future.succeededFuture(cluster);
        }
        ClusterFolder folder = shelf.folder(cluster.record());
        JobsHome home = new JobsHome(folder.jobs(), folder.workdir(), new ClusterVariables(cluster.record()));
        JobRules rules =
                JobRules.ofAClustersJobs(pace, new Capacity(cluster.record().gpus()));
        return Jobs.open(vertx, home, process, rules).map(opened -> {
            jobs.put(cluster.record().hash(), opened);
            return cluster;
        });
    }

    /** Its jobs must be over. */
    Future<Void> remove(Cluster cluster, ClusterState last) {
        Cluster left = cluster.to(last);
        Jobs own = jobs.remove(cluster.record().hash());
        clusters.remove(cluster.name());
        gone.add(left);
        Future<Void> stopped = own == null ? Future.succeededFuture() : own.stop();
        return stopped.compose(none -> written(left)).compose(none -> wiped(left));
    }

    private Future<Cluster> written(Cluster cluster) {
        return vertx.executeBlocking(() -> {
            shelf.folder(cluster.record()).write(cluster);
            return cluster;
        });
    }

    private Future<Void> wiped(Cluster cluster) {
        return vertx.executeBlocking(
                () -> {
                    shelf.folder(cluster.record()).wipe();
                    return null;
                },
                false);
    }

    Future<Void> stop() {
        return Future.all(jobs.values().stream().map(Jobs::stop).toList()).mapEmpty();
    }
}
