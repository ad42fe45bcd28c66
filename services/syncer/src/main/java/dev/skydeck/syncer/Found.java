package dev.skydeck.syncer;

import dev.skydeck.syncer.Bucket.Listing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The checkpoints, replays and files of numbers in the pages of one listing. */
final class Found {
    private final String prefix;
    private final FilePatterns.Reader names;
    private final MetricNames metrics;
    private final List<S3File> files = new ArrayList<>();
    private int pages;
    private int leftOut;
    private @Nullable String firstLeftOut;

    Found(String prefix, FilePatterns.Reader names, MetricNames metrics) {
        this.prefix = prefix;
        this.names = names;
        this.metrics = metrics;
    }

    void add(ListObjectsV2Response page) {
        pages++;
        page.contents().forEach(this::add);
    }

    private void add(S3Object object) {
        // A server that ignores the prefix must not lend one experiment the files of another.
        if (object.key() == null || !object.key().startsWith(prefix)) {
            return;
        }
        Instant modified = object.lastModified() == null ? Instant.EPOCH : object.lastModified();
        S3File file = new S3File(object.key(), object.size(), object.eTag(), modified);
        if (!counts(file)) {
            return;
        }
        Optional<String> flaw = S3Key.flaw(file.key());
        if (flaw.isEmpty()) {
            files.add(file);
            return;
        }
        if (leftOut++ == 0) {
            firstLeftOut = "the key " + S3Key.shown(file.key()) + " " + flaw.get();
        }
    }

    private boolean counts(S3File file) {
        return names.read(file.name()).isPresent()
                || metrics.isBeside(file.key())
                || file.key().equals(prefix + metrics.file());
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** @param whole whether all pages were shown */
    Listing listing(boolean whole) {
        return new Listing(List.copyOf(files), whole, note(whole), null, pages);
    }

    /** What was found before that went wrong. */
    Listing until(S3Failure failure) {
        return new Listing(List.copyOf(files), false, note(true), failure, pages);
    }

    private @Nullable String note(boolean whole) {
        if (!whole) {
            return "More than " + Trail.MOST_KEYS + " files begin with " + prefix + "; the rest is left out.";
        }
        return firstLeftOut == null
                ? null
                : "Files are left out (" + leftOut + " below " + prefix + "): " + firstLeftOut + ".";
    }
}
