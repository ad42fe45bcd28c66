package dev.skydeck.syncer;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A bucket that can be listed. */
interface Bucket {
    /**
     * What a listing showed.
     *
     * @param files checkpoints, replays and files of numbers
     * @param whole whether all were shown
     * @param note a sentence about what was left out for good; null when nothing was
     * @param failure why it ended early; null when it did not
     * @param pages that were read
     */
    record Listing(
            List<S3File> files,
            boolean whole,
            @Nullable String note,
            @Nullable S3Failure failure,
            int pages) {
        static final Listing NOTHING = new Listing(List.of(), true, null, null, 0);

        /** Both together; the first note counts. */
        Listing and(Listing other) {
            return new Listing(
                    Stream.concat(files.stream(), other.files().stream()).toList(),
                    whole && other.whole(),
                    note == null ? other.note() : note,
                    failure == null ? other.failure() : failure,
                    pages + other.pages());
        }

        /** The same with other files. */
        Listing with(List<S3File> others) {
            return new Listing(others, whole, note, failure, pages);
        }

        /** The same with those files only that are wanted. */
        Listing only(Predicate<S3File> wanted) {
            return with(files.stream().filter(wanted).toList());
        }
    }

    /**
     * The checkpoints, replays and files of numbers whose keys begin so; those whose key can't be handed on are left out. Fails with {@link S3Failure}
     * when not even a first page came.
     *
     * @param after only keys beyond this one; null for all
     */
    Future<Listing> list(String prefix, @Nullable String after);

    /** The file with that key; empty when there is none. Fails with {@link S3Failure}. */
    Future<Optional<S3File>> find(String key);

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
