package dev.skydeck.skypilot;

import dev.skydeck.messages.Event.SourceReport;
import dev.skydeck.messages.ObservationRequest.ControlJob;
import dev.skydeck.messages.ObservationRequest.ObservationStart;
import dev.skydeck.messages.ObservationRequest.Scope;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.JobStatus;
import dev.skydeck.messages.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When to read the queue. A real server spends seconds of processor time on every reading, so the pause follows what the
 * last one cost; the sandbox says what it is and is read each second.
 */
final class Poller {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    private static final Duration FLOOR = Duration.ofSeconds(10);
    private static final Duration SANDBOX_FLOOR = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofMillis(1_500);
    private static final Duration SANDBOX_SOON = Duration.ofMillis(200);
    private static final Duration WHOLE_EVERY = Duration.ofMinutes(10);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    /** How soon a controller that was blind is looked at again. */
    private static final Duration BLIND_AGAIN = Duration.ofMinutes(1);

    private static final int COST_FACTOR = 4;

    private final Timers timers;
    private final RandomGenerator random;
    private final Bus bus;
    private final SkyPilotClient client;
    private final Queue queue;
    private final Observer observer;
    private final Knowledge knowledge;
    private final Lane lane;
    private final Duration maxPause;
    private final ClusterPoll clusters;
    private final ClusterPoll.OnReading onReading;
    private final ControllerProbe probe;

    private Duration pause = FIRST_RETRY;
    private long timer = -1;
    private boolean queued;
    private boolean reading;
    private boolean readingWhole;
    /** When a poll would show our newest act, by our clock; null when one has. */
    private @Nullable Long soonNanos;

    private long dueNanos;
    private long costNanos;
    private boolean wholeWanted = true;
    private long wholeNanos;
    private int failures;
    private @Nullable Long goodNanos;
    private @Nullable String error;
    /** That the job controller is blind; null while it sees. */
    private @Nullable String blind;

    private long probedNanos;

    /** @param onReading told of each reading that was recorded */
    Poller(
            Timers timers,
            RandomGenerator random,
            Bus bus,
            SkyPilotClient client,
            Observer observer,
            Knowledge knowledge,
            Lane lane,
            Duration maxPause,
            ClusterPoll clusters,
            ClusterPoll.OnReading onReading) {
        this.timers = timers;
        this.random = random;
        this.bus = bus;
        this.client = client;
        this.queue = new Queue(client, knowledge);
        this.observer = observer;
        this.knowledge = knowledge;
        this.lane = lane;
        this.maxPause = maxPause;
        this.clusters = clusters;
        this.onReading = onReading;
        this.probe = new ControllerProbe(client);
    }

    Duration pause() {
        return pause;
    }

    /** Polls at once, or joins the poll that is in flight or waits for the lane, unless it asks for more than that. */
    void now(boolean whole) {
        if (reading && (readingWhole || !whole)) {
            return;
        }
        wholeWanted |= whole;
        timers.cancel(timer);
        if (queued) {
            return;
        }
        queued = true;
        lane.run(this::poll).onComplete(done -> next());
    }

    /**
     * Polls soon, after something of ours that will show in the queue. A poll that is asked before that cannot show it, so
     * another follows; further acts of ours do not put off the one that was planned.
     */
    void soon() {
        long at = timers.nanoTime() + (knowledge.isSandbox() ? SANDBOX_SOON : SOON).toNanos();
        soonNanos = at;
        if (!reading && !queued && dueNanos - at > 0) {
            schedule(untilSoon(at));
        }
    }

    private void next() {
        reading = false;
        if (!queued) {
            Long at = soonNanos;
            schedule(at == null ? pause : untilSoon(at));
        }
    }

    /** Many acts of ours in a row must not keep the server busy with nothing but our readings. */
    private Duration untilSoon(long at) {
        Duration until = Duration.ofNanos(Math.max(costNanos, at - timers.nanoTime()));
        return until.compareTo(pause) < 0 ? until : pause;
    }

    void report() {
        Long good = goodNanos;
        Long age = good == null ? null : TimeUnit.NANOSECONDS.toMillis(timers.nanoTime() - good);
        bus.publish(new SourceReport("skypilot", age, pause.toMillis(), error));
    }

    private void schedule(Duration delay) {
        timers.cancel(timer);
        dueNanos = timers.nanoTime() + delay.toNanos();
        timer = timers.once(Math.max(1, delay.toMillis()), () -> now(false));
    }

    private Future<Void> poll() {
        queued = false;
        reading = true;
        long asked = timers.nanoTime();
        Long soon = soonNanos;
        if (soon != null && asked - soon >= 0) {
            soonNanos = null;
        }
        boolean whole = wholeWanted || asked - wholeNanos > WHOLE_EVERY.toNanos();
        readingWhole = whole;
        return client.refreshLogin()
                .compose(refreshed -> connected())
                .compose(health -> observer.begin())
                .onSuccess(start -> knowledge.isNumber(start.server()))
                .compose(start -> (whole ? queue.whole(start) : queue.alive(start)).compose(reading -> {
                    adapt(start, reading, timers.nanoTime() - asked);
                    return observer.record(whole ? Scope.WHOLE : Scope.ALIVE, start, reading, asked, pause)
                            .compose(done -> {
                                settle(start, whole, reading, asked);
                                // Who asks from here on wants to see more than this reading has shown.
                                this.reading = false;
                                onReading.saw(null, start, reading);
                                return clusters(whole, reading.complete())
                                        .compose(read -> isProbeDue(whole) ? probe(reading) : Future.succeededFuture());
                            });
                }))
                .otherwise(failure -> {
                    fail(failure);
                    return null;
                })
                .onComplete(done -> report())
                .mapEmpty();
    }

    /** What is the matter with a cluster is told; the server itself is well. */
    private Future<Void> clusters(boolean whole, boolean controlled) {
        return clusters.read(whole, controlled, pause).otherwise(failure -> {
            if (error == null && failure instanceof ReadFailed read) {
                error = read.sentence();
            }
            return null;
        });
    }

    private boolean isProbeDue(boolean whole) {
        return whole || (blind != null && timers.nanoTime() - probedNanos > BLIND_AGAIN.toNanos());
    }

    private Future<Void> probe(Queue.Reading reading) {
        probedNanos = timers.nanoTime();
        return probe.look(reading.rows()).map(found -> {
            String before = blind;
            blind = found.orElse(null);
            if (Objects.equals(error, before)) {
                error = blind;
            }
            return null;
        });
    }

    /** Asks for the server's health once per connection. */
    private Future<ServerHealth> connected() {
        ServerHealth known = knowledge.health();
        return known != null ? Future.succeededFuture(known) : client.health().onSuccess(knowledge::connected);
    }

    private void adapt(ObservationStart start, Queue.Reading reading, long cost) {
        costNanos = cost;
        boolean active = !start.unresolved().isEmpty()
                || clusters.isActive()
                || reading.rows().stream().anyMatch(row -> !JobStatus.isTerminal(row));
        Duration floor = knowledge.isSandbox() ? SANDBOX_FLOOR : FLOOR;
        Duration byCost = Duration.ofNanos(cost).multipliedBy(COST_FACTOR);
        Duration least = byCost.compareTo(floor) > 0 ? byCost : floor;
        Duration idle = pause.multipliedBy(3).dividedBy(2);
        Duration next = active ? least : idle.compareTo(least) > 0 ? idle : least;
        pause = next.compareTo(maxPause) < 0 ? next : maxPause;
    }

    /** Whether the server has more new jobs than the reading of living ones shows: some came and ended since the last one. */
    private static boolean hasUnseen(ObservationStart start, Queue.Reading reading) {
        Long total = reading.totalNoFilter();
        long newest = start.control().map(ControlJob::jobId).orElse(0L);
        long seen = reading.rows().stream().filter(row -> row.jobId() > newest).count();
        return total != null && start.totalNoFilter() >= 0 && total - start.totalNoFilter() > seen;
    }

    private void settle(ObservationStart start, boolean whole, Queue.Reading reading, long asked) {
        failures = 0;
        knowledge.loggedIn();
        goodNanos = asked;
        error = reading.complete()
                ? blind
                : "The SkyPilot server at " + client.url() + " shows fewer jobs than it must have: is another database"
                        + " behind it, or a part of the list missing?";
        if (whole && reading.complete()) {
            wholeWanted = false;
            wholeNanos = asked;
        }
        if (!whole && hasUnseen(start, reading)) {
            wholeWanted = true;
        }
    }

    private void fail(Throwable failure) {
        if (failure instanceof Failure.Unavailable ours) {
            // Our own store is away; the server is as well as before.
            LOG.atDebug().log(ours.sentence());
        } else {
            knowledge.lost();
            wholeWanted = true;
            if (failure instanceof ReadFailed read && read.isLogin()) {
                knowledge.loggedOut(read.sentence());
            }
        }
        error = failure instanceof ReadFailed read
                ? read.sentence()
                : failure instanceof Failure ours ? ours.sentence() : "SkyPilot could not be read: " + failure;
        if (!(failure instanceof ReadFailed) && !(failure instanceof Failure)) {
            LOG.atError().setCause(failure).log("a poll failed");
        }
        Duration backOff = FIRST_RETRY.multipliedBy(1L << Math.min(failures++, 10));
        Duration capped = backOff.compareTo(maxPause) < 0 ? backOff : maxPause;
        pause = capped.plusMillis(random.nextLong(200));
    }
}
