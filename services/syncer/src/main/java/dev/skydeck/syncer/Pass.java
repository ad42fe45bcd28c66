package dev.skydeck.syncer;

import dev.skydeck.messages.CheckpointRequest;
import dev.skydeck.messages.CheckpointRequest.SyncTarget;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.FoundCheckpoint;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists some experiments, a few at once, and records what is new. What fails for one does not keep the others. */
final class Pass {
    private static final Logger LOG = LoggerFactory.getLogger(Pass.class);
    private static final int AT_ONCE = 8;
    /** So many answers missing in a row: S3 is gone, and the rest of the pass would only take time. */
    private static final int UNREACHABLE_MOST = AT_ONCE;

    private final Bus bus;
    private final Bucket bucket;
    private final SyncerOptions options;
    private final String bucketName;
    private final Targets targets;
    private final FilePatterns.Reader names;
    private final Iterator<SyncTarget> rest;
    private int failed;
    private int unreachable;
    private @Nullable String firstFailure;

    Pass(Bus bus, Bucket bucket, SyncerOptions options, String bucketName, Targets targets, List<SyncTarget> due) {
        this.bus = bus;
        this.bucket = bucket;
        this.options = options;
        this.bucketName = bucketName;
        this.targets = targets;
        this.names = options.files().reader();
        this.rest = due.iterator();
    }

    /** Answers one sentence about what failed, or null when everything went well; never fails. */
    Future<@Nullable String> run() {
        List<Future<Void>> workers =
                IntStream.range(0, AT_ONCE).mapToObj(i -> next()).toList();
        return Future.join(new ArrayList<>(workers)).map(done -> failure());
    }

    private Future<Void> next() {
        if (!rest.hasNext() || unreachable >= UNREACHABLE_MOST) {
            return Future.succeededFuture();
        }
        SyncTarget target = rest.next();
        return sync(target)
                .onSuccess(done -> unreachable = 0)
                .onFailure(cause -> failed(target, cause))
                .transform(done -> next());
    }

    private Future<Void> sync(SyncTarget target) {
        return bucket.list(options.prefixOf(target.name())).compose(files -> {
            List<FoundCheckpoint> found = Checkpoints.of(bucketName, names, files);
            String digest = Checkpoints.digest(found);
            Future<Void> recorded = targets.isNews(target, digest)
                    ? record(target.experimentId(), Checkpoints.portions(found).iterator())
                    : Future.succeededFuture();
            return recorded.onSuccess(done -> targets.recorded(target, digest));
        });
    }

    private Future<Void> record(long experimentId, Iterator<List<FoundCheckpoint>> portions) {
        if (!portions.hasNext()) {
            return Future.succeededFuture();
        }
        return bus.request(new CheckpointRequest.RecordCheckpoints(experimentId, portions.next()))
                .compose(written -> record(experimentId, portions))
                // Deleted while the pass ran: nobody asks for its checkpoints any more.
                .recover(cause ->
                        cause instanceof Failure.NotFound ? Future.succeededFuture() : Future.failedFuture(cause));
    }

    private void failed(SyncTarget target, Throwable cause) {
        failed++;
        boolean gone = cause instanceof S3Failure failure && failure.isUnreachable();
        unreachable = gone ? unreachable + 1 : 0;
        String sentence = String.valueOf(cause.getMessage());
        if (firstFailure == null) {
            firstFailure = sentence;
            LOG.atWarn()
                    .addKeyValue("experiment", target.experimentId())
                    .addKeyValue("cause", sentence)
                    .log("checkpoints could not be synced; they are looked for again");
        }
    }

    private @Nullable String failure() {
        if (firstFailure == null) {
            return null;
        }
        return failed == 1 ? firstFailure : firstFailure + " (" + failed + " experiments)";
    }
}
