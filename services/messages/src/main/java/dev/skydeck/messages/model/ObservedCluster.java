package dev.skydeck.messages.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as SkyPilot's {@code /status} shows it, in SkyPilot's words; what the server left out is null.
 *
 * @param hash tells it from earlier and later clusters of the same name
 * @param status such as {@code INIT}, {@code UP}, {@code STOPPED}, {@code AUTOSTOPPING}
 * @param nodes 0 when unknown
 * @param autostopMinutes idle minutes after which SkyPilot stops it; null for never
 * @param autodown SkyPilot takes it down then, and does not only stop it
 * @param lastEvent what happened to it last
 */
public record ObservedCluster(
        String name,
        String hash,
        String status,
        int nodes,
        @Nullable Instant launchedAt,
        @Nullable String cloud,
        @Nullable String region,
        @Nullable String resources,
        @Nullable String userName,
        @Nullable String userHash,
        @Nullable String workspace,
        @Nullable Integer autostopMinutes,
        boolean autodown,
        @Nullable String lastEvent) {}
