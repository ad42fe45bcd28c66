package dev.skydeck.gateway;

import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.body.QueryText;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.bus.Failure.Unavailable.Reason;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Holds a read back that names a revision of which this gateway has not heard, until the store has said that it is there. The
 * store acknowledges after the commit, so whoever has seen a revision is served; nobody can have seen one that the store
 * has not come to, and such a read is refused.
 */
final class Freshness {
    static final String PARAMETER = "min_revision";

    private final StoreWatch watch;
    private final Revisions revisions;

    Freshness(StoreWatch watch, Revisions revisions) {
        this.watch = watch;
        this.revisions = revisions;
    }

    void check(RoutingContext context) {
        @Nullable String text = context.request().getParam(PARAMETER);
        if (text == null) {
            context.next();
            return;
        }
        long wanted;
        try {
            wanted = QueryText.whole(PARAMETER, text, 0, Long.MAX_VALUE);
        } catch (RuntimeException e) {
            Responder.failed(context, e);
            return;
        }
        if (revisions.newest() >= wanted) {
            context.next();
            return;
        }
        watch.look().onComplete(looked -> {
            if (looked.failed()) {
                Responder.failed(context, looked.cause());
            } else if (looked.result().revision() >= wanted) {
                context.next();
            } else {
                Responder.failed(
                        context,
                        new Failure.Unavailable(
                                Reason.UNABLE, behind(looked.result().revision(), wanted)));
            }
        });
    }

    private static String behind(long revision, long wanted) {
        return "The store is at revision " + revision + " and has not come to " + wanted
                + ". If an older copy of its file was put back, read without " + PARAMETER + ".";
    }
}
