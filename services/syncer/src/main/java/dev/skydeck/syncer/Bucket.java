package dev.skydeck.syncer;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A bucket that can be listed. */
interface Bucket {
    /**
     * What a listing showed.
     *
     * @param files checkpoints and replays
     * @param whole whether nothing was left out
     */
    record Listing(List<S3File> files, boolean whole) {}

    /** The checkpoint and replay files whose keys begin so; fails with {@link S3Failure}. */
    Future<Listing> list(String prefix);

    /** The folders right below that one, each whole and with a slash at its end; fails with {@link S3Failure}. */
    Future<Set<String>> folders(String parent);

    /** A link with which anybody can download that file for so long; fails with {@link S3Failure}. */
    Future<String> link(String key, Duration works);

    Future<Void> close();
}
