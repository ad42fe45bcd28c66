package dev.skydeck.gateway;

import dev.skydeck.gateway.access.Callers;
import dev.skydeck.gateway.access.Secret;
import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.body.CreateTokenBody;
import dev.skydeck.gateway.view.TokenView;
import dev.skydeck.messages.TokenRequest.CreateToken;
import dev.skydeck.messages.TokenRequest.ListTokens;
import dev.skydeck.messages.TokenRequest.RevokeToken;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import io.vertx.core.Future;

/** Access tokens. The secret of one is shown when it is made and never again. */
final class TokenRoutes {
    private final Bus bus;
    private final Revisions revisions;
    private final Callers callers;

    TokenRoutes(Bus bus, Revisions revisions, Callers callers) {
        this.bus = bus;
        this.revisions = revisions;
        this.callers = callers;
    }

    Future<Reply> list(Call call) {
        return bus.request(new ListTokens()).map(tokens -> Reply.of(revisions.newest(), TokenView.OfTokens.of(tokens)));
    }

    Future<Reply> create(Call call) {
        CreateTokenBody body = CreateTokenBody.read(call.body());
        Secret secret = Secret.fresh(Secret.TOKEN);
        return bus.request(new CreateToken(
                        call.freshCommand(), body.name(), body.scope(), secret.hash(), body.expiresAt()))
                .onSuccess(done -> callers.changed())
                .map(done -> Reply.of(done, new TokenView.Made(TokenView.of(done.value()), secret.reveal())));
    }

    Future<Reply> revoke(Call call) {
        long id = call.number("id").orElseThrow(() -> new Failure.NotFound("There is no such token."));
        return bus.request(new RevokeToken(call.command(), id))
                .onSuccess(done -> callers.changed())
                .map(done -> Reply.of(done, new TokenView.OfToken(TokenView.of(done.value()))));
    }
}
