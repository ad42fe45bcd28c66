package dev.skydeck.skypilot.logs;

import dev.skydeck.messages.LogRequest.LogPart;
import dev.skydeck.messages.LogRequest.ReadLog;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.JobKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers for the logs of jobs. However many read a log, SkyPilot is asked for it once, and only while somebody reads; a reader
 * that is slow reads the disk later. Belongs to one context.
 */
public final class Logs {
    private static final Logger LOG = LoggerFactory.getLogger(Logs.class);
    private static final long LOOK_MILLIS = 5_000;
    private static final long KEEP_AGAIN_MILLIS = TimeUnit.SECONDS.toMillis(30);
    private static final long SWEEP_MILLIS = TimeUnit.MINUTES.toMillis(5);
    private static final long UNREAD_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Vertx vertx;
    private final LogSource source;
    private final SpoolShelf shelf;
    private final LogLimits limits;
    private final Map<LogPlace, LogReading> readings = new HashMap<>();
    private final LogKeeper keeper;
    /** The cluster of each server's number that is asked, empty for that of the managed jobs: logs of others are only on disk. */
    private final Map<Long, Optional<String>> asked = new HashMap<>();

    /** @param folder where logs are kept; made when need be */
    public Logs(Vertx vertx, LogSource source, Path folder, LogLimits limits) {
        this.vertx = vertx;
        this.source = source;
        this.shelf = new SpoolShelf(folder, limits);
        this.limits = limits;
        this.keeper = new LogKeeper(
                vertx, KEEP_AGAIN_MILLIS, place -> reading(place).compose(reading -> kept(place, reading)));
    }

    /** Begins to close streams that nobody reads, and to make room on disk. */
    public void start() {
        vertx.setPeriodic(LOOK_MILLIS, tick -> closeUnread());
        vertx.setPeriodic(SWEEP_MILLIS, tick -> sweep());
    }

    /**
     * @param number the store's number of what is asked
     * @param cluster a cluster; null for the server and its managed jobs
     */
    public void connected(long number, @Nullable String cluster) {
        asked.values().removeIf(other -> other.equals(Optional.ofNullable(cluster)));
        asked.put(number, Optional.ofNullable(cluster));
    }

    /** Keeps the whole log of a job that has ended, so that it can be read when SkyPilot has forgotten it. */
    public void keep(LogPlace place) {
        keeper.keep(place);
    }

    /** Ends the streams of earlier attempts: what SkyPilot shows now is another log. */
    public void superseded(JobKey job, int newest) {
        readings.forEach((place, reading) -> {
            if (place.job().equals(job) && place.attempt() < newest && reading.feed != null) {
                reading.superseded = true;
                reading.feed.stop();
            }
        });
    }

    /** See {@link ReadLog}. */
    public Future<LogPart> read(ReadLog request) {
        LogPlace place = new LogPlace(request.job(), request.attempt());
        return reading(place).compose(reading -> {
            reading.readNanos = System.nanoTime();
            String refusal = feed(place, reading, request);
            return refusal == null
                    ? reading.part(request)
                    : Future.failedFuture(new Failure.Unavailable(Failure.Unavailable.Reason.UNABLE, refusal));
        });
    }

    private Future<LogReading> reading(LogPlace place) {
        LogReading known = readings.get(place);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        Set<LogPlace> written = Set.copyOf(readings.keySet());
        return vertx.executeBlocking(() -> shelf.spool(place, written), false)
                .map(spool -> readings.computeIfAbsent(place, none -> new LogReading(vertx, spool)));
    }

    /** Sees to it that SkyPilot is read where need be; a sentence when it cannot be. */
    private @Nullable String feed(LogPlace place, LogReading reading, ReadLog request) {
        LogFeed feed = reading.feed;
        boolean live = request.current()
                && !reading.superseded
                && asked.containsKey(place.job().server())
                && !reading.spool.isComplete();
        boolean follow = request.follow() && !request.over();
        if (!live || (!request.begun() && !follow)) {
            return null;
        }
        if (feed != null && reading.isFed()) {
            // One that does not follow ends by itself; then the follower begins its own.
            return null;
        }
        boolean rested = feed == null || System.nanoTime() - reading.endedNanos > RETRY_NANOS;
        boolean again = feed == null
                || (follow && !feed.follows() && feed.end() instanceof LogFeed.End.Finished)
                || (rested
                        && (feed.end() instanceof LogFeed.End.Broken
                                || request.from().isEmpty()));
        if (again) {
            if (streams() >= limits.mostStreams()) {
                return "SkyDeck follows " + limits.mostStreams() + " logs already, as many as it is allowed to.";
            }
            begin(reading, place, follow, request.over());
        }
        return null;
    }

    private long streams() {
        return readings.values().stream().filter(LogReading::isFed).count();
    }

    private void begin(LogReading reading, LogPlace place, boolean follow, boolean over) {
        String cluster =
                asked.getOrDefault(place.job().server(), Optional.empty()).orElse(null);
        LogFeed feed = new LogFeed(
                vertx,
                source,
                reading.spool,
                new LogSource.Target(cluster, place.job().jobId()),
                follow,
                reading::changed,
                end -> ended(reading, end, follow || over));
        reading.feed = feed;
        feed.start();
    }

    private void ended(LogReading reading, LogFeed.End end, boolean toTheEnd) {
        reading.endedNanos = System.nanoTime();
        boolean whole =
                toTheEnd && end instanceof LogFeed.End.Finished finished && finished.code() != LogReading.UNKNOWN_JOB;
        Future<Void> marked = !whole
                ? Future.succeededFuture()
                : vertx.executeBlocking(
                        () -> {
                            reading.spool.complete();
                            return null;
                        },
                        false);
        marked.onFailure(failure -> LOG.atError().setCause(failure).log("a log's end could not be written"))
                .onComplete(done -> reading.changed());
    }

    private void closeUnread() {
        long now = System.nanoTime();
        readings.entrySet().removeIf(entry -> {
            LogReading reading = entry.getValue();
            boolean unread = now - reading.readNanos > UNREAD_NANOS && !keeper.isBusyWith(entry.getKey());
            if (unread && reading.feed != null) {
                reading.feed.stop();
            }
            return unread;
        });
    }

    private void sweep() {
        Set<LogPlace> written = Set.copyOf(readings.keySet());
        vertx.executeBlocking(
                        () -> {
                            shelf.sweep(written);
                            return null;
                        },
                        false)
                .onFailure(failure -> LOG.atError().setCause(failure).log("old logs could not be removed"));
    }

    private Future<Void> kept(LogPlace place, LogReading reading) {
        if (reading.spool.isComplete() || !asked.containsKey(place.job().server())) {
            return Future.succeededFuture();
        }
        if (!reading.isFed()) {
            begin(reading, place, false, true);
        }
        return reading.untilEnd();
    }
}
