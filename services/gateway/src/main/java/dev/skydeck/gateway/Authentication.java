package dev.skydeck.gateway;

import dev.skydeck.gateway.access.Caller;
import dev.skydeck.gateway.access.Callers;
import dev.skydeck.gateway.access.Limits;
import dev.skydeck.messages.model.TokenScope;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whose a request is, and lets it only where its scope is enough. Unknown paths need a caller too, so that nobody
 * else learns what there is.
 */
final class Authentication {
    private static final String CALLER = "skydeck.caller";
    private static final String SENTENCE =
            "This needs a token that works: send it as Authorization: Bearer, or open a session with it.";

    private final Contract contract;
    private final Callers callers;
    private final Limits limits;

    Authentication(Contract contract, Callers callers, Limits limits) {
        this.contract = contract;
        this.callers = callers;
        this.limits = limits;
    }

    /** @throws IllegalStateException where nobody has asked whose it is */
    static Caller caller(RoutingContext context) {
        @Nullable Caller caller = context.get(CALLER);
        if (caller == null) {
            throw new IllegalStateException("nobody has asked whose request this is");
        }
        return caller;
    }

    /** Before anything of the request is read. */
    void identify(RoutingContext context) {
        if (contract.isOpen(context.request().method(), context.normalizedPath())) {
            context.next();
            return;
        }
        Future<Optional<Caller>> finding = callers.find(SessionCookie.credential(context));
        boolean waiting = !finding.isComplete();
        if (waiting) {
            context.request().pause();
        }
        finding.onComplete(done -> {
            if (context.response().closed()) {
                return;
            }
            if (done.failed()) {
                Responder.failed(context, done.cause());
            } else if (done.result().isEmpty()) {
                refuse(context);
            } else {
                context.put(CALLER, done.result().get());
                context.next();
            }
            if (waiting) {
                context.request().resume();
            }
        });
    }

    /** Right before the handler of that operation, so that no other way of reading the path leads past it. */
    void allow(RoutingContext context, Contract.Operation operation) {
        Optional<TokenScope> needed = operation.scope();
        if (needed.isEmpty()) {
            context.next();
            return;
        }
        @Nullable Caller caller = context.get(CALLER);
        if (caller == null) {
            refuse(context);
        } else if (caller.scope().allows(needed.get())) {
            count(context, caller);
        } else {
            Responder.problem(
                    context,
                    403,
                    "The token " + caller.name() + " may " + word(caller.scope()) + "; this needs one that may "
                            + word(needed.get()) + ".");
        }
    }

    private void count(RoutingContext context, Caller caller) {
        long wait = context.request().method().equals(HttpMethod.GET) ? 0 : limits.write(caller);
        if (wait == 0) {
            context.next();
        } else {
            Responder.failed(context, new TooMany("The token " + caller.name() + " writes too much at once.", wait));
        }
    }

    /** Does not say what was wrong. */
    static void refuse(RoutingContext context) {
        context.response().putHeader("WWW-Authenticate", "Bearer realm=\"SkyDeck\"");
        Responder.problem(context, 401, SENTENCE);
    }

    private static String word(TokenScope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }
}
