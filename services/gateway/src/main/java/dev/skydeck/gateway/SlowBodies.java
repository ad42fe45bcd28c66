package dev.skydeck.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Cuts a body that trickles: the limit of silence never strikes one that sends a byte now and then. */
final class SlowBodies {
    private static final String TIMER = "skydeck.body-timer";

    private final Vertx vertx;
    private final Duration limit;

    SlowBodies(Vertx vertx, Duration limit) {
        this.vertx = vertx;
        this.limit = limit;
    }

    /** Before the body is read. */
    void begin(RoutingContext context) {
        if (!context.request().isEnded()) {
            long timer = vertx.setTimer(limit.toMillis(), id -> cut(context));
            context.put(TIMER, timer);
            context.addEndHandler(ended -> vertx.cancelTimer(timer));
        }
        context.next();
    }

    /** Once it is there. */
    void end(RoutingContext context) {
        @Nullable Long timer = context.remove(TIMER);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
        context.next();
    }

    private void cut(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        if (!response.ended() && !response.closed()) {
            response.putHeader("Connection", "close");
            Responder.problem(context, 408, "The body took longer than " + limit.toSeconds() + " seconds.");
        }
        var unused = request.connection().close();
    }
}
