package dev.skydeck.gateway;

import dev.skydeck.gateway.access.Callers;
import dev.skydeck.gateway.access.Credential;
import dev.skydeck.gateway.access.Limits;
import dev.skydeck.gateway.access.Secret;
import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.body.CreateSessionBody;
import dev.skydeck.gateway.view.SessionView;
import dev.skydeck.messages.TokenRequest.CloseSession;
import dev.skydeck.messages.TokenRequest.FindToken;
import dev.skydeck.messages.TokenRequest.OpenSession;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.Token;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** Sessions of browsers: a token typed once, a cookie from then on. */
final class SessionRoutes {
    private final Bus bus;
    private final Revisions revisions;
    private final Callers callers;
    private final Limits limits;

    SessionRoutes(Bus bus, Revisions revisions, Callers callers, Limits limits) {
        this.bus = bus;
        this.revisions = revisions;
        this.callers = callers;
        this.limits = limits;
    }

    /** A session that the browser had before ends. */
    Future<Reply> create(Call call) {
        CreateSessionBody body = CreateSessionBody.read(call.body());
        String address = Visit.of(call.context()).address();
        long wait = limits.logIn(address);
        if (wait > 0) {
            throw new TooMany(
                    "Too many tokens that do not work came from this address; try again in " + wait + " seconds.",
                    wait);
        }
        Secret secret = Secret.fresh("");
        return bus.request(new FindToken(body.token().hash()))
                .compose(token -> open(call, token, secret).map(token))
                .onSuccess(token -> limits.loggedIn(address))
                .recover(cause -> Future.failedFuture(cause instanceof Failure.NotFound ? new Unauthorized() : cause))
                .compose(token -> close(SessionCookie.session(call.context())).map(token))
                .map(token -> {
                    var cookie = SessionCookie.of(call.context(), secret);
                    call.context().response().addCookie(cookie);
                    return Reply.of(revisions.newest(), SessionView.of(token));
                });
    }

    private Future<Written<Boolean>> open(Call call, Token token, Secret secret) {
        Command command = new Command(UUID.randomUUID().toString(), token.name(), call.origin(), null);
        return bus.request(new OpenSession(command, secret.hash(), token.id()));
    }

    Future<Reply> read(Call call) {
        return callers.tokensNeeded()
                .map(needed -> Reply.of(revisions.newest(), SessionView.of(call.caller(), needed)));
    }

    Future<Reply> delete(Call call) {
        return close(SessionCookie.session(call.context())).map(closed -> {
            call.context().response().addCookie(SessionCookie.cleared(call.context()));
            return Reply.message(revisions.newest(), "The session has ended.");
        });
    }

    private Future<Boolean> close(Optional<Credential> session) {
        return session.isEmpty()
                ? Future.succeededFuture(false)
                : bus.request(new CloseSession(session.get().hash())).onSuccess(closed -> callers.changed());
    }
}
