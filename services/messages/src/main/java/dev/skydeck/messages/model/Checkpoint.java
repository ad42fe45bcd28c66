package dev.skydeck.messages.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint of an experiment.
 *
 * @param uri {@code s3://bucket/key}
 * @param replays URIs of the replays of the same epoch
 * @param size in bytes; null when S3 did not say
 * @param modifiedAt S3's last-modified time
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
        Instant syncedAt) {
    public Checkpoint {
        replays = List.copyOf(replays);
    }
}
