package dev.skydeck.gateway;

import dev.skydeck.gateway.access.GuardedStreams;
import dev.skydeck.gateway.body.IdText;
import dev.skydeck.gateway.body.InvalidInput;
import dev.skydeck.gateway.logs.LogQuery;
import dev.skydeck.gateway.logs.LogViewers;
import dev.skydeck.messages.JobRequest.JobRef;
import dev.skydeck.messages.JobRequest.ReadJob;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Job;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Logs of jobs. */
final class LogRoutes {
    private final Bus bus;
    private final LogViewers viewers;
    private final GuardedStreams guarded;

    LogRoutes(Bus bus, GuardedStreams guarded) {
        this.bus = bus;
        this.viewers = new LogViewers(bus);
        this.guarded = guarded;
    }

    void log(RoutingContext context) {
        LogQuery query;
        try {
            query = LogQuery.read(context.request().params(), context.request().getHeader("Last-Event-ID"));
        } catch (InvalidInput e) {
            Responder.failed(context, e);
            return;
        }
        job(String.valueOf(context.pathParam("id"))).onComplete(found -> {
            if (context.response().closed()) {
                return;
            }
            if (found.failed()) {
                Responder.failed(context, found.cause());
            } else {
                open(context, found.result(), query);
            }
        });
    }

    private Future<Job> job(String id) {
        Optional<JobRef> named = IdText.job(id);
        if (named.isEmpty()) {
            return Future.failedFuture(new Failure.NotFound(
                    "There is no log of job " + id + ": only jobs with a number of SkyPilot's have one."));
        }
        return bus.request(new ReadJob(named.get()))
                .compose(job -> job.imported() == null
                        ? Future.succeededFuture(job)
                        : Future.failedFuture(new Failure.NotFound("The job " + id
                                + " was carried over from the first SkyDeck: its log is not kept here.")));
    }

    private void open(RoutingContext context, Job job, LogQuery query) {
        HttpServerResponse response = context.response();
        if (!viewers.hasRoom()) {
            response.putHeader("Retry-After", "10");
            Responder.problem(context, 503, "SkyDeck shows as many logs as it is allowed to.");
        } else if (!guarded.hasRoom(Authentication.caller(context))) {
            response.putHeader("Retry-After", "10");
            Responder.problem(context, 429, "This token has as many streams open as it is allowed to.");
        } else {
            context.addEndHandler(ended -> {
                viewers.closed();
                guarded.closed(response);
            });
            Runnable close = viewers.open(
                    response, job, query, wantsEvents(context), failure -> Responder.failed(context, failure));
            guarded.opened(Authentication.caller(context), response, close);
        }
    }

    private static boolean wantsEvents(RoutingContext context) {
        @Nullable String accept = context.request().getHeader("Accept");
        return accept != null && accept.contains("text/event-stream");
    }
}
