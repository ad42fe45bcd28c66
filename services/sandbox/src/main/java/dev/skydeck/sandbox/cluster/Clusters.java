package dev.skydeck.sandbox.cluster;

import dev.skydeck.sandbox.cluster.ClusterState.Status;
import dev.skydeck.sandbox.job.Capacity;
import dev.skydeck.sandbox.job.Clock;
import dev.skydeck.sandbox.job.Job;
import dev.skydeck.sandbox.job.JobProcess;
import dev.skydeck.sandbox.job.Jobs;
import dev.skydeck.sandbox.job.Pace;
import dev.skydeck.sandbox.task.Autostop;
import dev.skydeck.sandbox.task.TaskSpec;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What can be done with clusters, one thing at a time for each. A cluster holds its GPUs of the sandbox from its making
 * until it is stopped or down. Belongs to one context.
 */
public final class Clusters {
    private static final Logger LOG = LoggerFactory.getLogger(Clusters.class);
    private static final long IDLE_LOOK_MILLISECONDS = 1_000;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?");

    private final Vertx vertx;
    private final ClusterTable table;
    private final Capacity capacity;
    private final long startingMilliseconds;
    private final Lanes lanes = new Lanes();
    private long timer;

    private Clusters(Vertx vertx, ClusterTable table, Pace pace, Capacity capacity) {
        this.vertx = vertx;
        this.table = table;
        this.capacity = capacity;
        // A timer of no time is none.
        this.startingMilliseconds = Math.max(1, Math.round(pace.starting() * 1e3));
    }

    /**
     * Finds the clusters of earlier runs and their jobs.
     *
     * @param capacity of the sandbox, which the clusters take their part of
     */
    public static Future<Clusters> open(Vertx vertx, Path folder, JobProcess process, Pace pace, Capacity capacity) {
        ClusterTable table = new ClusterTable(vertx, folder, process, pace);
        Clusters clusters = new Clusters(vertx, table, pace, capacity);
        capacity.heldToo(clusters::gpusHeld);
        return table.read()
                .onSuccess(read ->
                        clusters.timer = vertx.setPeriodic(IDLE_LOOK_MILLISECONDS, tick -> clusters.endTheIdle()))
                .map(clusters);
    }

    /** By name. */
    public List<Cluster> all() {
        return table.existing();
    }

    /** Those that are down. */
    public List<Cluster> gone() {
        return table.gone();
    }

    /**
     * A cluster that something can be done on.
     *
     * @param operation as in {@code Getting the job queue}
     */
    public Cluster up(String name, String operation) throws ClusterRefused {
        Cluster cluster = table.find(name);
        if (cluster == null) {
            throw ClusterRefused.notFound(name);
        }
        if (!cluster.up()) {
            throw ClusterRefused.notUp(cluster, operation);
        }
        return cluster;
    }

    /** Of a cluster that is up. */
    public Jobs jobs(Cluster cluster) {
        Jobs jobs = table.jobs(cluster);
        if (jobs == null) {
            throw new IllegalStateException("cluster " + cluster.name() + " has no jobs yet");
        }
        return jobs;
    }

    /** Makes the cluster, or starts it, unless it is up; completes when the job is submitted, with null where there is none. */
    public Future<@Nullable Job> launch(Order order) throws ClusterRefused {
        if (!NAME.matcher(order.cluster()).matches()) {
            throw ClusterRefused.name(order.cluster(), NAME.pattern());
        }
        return lanes.next(order.cluster(), () -> {
            if (!order.wanted().getAsBoolean()) {
                throw ClusterRefused.withdrawn();
            }
            return ready(order).compose(cluster -> submit(cluster, order));
        });
    }

    /** Runs a task without its setup. */
    public Future<@Nullable Job> exec(Order order) throws ClusterRefused {
        String operation = "Executing tasks";
        up(order.cluster(), operation);
        return lanes.next(order.cluster(), () -> {
            Cluster cluster = up(order.cluster(), operation);
            return submit(
                    fitting(cluster, order.task()), order.with(order.task().runOnly()));
        });
    }

    /** @param wish null leaves what was set before */
    public Future<Void> start(String name, @Nullable Autostop wish) {
        return lanes.next(name, () -> {
            Cluster cluster = known(name);
            Future<Cluster> started = cluster.up() ? Future.succeededFuture(cluster) : provision(cluster);
            return started.compose(up -> wish == null
                            ? Future.succeededFuture()
                            : table.move(up, up.state().with(wish, Clock.now())))
                    .mapEmpty();
        });
    }

    /** Ends its jobs. What is on its disk stays. */
    public Future<Void> stop(String name, String reason) {
        return lanes.next(name, () -> {
            Cluster cluster = known(name);
            if (cluster.state().status() == Status.STOPPED) {
                return Future.succeededFuture();
            }
            return halted(cluster, reason)
                    .compose(halted -> table.move(halted, halted.state().leave(Status.STOPPED, reason, Clock.now())))
                    .mapEmpty();
        });
    }

    public Future<Void> down(String name, String reason) {
        return lanes.next(
                name,
                () -> halted(known(name), reason)
                        .compose(halted ->
                                table.remove(halted, halted.state().leave(Status.GONE, reason, Clock.now()))));
    }

    /** @param wish null where it is to end no more by itself */
    public Future<Void> autostop(String name, @Nullable Autostop wish) {
        return lanes.next(name, () -> {
            Cluster cluster = up(name, wish == null ? "Cancelling auto{stop,down}" : "Scheduling auto" + end(wish));
            return table.move(cluster, cluster.state().with(wish, Clock.now())).mapEmpty();
        });
    }

    /** Stops looking after them. Their jobs run on. */
    public Future<Void> close() {
        vertx.cancelTimer(timer);
        return table.stop();
    }

    private Future<Cluster> ready(Order order) throws ClusterRefused {
        Cluster cluster = table.find(order.cluster());
        if (cluster != null) {
            fitting(cluster, order.task());
        }
        if (cluster != null && cluster.up()) {
            return Future.succeededFuture(cluster);
        }
        order.progress().accept("⚙︎ Launching on Sandbox local.");
        return provision(cluster == null ? made(order) : cluster).compose(up -> {
            order.progress().accept("✓ Cluster launched: " + up.name() + ".");
            return Future.succeededFuture(up);
        });
    }

    private static Cluster made(Order order) {
        double now = Clock.now();
        ClusterRecord record = new ClusterRecord(
                order.cluster(),
                UUID.randomUUID().toString(),
                order.task(),
                now,
                order.userName(),
                order.userHash(),
                order.command());
        return new Cluster(record, ClusterState.made(order.command(), now));
    }

    private static Cluster fitting(Cluster cluster, TaskSpec task) throws ClusterRefused {
        if (!cluster.record().fits(task)) {
            throw ClusterRefused.mismatch(task, cluster.record());
        }
        return cluster;
    }

    private Future<Cluster> provision(Cluster cluster) throws ClusterRefused {
        TaskSpec task = cluster.record().task();
        if (!capacity.isEnoughFor(task)) {
            throw ClusterRefused.noResources(capacity.refusal(task));
        }
        if (!cluster.state().holdsNodes() && cluster.record().gpus() > capacity.free()) {
            throw ClusterRefused.noResources("Failed to provision all possible launchable resources. The sandbox has "
                    + capacity.free() + " GPUs free of " + task.resources() + ".");
        }
        return table.move(cluster, cluster.state().provision(Clock.now()))
                .compose(table::openJobs)
                .compose(init -> vertx.timer(startingMilliseconds, TimeUnit.MILLISECONDS)
                        .compose(later -> table.move(init, init.state().up(task.numNodes(), Clock.now()))));
    }

    private Future<@Nullable Job> submit(Cluster cluster, Order order) {
        if (!order.wanted().getAsBoolean()) {
            return Future.failedFuture(ClusterRefused.withdrawn());
        }
        TaskSpec task = order.task();
        Autostop wish = task.clusterWish().autostop();
        ClusterState used = cluster.state().usedBy(order.command());
        return table.move(cluster, wish == null ? used : used.with(wish, Clock.now()))
                .compose(moved -> task.setup() == null && task.run() == null
                        ? Future.succeededFuture()
                        : jobs(moved).launch(task, order.userName(), order.userHash(), order.command()));
    }

    /** The same cluster when no job of it runs any more. */
    private Future<Cluster> halted(Cluster cluster, String reason) {
        Jobs jobs = table.jobs(cluster);
        if (jobs == null) {
            return Future.succeededFuture(cluster);
        }
        List<Integer> ids = jobs.all().stream().map(Job::id).toList();
        return jobs.cancel(ids, reason)
                .compose(cancelled -> jobs.until(ids, Job::cleanedUp))
                // As it is by now: its autostop may have been set.
                .map(over -> Objects.requireNonNull(table.find(cluster.name())));
    }

    private Cluster known(String name) throws ClusterRefused {
        Cluster cluster = table.find(name);
        if (cluster == null) {
            throw ClusterRefused.unknown(name);
        }
        return cluster;
    }

    private double gpusHeld() {
        return table.existing().stream()
                .filter(cluster -> cluster.state().holdsNodes())
                .mapToDouble(cluster -> cluster.record().gpus())
                .sum();
    }

    private void endTheIdle() {
        for (Cluster cluster : table.existing()) {
            Autostop autostop = cluster.state().autostop();
            if (autostop == null || !cluster.up() || lanes.busy(cluster.name())) {
                continue;
            }
            if (!IdleWatch.due(cluster, jobs(cluster).all(), Clock.now())) {
                continue;
            }
            String reason = "Cluster was idle for " + autostop.idleMinutes() + " minutes: auto" + end(autostop) + ".";
            Future<Void> ended = autostop.down() ? down(cluster.name(), reason) : stop(cluster.name(), reason);
            ended.onFailure(failure -> LOG.error("an idle cluster could not be ended", failure));
        }
    }

    private static String end(Autostop wish) {
        return wish.down() ? "down" : "stop";
    }
}
