package dev.skydeck.messages.model;

import java.util.UUID;

/**
 * Who asks for a write. The same id twice is done once and answered twice.
 *
 * @param id unique per command, 1 to 64 characters
 * @param actor who, for the history: a user, a token's name, or the service
 */
public record Command(String id, String actor) {
    /** A command with a fresh id. */
    public static Command by(String actor) {
        return new Command(UUID.randomUUID().toString(), actor);
    }
}
