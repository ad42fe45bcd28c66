package dev.skydeck.messages.model;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for a write. The same id twice is done once and answered twice; the same id for something else is refused.
 *
 * @param id unique per command, 1 to 64 characters
 * @param actor who, for the history: a user, a token's name, or the service
 * @param origin where from, such as {@code api 127.0.0.1}; null when a service asks by itself
 * @param fingerprint stands for what was asked, so that the same id for something else shows; null when the id is fresh
 */
public record Command(
        String id,
        String actor,
        @Nullable String origin,
        @Nullable String fingerprint) {
    public Command(String id, String actor) {
        this(id, actor, null, null);
    }

    /** A command with a fresh id. */
    public static Command by(String actor) {
        return new Command(UUID.randomUUID().toString(), actor);
    }
}
