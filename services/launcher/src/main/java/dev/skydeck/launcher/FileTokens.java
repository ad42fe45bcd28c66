package dev.skydeck.launcher;

import dev.skydeck.gateway.access.Secret;
import dev.skydeck.messages.Request;
import dev.skydeck.messages.TokenRequest.CreateToken;
import dev.skydeck.messages.TokenRequest.ListTokens;
import dev.skydeck.messages.TokenRequest.RevokeToken;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.Token;
import dev.skydeck.messages.model.TokenScope;
import dev.skydeck.store.StoreOptions;
import dev.skydeck.store.StoreVerticle;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Tokens in a file that no server works with: the first one has to be made before a server may listen to others. The store
 * is started for it, so that a server that does work with the file is noticed.
 */
final class FileTokens implements TokenStore {
    private static final long PATIENCE = 30;

    private final Node node;
    private final Bus bus;

    private FileTokens(Node node) {
        this.node = node;
        this.bus = new VertxBus(node.vertx());
    }

    static FileTokens in(Path database) throws Exception {
        Node node = Node.alone();
        node.deploy(new StoreVerticle(StoreOptions.at(database)));
        return new FileTokens(node);
    }

    @Override
    public Made create(String name, TokenScope scope, Optional<Instant> expiresAt) throws Exception {
        Secret secret = Secret.fresh(Secret.TOKEN);
        Token token = ask(new CreateToken(command(), name, scope, secret.hash(), expiresAt))
                .value();
        return new Made(shown(token), secret.reveal());
    }

    @Override
    public List<Shown> list() throws Exception {
        return ask(new ListTokens()).stream().map(FileTokens::shown).toList();
    }

    @Override
    public Shown revoke(long id) throws Exception {
        return shown(ask(new RevokeToken(command(), id)).value());
    }

    private <R> R ask(Request<R> request) throws Exception {
        return bus.request(request).await(PATIENCE, TimeUnit.SECONDS);
    }

    private static Command command() {
        return new Command(UUID.randomUUID().toString(), "command line", "file", null);
    }

    private static Shown shown(Token token) {
        Instant expires = token.expiresAt();
        Instant revoked = token.revokedAt();
        return new Shown(
                token.id(),
                token.name(),
                token.scope().name().toLowerCase(Locale.ROOT),
                token.createdAt().toString(),
                expires == null ? null : expires.toString(),
                revoked == null ? null : revoked.toString(),
                revoked == null && (expires == null || expires.isAfter(Instant.now())));
    }

    @Override
    public void close() {
        node.stop();
    }
}
