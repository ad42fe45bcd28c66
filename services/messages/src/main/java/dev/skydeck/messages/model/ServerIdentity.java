package dev.skydeck.messages.model;

import org.jspecify.annotations.Nullable;

/**
 * Whose view of which server an observation is.
 *
 * @param url without credentials, query or trailing slash
 * @param userHash eight hex digits, SkyPilot's user id
 * @param workspace null for the server's default
 * @param cluster whose queue is read; null for the managed jobs
 */
public record ServerIdentity(
        String url,
        String userHash,
        @Nullable String workspace,
        @Nullable ClusterIdentity cluster) {
    /** Of the managed jobs. */
    public ServerIdentity(String url, String userHash, @Nullable String workspace) {
        this(url, userHash, workspace, null);
    }

    /** Of the jobs of one of its clusters. */
    public ServerIdentity of(ClusterIdentity one) {
        return new ServerIdentity(url, userHash, workspace, one);
    }
}
