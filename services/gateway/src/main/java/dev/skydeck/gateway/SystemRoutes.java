package dev.skydeck.gateway;

import dev.skydeck.gateway.access.GuardedStreams;
import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.stream.EventStreams;
import dev.skydeck.gateway.view.ExplanationView;
import dev.skydeck.messages.ReconcilerRequest;
import dev.skydeck.messages.SkyPilotRequest;
import dev.skydeck.messages.SyncerRequest;
import dev.skydeck.messages.bus.Bus;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The operations on SkyDeck itself. */
final class SystemRoutes {
    private final Bus bus;
    private final Revisions revisions;
    private final Contract contract;
    private final EventStreams streams;
    private final StoreWatch watch;
    private final GuardedStreams guarded;

    SystemRoutes(
            Bus bus,
            Revisions revisions,
            Contract contract,
            EventStreams streams,
            StoreWatch watch,
            GuardedStreams guarded) {
        this.bus = bus;
        this.revisions = revisions;
        this.contract = contract;
        this.streams = streams;
        this.watch = watch;
        this.guarded = guarded;
    }

    Future<Reply> refresh(Call call) {
        // Checkpoints come along when they can; the answer is about the queue.
        var unused = bus.request(new SyncerRequest.SyncNow());
        return bus.request(new SkyPilotRequest.PollNow(true))
                .map(taken -> Reply.message(revisions.newest(), "Refresh started"));
    }

    Future<Reply> reconcile(Call call) {
        return bus.request(new ReconcilerRequest.ReconcileNow())
                .map(taken -> Reply.message(revisions.newest(), "Reconciliation started"));
    }

    Future<Reply> explain(Call call) {
        return bus.request(new ReconcilerRequest.Explain(call.experimentId()))
                .map(explanation -> Reply.of(explanation.revision(), ExplanationView.of(explanation)));
    }

    void contract(RoutingContext context) {
        var unused =
                context.response().putHeader("Content-Type", "application/json").end(Buffer.buffer(contract.json()));
    }

    void events(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (!streams.hasRoom()) {
            response.putHeader("Retry-After", "10");
            Responder.problem(context, 503, "SkyDeck serves as many event streams as it is allowed to.");
        } else if (!guarded.hasRoom(Authentication.caller(context))) {
            response.putHeader("Retry-After", "10");
            Responder.problem(context, 429, "This token has as many event streams open as it is allowed to.");
        } else if (streams.isReady()) {
            open(context);
        } else {
            watch.look().onComplete(looked -> {
                if (response.closed()) {
                    return;
                }
                if (looked.succeeded()) {
                    open(context);
                } else {
                    Responder.failed(context, looked.cause());
                }
            });
        }
    }

    private void open(RoutingContext context) {
        HttpServerResponse response = context.response();
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store, no-transform")
                .putHeader("X-Accel-Buffering", "no");
        Runnable close = streams.open(context.request(), since(context.request()));
        context.addEndHandler(ended -> guarded.closed(response));
        guarded.opened(Authentication.caller(context), response, close);
    }

    /** The greater of the two places where a client can say what it has seen; a text that is no revision is one we do not keep. */
    private static OptionalLong since(HttpServerRequest request) {
        @Nullable String header = request.getHeader("Last-Event-ID");
        @Nullable String query = request.getParam("since");
        if (header == null && query == null) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.max(revision(header), revision(query)));
    }

    private static long revision(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    }
}
