package dev.skydeck.gateway.body;

import dev.skydeck.messages.model.TokenScope;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code createToken}.
 *
 * @param expiresAt empty for a token that works until it is revoked
 */
public record CreateTokenBody(String name, TokenScope scope, Optional<Instant> expiresAt) {

    /** @throws InvalidInput with every wrong field */
    public static CreateTokenBody read(byte[] body) {
        Fields fields = Fields.of(body, Fields.Form.DICT);
        fields.only("name", "scope", "expires_at");
        String name = fields.requiredText("name");
        TokenScope scope = scope(fields);
        Optional<Instant> expires = expires(fields);
        fields.check();
        return new CreateTokenBody(name, scope, expires);
    }

    private static TokenScope scope(Fields fields) {
        String text = fields.requiredText("scope");
        for (TokenScope scope : TokenScope.values()) {
            if (scope.name().toLowerCase(Locale.ROOT).equals(text)) {
                return scope;
            }
        }
        if (!fields.problems().has(fields.loc("scope"))) {
            String rule = "Input should be 'read', 'operate' or 'admin'";
            fields.problems().add("enum", fields.loc("scope"), rule, fields.get("scope"));
        }
        return TokenScope.READ;
    }

    private static Optional<Instant> expires(Fields fields) {
        @Nullable String text = fields.nullableText("expires_at");
        if (text == null || fields.problems().has(fields.loc("expires_at"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            String rule = "Input should be a time with its zone, such as 2026-01-31T12:00:00Z";
            fields.problems().add("datetime_parsing", fields.loc("expires_at"), rule, fields.get("expires_at"));
            return Optional.empty();
        }
    }
}
