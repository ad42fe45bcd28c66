package dev.skydeck.skypilot;

import dev.skydeck.messages.ClusterRequest.BeginClusters;
import dev.skydeck.messages.ClusterRequest.ClustersStart;
import dev.skydeck.messages.ClusterRequest.EndJobs;
import dev.skydeck.messages.ClusterRequest.RecordClusterCosts;
import dev.skydeck.messages.ClusterRequest.RecordClusters;
import dev.skydeck.messages.ClusterRequest.WatchedCluster;
import dev.skydeck.messages.ObservationRequest.ObservationStart;
import dev.skydeck.messages.ObservationRequest.Scope;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.model.ClusterIdentity;
import dev.skydeck.messages.model.ObservedCluster;
import dev.skydeck.messages.model.ObservedJob;
import dev.skydeck.messages.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of a poll that is about clusters. Their list is read while any of them matters, and with every reading of the whole
 * queue; the queue of one only when a job of ours is on it or on its way. That a list lacks a cluster ends no job: SkyPilot must
 * say so when it is asked for the cluster by name.
 */
final class ClusterPoll {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterPoll.class);

    private final Bus bus;
    private final Timers timers;
    private final ClusterClient clusters;
    private final Observer observer;
    private final OnReading onReading;
    private boolean active;

    ClusterPoll(Bus bus, Timers timers, ClusterClient clusters, Observer observer, OnReading onReading) {
        this.bus = bus;
        this.timers = timers;
        this.clusters = clusters;
        this.observer = observer;
        this.onReading = onReading;
    }

    /** Told of each reading of a queue that was recorded. */
    interface OnReading {
        /** @param cluster whose queue it is; null for that of the managed jobs */
        void saw(@Nullable String cluster, ObservationStart start, Queue.Reading reading);
    }

    /** Whether a job of ours was on a cluster, or on its way, at the last poll. */
    boolean isActive() {
        return active;
    }

    /**
     * Reads what matters. Fails with what the first cluster failed with that could not be read, after the others were.
     *
     * @param whole with the costs, and with the queues of all clusters that experiments name
     * @param controlled whether the server has just shown a job that it must have
     */
    Future<Void> read(boolean whole, boolean controlled, Duration pause) {
        return bus.request(new BeginClusters(observer.identity())).compose(start -> {
            active = !start.watched().isEmpty();
            boolean wanted = active || !start.named().isEmpty() || whole;
            return wanted ? read(start, whole, controlled, pause) : Future.succeededFuture();
        });
    }

    private Future<Void> read(ClustersStart start, boolean whole, boolean controlled, Duration pause) {
        return clusters.all()
                .compose(list -> bus.request(new RecordClusters(observer.identity(), Optional.empty(), list))
                        .compose(recorded -> inTurn(steps(start, list, whole, controlled, pause))))
                .compose(done -> whole && !start.named().isEmpty() ? costs() : Future.succeededFuture());
    }

    private List<Supplier<Future<Void>>> steps(
            ClustersStart start, List<ObservedCluster> list, boolean whole, boolean controlled, Duration pause) {
        List<Supplier<Future<Void>>> steps = new ArrayList<>();
        Set<String> queues = new HashSet<>();
        for (WatchedCluster watched : start.watched()) {
            Optional<ObservedCluster> seen = named(list, watched.name());
            if (seen.isPresent() && isUp(seen.get())) {
                queues.add(watched.name());
            }
            if (watched.hash() != null && controlled) {
                ClusterIdentity cluster = new ClusterIdentity(watched.name(), watched.hash());
                over(cluster, seen).ifPresent(why -> steps.add(() -> end(cluster, seen.isEmpty(), why)));
            }
        }
        for (ObservedCluster cluster : list) {
            boolean asked = queues.contains(cluster.name())
                    || (whole && isUp(cluster) && start.named().contains(cluster.name()));
            if (asked) {
                steps.add(() -> queue(new ClusterIdentity(cluster.name(), cluster.hash()), pause)
                        .mapEmpty());
            }
        }
        return steps;
    }

    /** Why its jobs are over; empty while they may go on. A cluster that is being made says nothing. */
    private static Optional<String> over(ClusterIdentity cluster, Optional<ObservedCluster> seen) {
        if (seen.isEmpty()) {
            return Optional.of("The cluster " + cluster.name() + " was taken down while the job was on it.");
        }
        if (!seen.get().hash().equals(cluster.hash())) {
            return Optional.of("The cluster " + cluster.name()
                    + " was taken down while the job was on it; another one has its name now.");
        }
        return seen.get().status().equals("STOPPED")
                ? Optional.of("The cluster " + cluster.name() + " was stopped while the job was on it.")
                : Optional.empty();
    }

    private Future<Void> end(ClusterIdentity cluster, boolean absent, String why) {
        Future<Boolean> certain = absent
                ? clusters.jobs(cluster.name()).map(jobs -> jobs instanceof ClusterClient.Jobs.NotThere)
                : Future.succeededFuture(true);
        return certain.compose(sure -> sure
                ? bus.request(new EndJobs(observer.identity().of(cluster), why)).mapEmpty()
                : Future.succeededFuture());
    }

    /** Reads and records the queue of a cluster; empty for one that cannot be asked. */
    Future<Optional<Queue.Reading>> queue(ClusterIdentity cluster, Duration pause) {
        Observer ofCluster = observer.of(cluster);
        long asked = timers.nanoTime();
        return ofCluster
                .begin()
                .compose(start -> clusters.jobs(cluster.name()).compose(jobs -> {
                    if (!(jobs instanceof ClusterClient.Jobs.Rows rows)) {
                        return Future.succeededFuture(Optional.empty());
                    }
                    if (!Queue.isControlled(rows.rows(), start, null)) {
                        // Another cluster may have the name since it was listed: these may be its jobs.
                        return Future.succeededFuture(Optional.of(new Queue.Reading(List.of(), false, null)));
                    }
                    Queue.Reading reading = new Queue.Reading(rows.rows(), rows.readable(), null);
                    return ofCluster
                            .record(Scope.WHOLE, start, reading, asked, pause)
                            .map(recorded -> {
                                onReading.saw(cluster.name(), start, reading);
                                return Optional.of(reading);
                            });
                }));
    }

    /**
     * What a look by name found.
     *
     * @param clear the rows are all there are, or there can be none
     * @param making the cluster is being made, or could not be
     */
    record Look(List<ObservedJob> rows, boolean clear, boolean making) {
        Look {
            rows = List.copyOf(rows);
        }
    }

    /** Looks for a cluster by name, and reads its queue when it is up. */
    Future<Look> look(String name, Duration pause) {
        return clusters.one(name)
                .compose(found -> bus.request(new RecordClusters(
                                observer.identity(),
                                Optional.of(name),
                                found.stream().toList()))
                        .compose(recorded -> found.isEmpty() ? absent(name) : look(found.get(), pause)));
    }

    private Future<Look> absent(String name) {
        return clusters.jobs(name).map(jobs -> new Look(List.of(), jobs instanceof ClusterClient.Jobs.NotThere, false));
    }

    private Future<Look> look(ObservedCluster cluster, Duration pause) {
        if (!isUp(cluster)) {
            // Stopped, it has no job any more.
            boolean stopped = cluster.status().equals("STOPPED");
            return Future.succeededFuture(new Look(List.of(), stopped, !stopped));
        }
        // One that calls itself up and cannot be asked was never set up, as when the server died over it: no job got
        // there (seen).
        return queue(new ClusterIdentity(cluster.name(), cluster.hash()), pause)
                .map(read -> new Look(
                        read.map(Queue.Reading::rows).orElse(List.of()),
                        read.map(Queue.Reading::complete).orElse(true),
                        false));
    }

    private Future<Void> costs() {
        return clusters.costs()
                .compose(costs -> costs.isEmpty()
                        ? Future.succeededFuture()
                        : bus.request(new RecordClusterCosts(costs)).mapEmpty());
    }

    /** One cluster that cannot be read keeps none of the others from being read. */
    private static Future<Void> inTurn(List<Supplier<Future<Void>>> steps) {
        List<Throwable> failures = new ArrayList<>();
        Future<Void> done = Future.succeededFuture();
        for (Supplier<Future<Void>> step : steps) {
            done = done.compose(before -> step.get()).otherwise(failure -> {
                LOG.atWarn().addKeyValue("reason", failure.getMessage()).log("a cluster could not be read");
                failures.add(failure);
                return null;
            });
        }
        return done.compose(
                all -> failures.isEmpty() ? Future.succeededFuture() : Future.failedFuture(failures.get(0)));
    }

    private static Optional<ObservedCluster> named(List<ObservedCluster> list, String name) {
        return list.stream().filter(cluster -> cluster.name().equals(name)).findFirst();
    }

    static boolean isUp(ObservedCluster cluster) {
        return cluster.status().equals("UP") || cluster.status().equals("AUTOSTOPPING");
    }
}
