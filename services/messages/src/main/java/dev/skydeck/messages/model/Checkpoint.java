package dev.skydeck.messages.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint of an experiment.
 *
 * @param uri {@code s3://bucket/key}; empty when an imported file had none
 * @param replays URIs of the replays of the same epoch
 * @param metrics numbers by name
 * @param policy what a policy registry says of it
 * @param size in bytes; null when S3 did not say
 * @param modifiedAt S3's last-modified time
 * @param goneAt when a listing no longer showed it; null while it is there
 * @param sideCar the file that the numbers come from; null when there is none
 * @param metricsProblem why that file cannot be read; null when it can
 * @param firstSeenAt when the store first recorded it
 */
public record Checkpoint(
        long experimentId,
        long epoch,
        String uri,
        List<String> replays,
        @Nullable Long size,
        @Nullable String etag,
        Instant modifiedAt,
        Instant firstSeenAt,
        Instant syncedAt,
        Flags metrics,
        PolicyVersion policy,
        @Nullable Instant goneAt,
        @Nullable SideCar sideCar,
        @Nullable String metricsProblem) {
    public Checkpoint {
        replays = List.copyOf(replays);
    }
}
