package dev.skydeck.syncer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A file as a listing shows it. */
record S3File(String key, @Nullable Long size, @Nullable String etag, Instant modifiedAt) {
    /** The last part of the key. */
    String name() {
        return key.substring(key.lastIndexOf('/') + 1);
    }
}
