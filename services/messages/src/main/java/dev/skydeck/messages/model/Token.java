package dev.skydeck.messages.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An access token, without its secret.
 *
 * @param id 0 for the secret that the command line of this machine uses
 * @param name who uses it; the actor in history
 * @param expiresAt null when it does not
 * @param revokedAt null while it works
 */
public record Token(
        long id,
        String name,
        TokenScope scope,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt) {}
