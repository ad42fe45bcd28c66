package dev.skydeck.reconciler;

import dev.skydeck.messages.Event;
import dev.skydeck.messages.LaunchRequest;
import dev.skydeck.messages.ReconcilerRequest;
import dev.skydeck.messages.SkyPilotRequest;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Launch;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reconciler's service: listens, keeps the lease, and has every experiment that something happened to looked at.
 * Completes its start without a store; fails it when another reconciler holds the lease.
 */
public final class ReconcilerVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcilerVerticle.class);
    private static final int PAGE = 50;
    private static final long PASS_RETRY_MILLIS = 1_000;
    private static final long BARRIER_ASK_MILLIS = 5_000;
    private static final long BARRIER_RETRY_MILLIS = 1_000;
    private static final long TICK_MILLIS = 5_000;
    /** This process stood still so long that it must begin like one that was started just now. */
    private static final long STANDSTILL_NANOS = Duration.ofSeconds(30).toNanos();

    private final ReconcilerOptions options;
    private final LongSupplier clock;
    private Bus bus;
    private Memory memory;
    private Lease lease;
    private KeyedQueue queue;
    private boolean acting;
    private boolean passing;
    private boolean passAgain;
    private boolean asking;
    private long lastRevision = -1;
    private long lastTick;

    public ReconcilerVerticle(ReconcilerOptions options) {
        this(options, System::nanoTime);
    }

    // Vert.x calls start() before anything else.
    @SuppressWarnings("NullAway.Init")
    ReconcilerVerticle(ReconcilerOptions options, LongSupplier clock) {
        this.options = options;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        bus = new Bus(vertx);
        memory = new Memory(clock.getAsLong());
        lease = new Lease(vertx, bus, clock);
        Steps steps = new Steps(bus, lease, memory, options.policy(), clock);
        queue = new KeyedQueue(vertx, steps::step);
        return listen().compose(listening -> serve()).compose(serving -> lease.take(this::begin, this::lost));
    }

    @Override
    public Future<?> stop() {
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
                .on(ReconcilerRequest.ReconcileNow.class, request -> reconcileNow())
                .start();
    }

    private void begin() {
        acting = true;
        lastTick = clock.getAsLong();
        pass();
        passBarrier();
        vertx.setPeriodic(options.interval().toMillis(), id -> pass());
        vertx.setPeriodic(TICK_MILLIS, id -> tick());
    }

    private void lost() {
        acting = false;
        queue.close();
        LOG.atError().log("this reconciler stops: another one acts");
        vertx.undeploy(context.deploymentID());
    }

    private Future<Boolean> reconcileNow() {
        if (!acting) {
            return Future.failedFuture(new Failure.Unavailable(
                    Failure.Unavailable.Reason.UNABLE, "The reconciler waits for the store to give it its lease."));
        }
        pass();
        return Future.succeededFuture(true);
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
    }

    private void observed(Event.Observed event) {
        if (memory.observed(event, clock.getAsLong())) {
            LOG.atInfo().log("the whole queue was read: launches are allowed");
            pass();
        }
        memory.needingReadings().forEach(this::nudge);
    }

    private void evidence(Event.LaunchEvidence event) {
        memory.evidence(event, clock.getAsLong()).ifPresent(this::nudge);
    }

    private void nudge(long experimentId) {
        if (acting) {
            queue.nudge(experimentId);
        }
    }

    /** Looks at every experiment that is not settled; a second wish during a pass is one more pass. */
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
                vertx.setTimer(PASS_RETRY_MILLIS, id -> pass());
            } else if (passAgain) {
                pass();
            }
        });
    }

    private Future<Void> pages(long after) {
        return bus.request(new LaunchRequest.ReadViews(after, PAGE)).compose(page -> {
            page.views().forEach(view -> {
                memory.viewed(view, clock.getAsLong());
                nudge(view.experiment().id());
            });
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
            vertx.setTimer(pause, id -> {
                asking = false;
                passBarrier();
            });
        });
    }

    private void tick() {
        long now = clock.getAsLong();
        if (now - lastTick > STANDSTILL_NANOS) {
            LOG.atWarn().log("this process stood still; the queue is read anew before anything is launched");
            memory.forgetReadings(now);
            passBarrier();
        }
        lastTick = now;
    }
}
