package dev.skydeck.syncer;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands before a real S3 server and does as that does, but for listings that it was told to spoil. */
final class FaultyS3 extends VerticleBase {
    /** By the prefix that is listed; {@code *} for all. */
    final Map<String, S3Fault> faults = new ConcurrentHashMap<>();
    /** The prefixes that were listed, once for each request. */
    final List<String> listed = new CopyOnWriteArrayList<>();

    private final S3Server real;
    private volatile int port;
    private final HttpClient client;

    /** What the real server says to a request. */
    record Answer(int status, String type, Buffer body) {}

    FaultyS3(Vertx vertx, S3Server real) {
        this.real = real;
        this.client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(50));
    }

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public Future<?> start() {
        HttpServer server = vertx.createHttpServer().requestHandler(this::answer);
        return server.listen(0, "127.0.0.1").onSuccess(ready -> port = ready.actualPort());
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        // Whoever gives up closes the connection: no news.
        response.exceptionHandler(gone -> {});
        String prefix = request.getParam("prefix");
        if (prefix != null) {
            listed.add(prefix);
        }
        S3Fault fault = prefix == null ? null : faults.getOrDefault(prefix, faults.get("*"));
        if (fault == null) {
            real(request.method(), request.uri()).onSuccess(answer -> give(response, answer));
        } else {
            fault.answer(this, request);
        }
    }

    /** Asks the real server. */
    Future<Answer> real(HttpMethod method, String uri) {
        // At the end of a test the client may be closed already, which it throws.
        return Future.succeededFuture()
                .compose(none ->
                        client.request(new RequestOptions().setMethod(method).setAbsoluteURI(real.endpoint() + uri)))
                .compose(request -> request.send())
                .compose(answer -> answer.body()
                        .map(body -> new Answer(
                                answer.statusCode(), String.valueOf(answer.getHeader("content-type")), body)));
    }

    /** Whose timers faults use. */
    Vertx timers() {
        return vertx;
    }

    static void give(HttpServerResponse response, Answer answer) {
        response.setStatusCode(answer.status())
                .putHeader("content-type", answer.type())
                .end(answer.body());
    }
}
