package dev.skydeck.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import dev.skydeck.messages.ExperimentRequest.ReadBoard;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.messages.model.DesiredState;
import dev.skydeck.messages.model.Experiment;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of one cluster: there may be one store in it, and everybody can ask it. */
class SecondStoreTest {
    private Vertx first;
    private Vertx second;

    @BeforeEach
    void start() throws Exception {
        String cluster = "test-" + UUID.randomUUID();
        int port = freePort();
        first = node(cluster, port, port);
        second = node(cluster, port, freePort());
    }

    @AfterEach
    void stop() throws Exception {
        second.close().await(30, SECONDS);
        first.close().await(30, SECONDS);
    }

    private static Vertx node(String cluster, int meeting, int port) throws Exception {
        Config config = ConfigUtil.loadConfig();
        config.setClusterName(cluster);
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        var network = config.getNetworkConfig().setPort(port).setPortAutoIncrement(false);
        network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        network.getJoin().getAutoDetectionConfig().setEnabled(false);
        network.getJoin().getMulticastConfig().setEnabled(false);
        network.getJoin().getTcpIpConfig().setEnabled(true).addMember("127.0.0.1:" + meeting);
        Vertx vertx = Vertx.builder()
                .with(new VertxOptions().setEventBusOptions(new EventBusOptions().setHost("127.0.0.1")))
                .withClusterManager(new HazelcastClusterManager(config))
                .buildClustered()
                .await(60, SECONDS);
        VertxBus.prepare(vertx);
        return vertx;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void shouldRefuseToBeTheSecondStoreOfItsCluster(@TempDir Path folder) throws Exception {
        // Given
        Path path = folder.resolve("first.db");
        Path other = folder.resolve("second.db");
        first.deployVerticle(new StoreVerticle(StoreOptions.at(path))).await(20, SECONDS);
        Experiment created = new VertxBus(second)
                .request(Deployed.creation("mnist", DesiredState.STOPPED))
                .await(10, SECONDS)
                .value();

        // When
        assertThatThrownBy(() -> second.deployVerticle(new StoreVerticle(StoreOptions.at(other)))
                        .await(20, SECONDS))
                .isInstanceOf(StoreUnusable.class)
                .hasMessageContaining(path.toString());

        // Then
        assertThat(Files.exists(other)).isFalse();
        assertThat(new VertxBus(second)
                        .request(new ReadBoard(0, 10))
                        .await(10, SECONDS)
                        .experiments())
                .containsExactly(created);
        assertThatThrownBy(() -> new VertxBus(second)
                        .request(Deployed.creation("mnist", DesiredState.STOPPED))
                        .await(10, SECONDS))
                .isInstanceOf(Failure.Conflict.class);
    }
}
