package dev.skydeck.sandbox.fault;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes a sandbox go wrong and well again while it runs. A fault holds for paths that begin so. May be used by any thread. */
public final class FaultSwitch {
    private final AtomicReference<@Nullable On> on = new AtomicReference<>();
    private final AtomicInteger hits = new AtomicInteger();

    private record On(Fault fault, String path) {}

    public void set(Fault fault, String path) {
        hits.set(0);
        on.set(new On(fault, path));
    }

    public void clear() {
        on.set(null);
    }

    /** How often the fault that is on, or was last, was met. */
    public int hits() {
        return hits.get();
    }

    /** The server with faults before it. */
    public Handler<HttpServerRequest> before(Vertx vertx, Handler<HttpServerRequest> server) {
        return request -> {
            On now = on.get();
            if (now == null || now.fault().isOfValues() || !request.path().startsWith(now.path())) {
                server.handle(request);
                return;
            }
            hits.incrementAndGet();
            new BrokenAnswer(vertx, request).give(now.fault(), server);
        };
    }

    /**
     * What a request's result becomes.
     *
     * @param path of the request that began it
     * @param value JSON text
     * @throws ControllerDown when that is the fault
     */
    public String value(String path, String value) throws ControllerDown {
        On now = on.get();
        if (now == null || !now.fault().isOfValues() || !path.startsWith(now.path())) {
            return value;
        }
        hits.incrementAndGet();
        return BrokenValue.of(now.fault(), value);
    }

    /** The request is to fail with SkyPilot's error for a controller that is not up. */
    public static final class ControllerDown extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
