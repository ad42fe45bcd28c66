package dev.skydeck.gateway.view;

import dev.skydeck.messages.model.Token;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A token without its secret.
 *
 * @param scope {@code read}, {@code operate} or {@code admin}
 * @param works whether it opens anything now
 */
public record TokenView(
        long id,
        String name,
        String scope,
        String createdAt,
        @Nullable String expiresAt,
        @Nullable String revokedAt,
        boolean works) {

    public static TokenView of(Token token) {
        Instant expires = token.expiresAt();
        Instant revoked = token.revokedAt();
        return new TokenView(
                token.id(),
                token.name(),
                token.scope().name().toLowerCase(Locale.ROOT),
                Times.zoned(token.createdAt()),
                expires == null ? null : Times.zoned(expires),
                revoked == null ? null : Times.zoned(revoked),
                revoked == null && (expires == null || expires.isAfter(Instant.now())));
    }

    public record OfToken(TokenView token) {}

    public record OfTokens(List<TokenView> tokens) {
        public static OfTokens of(List<Token> tokens) {
            return new OfTokens(tokens.stream().map(TokenView::of).toList());
        }
    }

    /** @param secret shown this once */
    public record Made(TokenView token, String secret) {
        @Override
        public String toString() {
            return "Made[token=" + token + ", secret=***]";
        }
    }
}
