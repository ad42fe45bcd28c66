package dev.skydeck.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skydeck.messages.bus.VertxBus;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartTest {
    private final Vertx vertx = Vertx.vertx();

    @BeforeEach
    void prepare() {
        VertxBus.prepare(vertx);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    private GatewayVerticle deployed(String host, int port) throws Exception {
        GatewayVerticle gateway = new GatewayVerticle(GatewayOptions.at(host, port, "1"));
        vertx.deployVerticle(gateway).await(10, TimeUnit.SECONDS);
        return gateway;
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.7", "example.com", ""})
    void shouldNotListenWhereOthersCanReachIt(String host) {
        assertThatThrownBy(() -> deployed(host, 0))
                .isInstanceOf(GatewayUnusable.class)
                .hasMessageContaining("only with TLS");
    }

    @Test
    void shouldNameAPortThatIsTaken() throws Exception {
        int port = deployed("127.0.0.1", 0).actualPort();

        assertThatThrownBy(() -> deployed("127.0.0.1", port))
                .isInstanceOf(GatewayUnusable.class)
                .hasMessageContaining("127.0.0.1:" + port);
    }

    @Test
    void shouldTellItsPort() throws Exception {
        assertThat(deployed("localhost", 0).actualPort()).isPositive();
    }
}
