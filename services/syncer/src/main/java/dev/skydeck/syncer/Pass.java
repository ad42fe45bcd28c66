package dev.skydeck.syncer;

import dev.skydeck.messages.CheckpointRequest;
import dev.skydeck.messages.CheckpointRequest.SyncFolder;
import dev.skydeck.messages.CheckpointRequest.SyncTarget;
import dev.skydeck.messages.CheckpointRequest.Whole;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.FoundCheckpoint;
import dev.skydeck.syncer.Bucket.Listing;
import dev.skydeck.syncer.Shortcuts.Shortcut;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists some experiments, a few at once, and records what is new. What fails for one does not keep the others. */
final class Pass {
    private static final Logger LOG = LoggerFactory.getLogger(Pass.class);
    private static final int AT_ONCE = 8;
    /** So many answers missing in a row: S3 is gone, and the rest of the pass would only take time. */
    private static final int UNREACHABLE_MOST = AT_ONCE;
    /** From so many on it pays to ask for the folders that there are. */
    private static final int MANY = 20;

    private final Vertx vertx;
    private final Bus bus;
    private final Bucket bucket;
    private final SyncerOptions options;
    private final String bucketName;
    private final Targets targets;
    private final Shortcuts shortcuts;
    private final FilePatterns.Reader names;
    private final MetricReader metrics;
    private final List<SyncTarget> due;
    private final Iterator<SyncTarget> rest;
    /** All folders that there are; null when nobody asked for them. */
    private @Nullable Set<String> folders;

    /**
     * What a listing shows of an experiment.
     *
     * @param metrics the run's files of metrics, the one that was written last at the end
     */
    private record Seen(Listing listing, List<FoundCheckpoint> found, List<S3File> metrics, String digest) {}

    private int unreachable;
    private boolean told;

    Pass(
            Vertx vertx,
            Bus bus,
            Bucket bucket,
            SyncerOptions options,
            String bucketName,
            Targets targets,
            Shortcuts shortcuts,
            List<SyncTarget> due) {
        this.vertx = vertx;
        this.bus = bus;
        this.bucket = bucket;
        this.options = options;
        this.bucketName = bucketName;
        this.targets = targets;
        this.shortcuts = shortcuts;
        this.names = options.files().reader();
        this.metrics = new MetricReader(bus, bucket, bucketName);
        this.due = due;
        this.rest = due.iterator();
    }

    /** Answers whether S3 could be reached; never fails. */
    Future<Boolean> run() {
        return lookForFolders()
                .compose(done -> Future.join(new ArrayList<>(
                        IntStream.range(0, AT_ONCE).mapToObj(i -> next()).toList())))
                .map(done -> !isUnreachable());
    }

    /** Where many were never looked at, most may have written nothing: one listing of their folders saves one for each of those. */
    private Future<Void> lookForFolders() {
        Optional<String> parent = options.parent();
        long fresh = due.stream().filter(target -> !targets.isKnown(target)).count();
        if (parent.isEmpty() || fresh < MANY) {
            return Future.succeededFuture();
        }
        // Where it fails each is listed, and says itself what is wrong.
        return bucket.folders(parent.get())
                .onSuccess(found -> folders = found)
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private boolean isUnreachable() {
        return unreachable >= UNREACHABLE_MOST;
    }

    private Future<Void> next() {
        if (!rest.hasNext() || isUnreachable()) {
            return Future.succeededFuture();
        }
        SyncTarget target = rest.next();
        return sync(target)
                .onSuccess(done -> unreachable = 0)
                .onFailure(cause -> failed(target, cause))
                .transform(done -> next());
    }

    private Future<Void> sync(SyncTarget target) {
        return shortcuts
                .next(target)
                .map(shortcut -> syncNewest(target, shortcut))
                .orElseGet(() -> syncAll(target));
    }

    /** What was not there in the last whole listing, as far as it stands behind its newest checkpoint. */
    private Future<Void> syncNewest(SyncTarget target, Shortcut shortcut) {
        SyncFolder folder = target.folders().get(0);
        String prefix = options.prefixOf(folder.name());
        return bucket.list(prefix, shortcut.after())
                .compose(listing -> bucket.find(prefix + options.metrics().file())
                        .map(file -> Stream.concat(listing.files().stream(), file.stream())
                                .distinct()
                                .toList())
                        .map(listing::with))
                .compose(listing -> seen(target, own(listing, folder), shortcut.epoch()))
                .compose(seen -> keep(target, seen, shortcuts.isNews(target, seen.digest()), false, () -> {
                    shortcuts.saw(target, seen.digest());
                    targets.looked(target);
                }));
    }

    private static Listing own(Listing listing, SyncFolder folder) {
        return listing.only(file -> belongs(file.modifiedAt(), folder));
    }

    private Future<Void> syncAll(SyncTarget target) {
        return files(target.folders().iterator(), Listing.NOTHING)
                .compose(all -> seen(target, all, -1))
                .compose(seen -> keep(
                                target,
                                seen,
                                targets.isNews(target, seen.digest()),
                                seen.listing().whole(),
                                () -> targets.recorded(
                                        target, seen.digest(), seen.listing().note()))
                        .onSuccess(done -> shortcuts.sawAll(
                                target,
                                seen.listing(),
                                seen.found(),
                                options.prefixOf(target.folders().get(0).name()))));
    }

    /**
     * Records what a look showed, and notes that it did.
     *
     * @param whole whether what the look did not show is gone
     * @param done once all is recorded
     */
    private Future<Void> keep(SyncTarget target, Seen seen, boolean news, boolean whole, Runnable done) {
        Future<Boolean> recorded = news
                ? record(target, seen.found(), whole).compose(none -> readMetrics(target, seen))
                : Future.succeededFuture(true);
        return recorded.compose(all -> {
            // What was found is recorded before it is told that the listing ended early.
            S3Failure failure = seen.listing().failure();
            if (failure != null) {
                return Future.failedFuture(failure);
            }
            if (all) {
                done.run();
            } else {
                targets.unfinished(target, seen.listing().note());
            }
            return Future.succeededFuture();
        });
    }

    /** A folder may have a million files: a worker goes through them. */
    private Future<Seen> seen(SyncTarget target, Listing listing, long beyond) {
        return vertx.executeBlocking(
                () -> {
                    List<FoundCheckpoint> found =
                            Checkpoints.of(bucketName, names, options.metrics(), listing.files()).stream()
                                    .filter(checkpoint -> checkpoint.epoch() > beyond)
                                    .toList();
                    List<S3File> metrics = metricFiles(target, listing.files());
                    return new Seen(listing, found, metrics, Checkpoints.digest(found, metrics));
                },
                false);
    }

    private List<S3File> metricFiles(SyncTarget target, List<S3File> files) {
        Set<String> keys = target.folders().stream()
                .map(folder ->
                        options.prefixOf(folder.name()) + options.metrics().file())
                .collect(Collectors.toSet());
        return files.stream()
                .filter(file -> keys.contains(file.key()))
                .sorted(Comparator.comparing(S3File::modifiedAt))
                .toList();
    }

    /** The file that was written last is read last: where an experiment has several, it is the one that goes on. */
    private Future<Boolean> readMetrics(SyncTarget target, Seen seen) {
        boolean anyBeside = seen.found().stream().anyMatch(checkpoint -> checkpoint.sideCar() != null);
        Future<Boolean> read = anyBeside ? metrics.sideCars(target.experimentId()) : Future.succeededFuture(true);
        for (S3File file : seen.metrics()) {
            read = read.compose(
                    before -> metrics.file(target.experimentId(), file).map(whole -> before && whole));
        }
        // Deleted while the pass ran: nobody asks for its metrics any more.
        return read.recover(
                cause -> cause instanceof Failure.NotFound ? Future.succeededFuture(true) : Future.failedFuture(cause));
    }

    /** What is below all names that the experiment has or had. */
    private Future<Listing> files(Iterator<SyncFolder> rest, Listing before) {
        // Where one ended early, what was found is recorded before that is told.
        if (!rest.hasNext() || before.failure() != null) {
            return Future.succeededFuture(before);
        }
        SyncFolder folder = rest.next();
        return list(options.prefixOf(folder.name())).compose(listing -> files(rest, before.and(own(listing, folder))));
    }

    private Future<Listing> list(String prefix) {
        return folders == null || folders.contains(prefix)
                ? bucket.list(prefix, null)
                : Future.succeededFuture(Listing.NOTHING);
    }

    private static boolean belongs(Instant modified, SyncFolder folder) {
        return (folder.from() == null || !modified.isBefore(folder.from()))
                && (folder.until() == null || modified.isBefore(folder.until()));
    }

    private Future<Void> record(SyncTarget target, List<FoundCheckpoint> found, boolean whole) {
        if (found.isEmpty() && !target.known()) {
            return Future.succeededFuture();
        }
        List<String> uris = target.folders().stream()
                .map(folder -> "s3://" + bucketName + "/" + options.prefixOf(folder.name()))
                .toList();
        List<List<FoundCheckpoint>> portions = Checkpoints.portions(found);
        return record(
                        target.experimentId(),
                        portions.isEmpty() ? List.of(List.of()) : portions,
                        0,
                        0,
                        whole ? uris : null)
                // Deleted while the pass ran: nobody asks for its checkpoints any more.
                .recover(cause ->
                        cause instanceof Failure.NotFound ? Future.succeededFuture() : Future.failedFuture(cause));
    }

    /** Each portion shows the epochs from behind the one before to its last; the last one all the rest. */
    private Future<Void> record(
            long experimentId, List<List<FoundCheckpoint>> portions, int at, long from, @Nullable List<String> uris) {
        if (at == portions.size()) {
            return Future.succeededFuture();
        }
        List<FoundCheckpoint> portion = portions.get(at);
        boolean last = at == portions.size() - 1;
        long to = last ? Long.MAX_VALUE : portion.get(portion.size() - 1).epoch();
        Whole whole = uris == null ? null : new Whole(from, to, uris);
        return bus.request(new CheckpointRequest.RecordCheckpoints(experimentId, portion, whole))
                .compose(written -> record(experimentId, portions, at + 1, last ? to : to + 1, uris));
    }

    private void failed(SyncTarget target, Throwable cause) {
        boolean gone = cause instanceof S3Failure failure && failure.isUnreachable();
        unreachable = gone ? unreachable + 1 : 0;
        String sentence = String.valueOf(cause.getMessage());
        targets.failed(target, sentence);
        if (!told) {
            told = true;
            LOG.atWarn()
                    .addKeyValue("experiment", target.experimentId())
                    .addKeyValue("cause", sentence)
                    .log("checkpoints could not be synced; they are looked for again");
        }
    }
}
