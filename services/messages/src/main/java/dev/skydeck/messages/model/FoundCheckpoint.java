package dev.skydeck.messages.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A checkpoint as a listing of S3 shows it; see {@link Checkpoint} for the fields. */
public record FoundCheckpoint(
        long epoch,
        String uri,
        List<String> replays,
        @Nullable Long size,
        @Nullable String etag,
        Instant modifiedAt) {
    public FoundCheckpoint {
        replays = List.copyOf(replays);
    }
}
