package dev.skydeck.syncer;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A bucket that can be listed. */
interface Bucket {
    /**
     * What a listing showed.
     *
     * @param files checkpoints, replays and files of numbers
     * @param whole whether nothing was left out
     */
    record Listing(List<S3File> files, boolean whole) {}

    /** The checkpoints, replays and files of numbers whose keys begin so; fails with {@link S3Failure}. */
    Future<Listing> list(String prefix);

    /** The folders right below that one, each whole and with a slash at its end; fails with {@link S3Failure}. */
    Future<Set<String>> folders(String parent);

    /**
     * A part of a file; fails with {@link S3Failure}.
     *
     * @param version as {@link S3File#version} has it
     * @param from the first byte, less than the file's size
     * @param most bytes; fewer where the file ends before
     * @return empty when the file is not of that version any more
     */
    Future<Optional<byte[]>> read(String key, String version, long from, int most);

    /** A link with which anybody can download that file for so long; fails with {@link S3Failure}. */
    Future<String> link(String key, Duration works);

    Future<Void> close();
}
