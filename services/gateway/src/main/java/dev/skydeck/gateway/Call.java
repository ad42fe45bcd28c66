package dev.skydeck.gateway;

import dev.skydeck.gateway.access.Caller;
import dev.skydeck.gateway.body.IdText;
import dev.skydeck.gateway.body.QueryText;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Command;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One call of an operation: its parameters, its body, and the command id for the writes that it causes. */
final class Call {
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

    /** A parameter that may be given several times. */
    List<String> queries(String parameter) {
        return context.request().params().getAll(parameter);
    }

    /** @throws dev.skydeck.gateway.body.InvalidInput if the query's parameter is no whole number within the bounds */
    long whole(String parameter, long fallback, long min, long max) {
        @Nullable String text = query(parameter);
        return text == null ? fallback : QueryText.whole(parameter, text, min, max);
    }

    int limit(int fallback) {
        return QueryText.limit(query("limit"), fallback);
    }

    byte[] body() {
        Buffer buffer = context.body().buffer();
        return buffer == null ? new byte[0] : buffer.getBytes();
    }

    /** The revision of the specification that {@code If-Match} names; empty without one, and for {@code *}. */
    Optional<Long> ifMatch() {
        @Nullable String tag = context.request().getHeader("If-Match");
        return tag == null || tag.strip().equals("*") ? Optional.empty() : Optional.of(QueryText.specRevision(tag));
    }

    /** Who asks, as the history names them. */
    String actor() {
        return caller().name();
    }

    /** The same key is done once, however often a client sends it; it cannot be used for something else. */
    Command command() {
        String key = context.request().getHeader("Idempotency-Key");
        return key == null ? freshCommand() : new Command(QueryText.commandId(key), actor(), origin(), fingerprint());
    }

    /** For what cannot be answered twice, such as a secret that is shown once. */
    Command freshCommand() {
        return new Command(UUID.randomUUID().toString(), actor(), origin(), null);
    }

    /** Whose call it is. */
    Caller caller() {
        return Authentication.caller(context);
    }

    RoutingContext context() {
        return context;
    }

    /** Where the call comes from, for the history. */
    String origin() {
        return "api " + Visit.of(context).address();
    }

    /** SHA-256 over what was asked: method, address and body. */
    private String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String head =
                    context.request().method().name() + " " + context.request().uri() + "\n";
            digest.update(head.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
