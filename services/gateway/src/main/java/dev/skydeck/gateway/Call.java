package dev.skydeck.gateway;

import dev.skydeck.gateway.body.IdText;
import dev.skydeck.gateway.body.QueryText;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Command;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One call of an operation: its parameters, its body, and the command id for the writes that it causes. */
final class Call {
    private static final String ACTOR = "local";

    private final RoutingContext context;

    Call(RoutingContext context) {
        this.context = context;
    }

    /** The number in the path, if it means one. */
    OptionalLong number(String parameter) {
        return IdText.number(path(parameter));
    }

    /** @throws Failure.NotFound if the path's id is no number: nothing can have it */
    long experimentId() {
        return number("id").orElseThrow(() -> new Failure.NotFound(ExperimentRoutes.NOT_FOUND));
    }

    String path(String parameter) {
        return String.valueOf(context.pathParam(parameter));
    }

    @Nullable
    String query(String parameter) {
        return context.request().getParam(parameter);
    }

    int limit(int fallback) {
        return QueryText.limit(query("limit"), fallback);
    }

    byte[] body() {
        Buffer buffer = context.body().buffer();
        return buffer == null ? new byte[0] : buffer.getBytes();
    }

    /** Who asks, as the history names them. */
    String actor() {
        return ACTOR;
    }

    /** The same key is done once, however often a client sends it. */
    Command command() {
        String key = context.request().getHeader("Idempotency-Key");
        return new Command(key == null ? UUID.randomUUID().toString() : QueryText.commandId(key), actor());
    }
}
