package dev.skydeck.reconciler;

import dev.skydeck.messages.Event;
import dev.skydeck.messages.LaunchRequest;
import dev.skydeck.messages.ReconcilerRequest;
import dev.skydeck.messages.SkyPilotRequest;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reconciler: listens, keeps the lease, and has every experiment that something happened to looked at. Used on one event
 * loop.
 */
final class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final int PAGE = 50;
    /** Each that is launched is a change, which has the next ones looked at. */
    private static final int NEXT_IN_TURN = 2;

    private static final long PASS_RETRY_MILLIS = 1_000;
    private static final long BARRIER_ASK_MILLIS = 5_000;
    private static final long BARRIER_RETRY_MILLIS = 1_000;
    private static final long TICK_MILLIS = 5_000;
    /** This process stood still so long that it must begin like one that was started just now. */
    private static final long STANDSTILL_NANOS = Duration.ofSeconds(30).toNanos();

    private final Bus bus;
    private final Timers timers;
    private final ReconcilerOptions options;
    private final Runnable lost;
    private final Memory memory;
    private final Lease lease;
    private final Steps steps;
    private final KeyedQueue queue;
    private boolean acting;
    private boolean passing;
    private boolean passAgain;
    private boolean asking;
    private long lastRevision = -1;
    private long lastTick;

    /** @param lost called when another reconciler turns out to act: this one is to be ended */
    Reconciler(Bus bus, Timers timers, ReconcilerOptions options, Steps.Decider decider, Runnable lost) {
        this.bus = bus;
        this.timers = timers;
        this.options = options;
        this.lost = lost;
        memory = new Memory(timers.nanoTime());
        lease = new Lease(bus, timers);
        steps = new Steps(bus, lease, memory, options.policy(), decider, timers);
        queue = new KeyedQueue(timers, steps::step);
    }

    /** Completes without a store; fails when another reconciler holds the lease. */
    Future<?> start() {
        return listen().compose(listening -> serve()).compose(serving -> lease.take(this::begin, this::lost));
    }

    Future<?> stop() {
        acting = false;
        queue.close();
        return lease.end();
    }

    private Future<?> listen() {
        return Future.all(
                bus.subscribe(Event.Changed.class, this::changed),
                bus.subscribe(Event.Observed.class, this::observed),
                bus.subscribe(Event.LaunchEvidence.class, this::evidence));
    }

    private Future<Void> serve() {
        return bus.serve(ReconcilerRequest.class)
                .on(
                        ReconcilerRequest.ReconcileNow.class,
                        request -> acting().map(none -> {
                            pass();
                            return true;
                        }))
                .on(
                        ReconcilerRequest.Explain.class,
                        request -> acting().compose(none -> steps.explain(request.experimentId())))
                .start();
    }

    private void begin() {
        acting = true;
        lastTick = timers.nanoTime();
        pass();
        passBarrier();
        timers.every(options.interval().toMillis(), this::pass);
        timers.every(TICK_MILLIS, this::tick);
    }

    private void lost() {
        acting = false;
        queue.close();
        LOG.atError().log("this reconciler stops: another one acts");
        lost.run();
    }

    private Future<Void> acting() {
        return acting
                ? Future.succeededFuture()
                : Future.failedFuture(new Failure.Unavailable(
                        Failure.Unavailable.Reason.UNABLE, "The reconciler waits for the store to give it its lease."));
    }

    private void changed(Event.Changed event) {
        boolean gap = lastRevision >= 0 && event.revision() > lastRevision + 1;
        lastRevision = Math.max(lastRevision, event.revision());
        if (gap || event.cut()) {
            pass();
        }
        Stream.of(
                        event.experiments().stream().map(Experiment::id),
                        event.launches().stream().map(Launch::experimentId),
                        event.jobs().stream().flatMap(job -> Stream.ofNullable(job.experimentId())))
                .flatMap(ids -> ids)
                .distinct()
                .forEach(this::nudge);
        // Whatever changed may have made room, or moved somebody forward.
        memory.nextInTurn(NEXT_IN_TURN).forEach(this::nudge);
    }

    private void observed(Event.Observed event) {
        if (memory.observed(event, timers.nanoTime())) {
            LOG.atInfo().log("the whole queue was read: launches are allowed");
            pass();
        } else if (event.complete() && !event.cluster()) {
            // Fewer jobs than there were had raised the barrier again; here they all are.
            passBarrier();
        }
        memory.needingReadings().forEach(this::nudgeLater);
    }

    private void evidence(Event.LaunchEvidence event) {
        memory.evidence(event, timers.nanoTime()).ifPresent(this::nudge);
    }

    private void nudge(long experimentId) {
        if (acting) {
            queue.nudge(experimentId);
        }
    }

    private void nudgeLater(long experimentId) {
        if (acting) {
            queue.nudgeLater(experimentId);
        }
    }

    /** Has every experiment stepped that a step would do something about; a second wish during a pass is one more pass. */
    private void pass() {
        if (!acting) {
            return;
        }
        if (passing) {
            passAgain = true;
            return;
        }
        passing = true;
        passAgain = false;
        pages(0).onComplete(done -> {
            passing = false;
            if (done.failed()) {
                LOG.atWarn()
                        .addKeyValue("cause", done.cause().getMessage())
                        .log("a full pass failed and is tried again");
                timers.once(PASS_RETRY_MILLIS, this::pass);
            } else if (passAgain) {
                pass();
            }
        });
    }

    private Future<Void> pages(long after) {
        return bus.request(new LaunchRequest.ReadViews(after, PAGE)).compose(page -> {
            page.views().stream()
                    .filter(view -> !memory.viewed(view, timers.nanoTime()) || !steps.isSettled(view))
                    .forEach(view -> nudgeLater(view.experiment().id()));
            long last = page.views().stream()
                    .mapToLong(view -> view.experiment().id())
                    .max()
                    .orElse(after);
            return page.more() && last > after ? pages(last) : Future.succeededFuture();
        });
    }

    /** Asks for a reading of the whole queue until one came: nothing is launched before. */
    private void passBarrier() {
        if (asking || !acting || memory.isBarrierPassed()) {
            return;
        }
        asking = true;
        bus.request(new SkyPilotRequest.PollNow(true)).onComplete(answer -> {
            long pause = answer.succeeded() ? BARRIER_ASK_MILLIS : BARRIER_RETRY_MILLIS;
            timers.once(pause, () -> {
                asking = false;
                passBarrier();
            });
        });
    }

    private void tick() {
        long now = timers.nanoTime();
        if (now - lastTick > STANDSTILL_NANOS) {
            LOG.atWarn().log("this process stood still; the queue is read anew before anything is launched");
            memory.forgetReadings(now);
            passBarrier();
        }
        lastTick = now;
    }
}
