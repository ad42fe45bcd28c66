package dev.skydeck.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The page, from the jar's {@code webroot/}. What is there never changes while this process runs, so it is read once.
 * A path that is no file but is asked for as a page is one of the page's own views, and gets the page.
 */
final class WebRoot {
    private static final String FOLDER = "webroot";
    private static final String INDEX = "/index.html";
    /** No dot at the beginning of a part, so neither hidden files nor a way upwards. */
    private static final Pattern FILE = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+");

    private final Vertx vertx;
    private final Map<String, WebFile> files = new HashMap<>();

    WebRoot(Vertx vertx) {
        this.vertx = vertx;
    }

    void handle(RoutingContext context) {
        String path = context.normalizedPath();
        if (Paths.isApi(path)) {
            context.next();
            return;
        }
        find(path.equals("/") ? INDEX : path)
                .compose(file -> file.isEmpty() && wantsPage(context) ? find(INDEX) : Future.succeededFuture(file))
                .onComplete(found -> {
                    if (found.failed()) {
                        context.fail(found.cause());
                    } else if (found.result().isEmpty()) {
                        context.fail(404);
                    } else {
                        send(context, found.result().get());
                    }
                });
    }

    private static boolean wantsPage(RoutingContext context) {
        @Nullable String accept = context.request().getHeader("Accept");
        return accept != null && accept.contains("text/html");
    }

    private Future<Optional<WebFile>> find(String path) {
        @Nullable String type = WebFile.type(path);
        if (type == null || !FILE.matcher(path).matches()) {
            return Future.succeededFuture(Optional.empty());
        }
        WebFile known = files.get(path);
        if (known != null) {
            return Future.succeededFuture(Optional.of(known));
        }
        return vertx.executeBlocking(() -> Optional.ofNullable(load(path, type)))
                .onSuccess(loaded -> loaded.ifPresent(file -> files.put(path, file)));
    }

    private static @Nullable WebFile load(String path, String type) throws IOException {
        byte @Nullable [] plain = read(path);
        return plain == null ? null : WebFile.of(path, type, plain, read(path + ".gz"));
    }

    private static byte @Nullable [] read(String path) throws IOException {
        try (InputStream in = WebRoot.class.getClassLoader().getResourceAsStream(FOLDER + path)) {
            return in == null ? null : in.readAllBytes();
        }
    }

    private static void send(RoutingContext context, WebFile file) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.putHeader("Cache-Control", file.cacheControl())
                .putHeader("ETag", file.etag())
                .putHeader("Vary", "Accept-Encoding");
        if (ETags.matches(context.request(), file.etag())) {
            var unused = response.setStatusCode(304).end();
            return;
        }
        Buffer bytes = file.plain();
        @Nullable Buffer gzipped = file.gzipped();
        if (gzipped != null && AcceptEncoding.takesGzip(context.request())) {
            response.putHeader("Content-Encoding", "gzip");
            bytes = gzipped;
        }
        response.putHeader("Content-Type", file.type());
        if (context.request().method().equals(HttpMethod.HEAD)) {
            var unused = response.putHeader("Content-Length", Integer.toString(bytes.length()))
                    .end();
            return;
        }
        var unused = response.end(bytes);
    }
}
