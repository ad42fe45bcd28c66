package dev.skydeck.messages.bus;

import com.hazelcast.config.Config;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The two ends of a bus: one Vert.x, or two that share a Hazelcast cluster on loopback. */
record Nodes(Vertx asker, Vertx answerer) {

    /** How services are spread. Every contract of the bus holds for both. */
    enum Form {
        JOINED {
            @Override
            Nodes start() {
                Vertx vertx = Vertx.vertx();
                VertxBus.prepare(vertx);
                return new Nodes(vertx, vertx);
            }
        },
        CLUSTERED {
            @Override
            Nodes start() throws Exception {
                String cluster = "test-" + UUID.randomUUID();
                List<Integer> ports = List.of(freePort(), freePort());
                return new Nodes(node(cluster, ports, 0), node(cluster, ports, 1));
            }
        };

        abstract Nodes start() throws Exception;
    }

    void close() throws Exception {
        answerer.close().await(30, TimeUnit.SECONDS);
        if (asker != answerer) {
            asker.close().await(30, TimeUnit.SECONDS);
        }
    }

    private static Vertx node(String cluster, List<Integer> ports, int index) throws Exception {
        Config config = ConfigUtil.loadConfig();
        config.setClusterName(cluster);
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        var network = config.getNetworkConfig().setPort(ports.get(index)).setPortAutoIncrement(false);
        network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        network.getJoin().getAutoDetectionConfig().setEnabled(false);
        network.getJoin().getMulticastConfig().setEnabled(false);
        network.getJoin().getTcpIpConfig().setEnabled(true).addMember("127.0.0.1:" + ports.get(0));
        VertxBuilder builder = Vertx.builder()
                .with(new VertxOptions().setEventBusOptions(new EventBusOptions().setHost("127.0.0.1")))
                .withClusterManager(new HazelcastClusterManager(config));
        Vertx vertx = builder.buildClustered().await(60, TimeUnit.SECONDS);
        VertxBus.prepare(vertx);
        return vertx;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
