package dev.skydeck.messages.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that is known.
 *
 * @param instanceType as the original's file says; null for one that SkyPilot showed
 * @param lastSeenAt when a reading last showed it
 * @param dollarsPerHour what it cost per hour of use so far; null when unknown
 * @param ours a launch of ours made it, or a person had it adopted: it may be stopped and taken down
 * @param orphan no experiment names it
 * @param trouble why SkyPilot did not stop it or take it down when it was last asked to; null when there is nothing to say
 * @param observed what SkyPilot shows; null for one of an imported file
 */
public record Cluster(
        String name,
        String status,
        int nodes,
        @Nullable String instanceType,
        @Nullable String cloud,
        @Nullable Instant createdAt,
        Instant lastSeenAt,
        @Nullable Double dollarsPerHour,
        boolean ours,
        boolean orphan,
        @Nullable String trouble,
        @Nullable ObservedCluster observed) {}
