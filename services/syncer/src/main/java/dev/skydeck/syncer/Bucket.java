package dev.skydeck.syncer;

import io.vertx.core.Future;
import java.util.List;

/** A bucket that can be listed. */
interface Bucket {
    /** The checkpoint and replay files whose keys begin so; fails with {@link S3Failure}. */
    Future<List<S3File>> list(String prefix);

    Future<Void> close();
}
