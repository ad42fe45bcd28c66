package dev.skydeck.messages.model;

import org.jspecify.annotations.Nullable;

/**
 * Whose view of which server an observation is.
 *
 * @param url without credentials, query or trailing slash
 * @param userHash eight hex digits, SkyPilot's user id
 * @param workspace null for the server's default
 */
public record ServerIdentity(
        String url, String userHash, @Nullable String workspace) {}
