package dev.skydeck.launcher;

import dev.skydeck.messages.bus.VertxBus;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process: its Vert.x and the verticles in it, undeployed in the opposite order of their deployment. */
final class Node {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final long START_SECONDS = 60;
    private static final long STOP_SECONDS = 4;

    private final Vertx vertx;
    private final Deque<String> deployments = new ArrayDeque<>();

    private Node(Vertx vertx) {
        this.vertx = vertx;
        VertxBus.prepare(vertx);
    }

    static Node alone() {
        return new Node(Vertx.vertx());
    }

    static Node clustered(Cluster cluster) throws Exception {
        EventBusOptions bus = new EventBusOptions().setHost(cluster.address()).setClusterPublicHost(cluster.address());
        Vertx vertx = Vertx.builder()
                .with(new VertxOptions().setEventBusOptions(bus))
                .withClusterManager(new HazelcastClusterManager(cluster.hazelcast()))
                .buildClustered()
                .await(START_SECONDS, TimeUnit.SECONDS);
        return new Node(vertx);
    }

    Vertx vertx() {
        return vertx;
    }

    /** Deploys and waits; on failure everything deployed before is taken down again and the failure goes on. */
    <T extends Deployable> T deploy(T verticle) throws Exception {
        try {
            deployments.push(vertx.deployVerticle(verticle).await(START_SECONDS, TimeUnit.SECONDS));
        } catch (Exception e) {
            stop();
            throw e;
        }
        return verticle;
    }

    /**
     * Blocks until the process is told to end; a signal ends it with exit code 0.
     *
     * @param ready says that all is there: from then on a signal may come
     */
    int runUntilStopped(Runnable ready) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndHalt, "stop"));
        ready.run();
        new CountDownLatch(1).await();
        return 0;
    }

    private void stopAndHalt() {
        stop();
        // A signal would otherwise give 128 + its number, though nothing went wrong.
        Runtime.getRuntime().halt(0);
    }

    /** Takes everything down again, the latest first. */
    void stop() {
        Future<Void> stopping = Future.succeededFuture();
        for (String deployment : deployments) {
            stopping = stopping.transform(before -> vertx.undeploy(deployment));
        }
        try {
            stopping.transform(before -> vertx.close()).await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            LOG.atWarn().setCause(e).log("the stop took too long");
        }
    }
}
