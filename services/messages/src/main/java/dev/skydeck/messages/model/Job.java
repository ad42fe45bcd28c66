package dev.skydeck.messages.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as the store keeps it.
 *
 * @param experimentId whose job it is; null for an orphan
 * @param experimentOwner who owns that experiment; null when nobody is known to
 * @param launchId the launch it came of; null when it was adopted or is an orphan
 * @param state {@code observed.status()} in the original's eight words
 * @param exitCode read from SkyPilot's failure sentence, 0 for SUCCEEDED, else null: SkyPilot has no such field
 * @param firstSeenAt when the store first recorded it
 * @param imported what an imported file adds; null for a job that a server of ours showed
 * @param cluster name of the cluster that it was submitted to; null for a managed job
 * @param command the command that the launch sent; null when it is not ours
 */
public record Job(
        JobKey key,
        @Nullable Long experimentId,
        @Nullable String experimentName,
        @Nullable String experimentOwner,
        @Nullable Long launchId,
        CurrentState state,
        @Nullable Integer exitCode,
        Instant firstSeenAt,
        @Nullable String command,
        int nodes,
        int gpus,
        ObservedJob observed,
        @Nullable ImportedJob imported,
        @Nullable String cluster) {}
