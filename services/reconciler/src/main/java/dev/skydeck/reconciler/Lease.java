package dev.skydeck.reconciler;

import dev.skydeck.messages.LaunchRequest;
import dev.skydeck.messages.LaunchRequest.LeaseHolder;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.time.Timers;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reconciler's lease: one reconciler acts at a time, and the store refuses the writes of any other. */
final class Lease {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final String HOST = host();
    private static final long STARTED_AT =
            ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
    private static final long RENEW_MILLIS = 5_000;
    /** As long as the store keeps a lease that is not renewed. */
    private static final long GOOD_FOR_NANOS = Duration.ofSeconds(15).toNanos();

    private static final long RELEASE_MILLIS = 1_000;
    private static final long RETRY_MILLIS = 500;
    private static final long RETRY_MOST_MILLIS = 5_000;

    private final Bus bus;
    private final Timers timers;
    private final LeaseHolder holder = new LeaseHolder(
            HOST, ProcessHandle.current().pid(), STARTED_AT, UUID.randomUUID().toString());
    private long epoch = -1;
    private long renewedNanos;
    private long timer = -1;
    private boolean ended;

    Lease(Bus bus, Timers timers) {
        this.bus = bus;
        this.timers = timers;
    }

    /** Whether this process may act: it holds the lease and renewed it lately. */
    boolean isHeld() {
        return !ended && epoch >= 0 && timers.nanoTime() - renewedNanos < GOOD_FOR_NANOS;
    }

    /** Goes with every write, so that those of an older holder are refused. */
    long epoch() {
        return epoch;
    }

    /**
     * Tries to take it. While the store cannot be reached it is tried again in the background, for ever.
     *
     * @param taken called once it is held
     * @param lost called when another process turns out to hold it
     * @return fails when another process holds it now; else completes after the first try
     */
    Future<Void> take(Runnable taken, Runnable lost) {
        return attempt(taken, lost).recover(cause -> {
            if (cause instanceof Failure.Conflict) {
                ended = true;
                return Future.failedFuture(cause);
            }
            LOG.atWarn().addKeyValue("cause", cause.getMessage()).log("the lease is not to be had yet");
            retry(RETRY_MILLIS, taken, lost);
            return Future.succeededFuture();
        });
    }

    /** Gives it back; never fails. */
    Future<Void> end() {
        ended = true;
        timers.cancel(timer);
        return epoch < 0 ? Future.succeededFuture() : release(epoch);
    }

    // A store that is gone as well must not hold up the stop.
    private Future<Void> release(long value) {
        return timers.within(bus.request(new LaunchRequest.ReleaseLease(value)), RELEASE_MILLIS)
                .otherwise(false)
                .mapEmpty();
    }

    private Future<Void> attempt(Runnable taken, Runnable lost) {
        long asked = timers.nanoTime();
        return bus.request(new LaunchRequest.TakeLease(holder))
                .onSuccess(value -> {
                    if (ended) {
                        release(value);
                        return;
                    }
                    epoch = value;
                    renewedNanos = asked;
                    timer = timers.every(RENEW_MILLIS, () -> renew(lost));
                    taken.run();
                })
                .mapEmpty();
    }

    private void retry(long millis, Runnable taken, Runnable lost) {
        if (ended) {
            return;
        }
        timer = timers.once(
                millis,
                () -> attempt(taken, lost).onFailure(cause -> {
                    if (cause instanceof Failure.Conflict) {
                        stop(cause, "another reconciler is at work", lost);
                    } else {
                        retry(Math.min(RETRY_MOST_MILLIS, millis * 2), taken, lost);
                    }
                }));
    }

    private void stop(Throwable cause, String message, Runnable lost) {
        ended = true;
        timers.cancel(timer);
        LOG.atError().addKeyValue("cause", cause.getMessage()).log(message);
        lost.run();
    }

    private void renew(Runnable lost) {
        long asked = timers.nanoTime();
        bus.request(new LaunchRequest.RenewLease(epoch)).onComplete(answer -> {
            if (ended) {
                return;
            }
            if (answer.succeeded()) {
                renewedNanos = asked;
            } else if (answer.cause() instanceof Failure.Conflict) {
                stop(answer.cause(), "the lease was lost", lost);
            }
        });
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
