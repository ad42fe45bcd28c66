package dev.skydeck.gateway.access;

import dev.skydeck.messages.model.Token;
import dev.skydeck.messages.model.TokenScope;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose request it is.
 *
 * @param name the actor in the history
 * @param tokenId -1 for whoever sits at this machine while there is no token
 * @param expiresAt when its token ends by itself; null when it does not
 * @param credential empty when none was needed
 */
public record Caller(
        String name,
        TokenScope scope,
        long tokenId,
        @Nullable Instant expiresAt,
        Optional<Credential> credential) {
    /** Without tokens whoever reaches loopback may do all. */
    public static final Caller LOCAL = new Caller("local", TokenScope.ADMIN, -1, null, Optional.empty());

    static Caller of(Token token, Credential credential) {
        return new Caller(token.name(), token.scope(), token.id(), token.expiresAt(), Optional.of(credential));
    }

    boolean hasExpired(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }
}
