package dev.skydeck.messages;

import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.Token;
import dev.skydeck.messages.model.TokenScope;
import dev.skydeck.messages.model.Written;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Access tokens and the sessions opened with them. Secrets never travel: whoever makes one sends its hash, the SHA-256
 * of the token's text in lower-case hex.
 */
public sealed interface TokenRequest<R> extends StoreRequest<R> {

    /**
     * Keeps a new token. Fails with {@code Conflict} when a token that still works has the name.
     *
     * @param expiresAt empty for a token that works until it is revoked
     */
    record CreateToken(Command command, String name, TokenScope scope, String hash, Optional<Instant> expiresAt)
            implements TokenRequest<Written<Token>> {}

    /**
     * Whether there is a token that nobody revoked: from then on whoever asks needs one. An expired one counts, so that
     * nothing opens by itself as time passes.
     */
    record AnyToken() implements TokenRequest<Boolean> {}

    /** Every token, revoked and expired ones too, oldest first. */
    record ListTokens() implements TokenRequest<List<Token>> {}

    /** Ends a token and the sessions opened with it. Fails with {@code NotFound}; twice is once. */
    record RevokeToken(Command command, long id) implements TokenRequest<Written<Token>> {}

    /** The token with that hash that works now. Fails with {@code NotFound} for every other reason alike. */
    record FindToken(String hash) implements TokenRequest<Token> {}

    /** Opens a session of a browser for a token that works. */
    record OpenSession(Command command, String hash, long tokenId) implements TokenRequest<Written<Boolean>> {}

    /**
     * The token behind a session that lives: used within 12 hours, opened within 7 days, and its token works. Fails with
     * {@code NotFound} for every other reason alike. Counts as use.
     */
    record FindSession(String hash) implements TokenRequest<Token> {}

    /** Ends a session; an unknown one is no error. */
    record CloseSession(String hash) implements TokenRequest<Boolean> {}

    /**
     * Tells where this installation's gateway listens. The store leaves the address beside its file for the command line,
     * together with a secret of this run, which {@link FindToken} then knows as an administrator.
     *
     * @param url such as {@code http://127.0.0.1:8000}
     * @param certificate SHA-256 of the certificate that it shows, in lower-case hex; empty without TLS
     */
    record AnnounceGateway(String url, Optional<String> certificate) implements TokenRequest<Boolean> {}
}
