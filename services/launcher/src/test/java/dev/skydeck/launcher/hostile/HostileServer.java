package dev.skydeck.launcher.hostile;

import dev.skydeck.gateway.GatewayOptions;
import dev.skydeck.gateway.GatewayVerticle;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.store.StoreOptions;
import dev.skydeck.store.StoreVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The store on a file and the gateway before it, without SkyPilot: what the requests of these tests are sent to. */
final class HostileServer {
    private static final long PATIENCE = 30;

    private final Path folder;
    private final Vertx vertx = Vertx.vertx();
    private final GatewayVerticle gateway;

    private HostileServer(Path folder, GatewayOptions options) {
        this.folder = folder;
        this.gateway = new GatewayVerticle(options);
    }

    static HostileServer start() throws Exception {
        return start(GatewayOptions.at("127.0.0.1", 0, "1.2.3"));
    }

    static HostileServer start(GatewayOptions options) throws Exception {
        HostileServer server = new HostileServer(Files.createTempDirectory("skydeck-hostile"), options);
        VertxBus.prepare(server.vertx);
        server.deploy(new StoreVerticle(StoreOptions.at(server.database())));
        server.deploy(server.gateway);
        return server;
    }

    private void deploy(Deployable verticle) throws Exception {
        vertx.deployVerticle(verticle).await(PATIENCE, TimeUnit.SECONDS);
    }

    int port() {
        return gateway.actualPort();
    }

    Path database() {
        return folder.resolve("skydeck.db");
    }

    /** Opens everything whatever the requests do to tokens; the server leaves it for the command line. */
    String secret() {
        try {
            String control = Files.readString(folder.resolve("skydeck.db.control"));
            return new JsonObject(control).getString("secret");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new connection to it. */
    RawConnection connect() throws IOException {
        return RawConnection.to(port());
    }

    void stop() throws Exception {
        for (String deployment : vertx.deploymentIDs()) {
            vertx.undeploy(deployment).await(PATIENCE, TimeUnit.SECONDS);
        }
        vertx.close().await(PATIENCE, TimeUnit.SECONDS);
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(HostileServer::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
