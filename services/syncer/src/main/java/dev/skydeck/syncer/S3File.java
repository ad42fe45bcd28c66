package dev.skydeck.syncer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A file as a listing shows it. */
record S3File(String key, @Nullable Long size, @Nullable String etag, Instant modifiedAt) {
    private static final String NO_ETAG = "@";

    /** The last part of the key. */
    String name() {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    /** What changes whenever the file does: its ETag, or else when it was written and how long it is. */
    String version() {
        return etag != null ? etag : NO_ETAG + modifiedAt + "/" + size;
    }

    /** The ETag in a version, for a request that is to answer that version only; null when it has none. */
    static @Nullable String etagOf(String version) {
        return version.startsWith(NO_ETAG) ? null : version;
    }
}
