package dev.skydeck.messages.model;

import org.jspecify.annotations.Nullable;

/**
 * What the original's file says of a job that SkyPilot's rows have no place for.
 *
 * @param id the original's id of it, which need not be a number
 * @param skyJobId SkyPilot's number; null where the original had none
 */
public record ImportedJob(
        String id,
        String clusterName,
        @Nullable Long skyJobId,
        @Nullable String logsPath,
        @Nullable String instanceType) {}
