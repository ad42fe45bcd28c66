package dev.skydeck.gateway.view;

import dev.skydeck.gateway.access.Caller;
import dev.skydeck.messages.model.Token;
import dev.skydeck.messages.model.TokenScope;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whose requests these are.
 *
 * @param name the actor in the history; {@code local} while there are no tokens
 * @param scope what they may: {@code read}, {@code operate} or {@code admin}
 * @param expiresAt when the token ends by itself; null when it does not
 * @param tokensNeeded whether callers need a token
 */
public record SessionView(
        String name, String scope, @Nullable String expiresAt, boolean tokensNeeded) {

    public static SessionView of(Caller caller, boolean tokensNeeded) {
        return of(caller.name(), caller.scope(), caller.expiresAt(), tokensNeeded);
    }

    /** Of a session that was just opened with that token. */
    public static SessionView of(Token token) {
        return of(token.name(), token.scope(), token.expiresAt(), true);
    }

    private static SessionView of(String name, TokenScope scope, @Nullable Instant expiresAt, boolean tokensNeeded) {
        return new SessionView(
                name,
                scope.name().toLowerCase(Locale.ROOT),
                expiresAt == null ? null : Times.zoned(expiresAt),
                tokensNeeded);
    }
}
