package dev.skydeck.syncer;

import dev.skydeck.sandbox.s3.S3Api;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The sandbox's S3 server over a folder. */
final class SandboxS3 implements S3Server {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    private SandboxS3(Path folder) throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(new S3Api(vertx, folder))
                .listen(0, "127.0.0.1")
                .await(20, TimeUnit.SECONDS);
    }

    static SandboxS3 start(Path folder) throws Exception {
        return new SandboxS3(folder);
    }

    @Override
    public String endpoint() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    @Override
    public void close() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }
}
