package dev.skydeck.syncer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Where a listing has been: tells a server that leads it in a circle or on for ever. */
final class Trail {
    /** The rest of such a prefix is left out. */
    static final int MOST_KEYS = 1_000_000;

    private final Set<String> tokens = new HashSet<>();
    private @Nullable String firstKey;
    private long asked;

    /** @throws S3Failure if the page is the one before, or the next one was there before */
    void add(ListObjectsV2Request request, ListObjectsV2Response page) {
        // Keys asked for, not those that came: else pages without keys would never end.
        asked += request.maxKeys();
        String first = firstKey(page.contents());
        String next = page.nextContinuationToken();
        boolean again = first != null && first.equals(firstKey);
        if (again || (next != null && !tokens.add(next))) {
            throw new S3Failure("S3 answers the same pages of " + request.prefix() + " again and again.", false);
        }
        firstKey = first;
    }

    /** Whether no more are asked for. */
    boolean isLong() {
        return asked >= MOST_KEYS;
    }

    private static @Nullable String firstKey(List<S3Object> objects) {
        return objects.isEmpty() ? null : objects.get(0).key();
    }
}
