package dev.skydeck.messages.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint as a listing of S3 shows it; see {@link Checkpoint} for the other fields.
 *
 * @param sideCar the file of its numbers; null when there is none
 */
public record FoundCheckpoint(
        long epoch,
        String uri,
        List<String> replays,
        @Nullable Long size,
        @Nullable String etag,
        Instant modifiedAt,
        @Nullable SideCar sideCar) {
    public FoundCheckpoint {
        replays = List.copyOf(replays);
    }
}
