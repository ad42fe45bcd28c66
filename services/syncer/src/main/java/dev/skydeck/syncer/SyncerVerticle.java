package dev.skydeck.syncer;

import dev.skydeck.messages.CheckpointRequest.ListSyncTargets;
import dev.skydeck.messages.CheckpointRequest.SyncTarget;
import dev.skydeck.messages.Event.Changed;
import dev.skydeck.messages.Event.SourceReport;
import dev.skydeck.messages.SyncerRequest;
import dev.skydeck.messages.SyncerRequest.SignLink;
import dev.skydeck.messages.SyncerRequest.SignedLink;
import dev.skydeck.messages.SyncerRequest.SyncNow;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchState;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at S3 in passes, one at a time, and says how it does. */
public final class SyncerVerticle extends VerticleBase {
    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final int PAGE = 500;

    private final SyncerOptions options;
    private final Targets targets;
    private final Shortcuts shortcuts = new Shortcuts();
    /** Ended since the last pass: what they wrote last is found now, or in the pass after. */
    private final Set<Long> ended = new HashSet<>();

    private @Nullable Bus bus;
    private @Nullable Bucket bucket;
    private boolean stopped;
    private boolean inFlight;
    private boolean again;
    private boolean everything;
    private long timer = -1;
    private int failures;
    private Duration pause;
    private @Nullable Long goodNanos;
    private @Nullable String error;

    public SyncerVerticle(SyncerOptions options) {
        this.options = options;
        this.targets = new Targets(options, System::nanoTime, new SecureRandom());
        this.pause = options.interval();
    }

    @Override
    public Future<?> start() {
        Bus ours = new VertxBus(vertx);
        bus = ours;
        return serve(ours)
                .compose(done -> ours.subscribe(Changed.class, this::onChanged))
                .onSuccess(done -> {
                    report();
                    vertx.setPeriodic(REPORT_EVERY.toMillis(), tick -> report());
                    runPass();
                });
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        Bucket open = bucket;
        return open == null ? Future.succeededFuture() : open.close();
    }

    @SuppressWarnings("unchecked")
    private Future<Void> serve(Bus ours) {
        return ours.serve((Class<SyncerRequest<?>>) (Class<?>) SyncerRequest.class)
                .on(SyncNow.class, this::syncNow)
                .on(SignLink.class, this::signLink)
                .start();
    }

    /** Opens the bucket at the first need: looking for credentials may take seconds, and may have to be tried again. */
    private Future<Bucket> open(String name) {
        Bucket open = bucket;
        return open != null
                ? Future.succeededFuture(open)
                : S3Bucket.open(vertx, options, name).onSuccess(opened -> bucket = opened);
    }

    private Future<Boolean> syncNow(SyncNow request) {
        everything = true;
        runPass();
        return Future.succeededFuture(options.bucket() != null);
    }

    private Future<SignedLink> signLink(SignLink request) {
        String name = options.bucket();
        String root = "s3://" + name + "/";
        if (name == null || !request.uri().startsWith(root)) {
            return Future.failedFuture(
                    new Failure.Conflict("The file is not in the bucket that SkyDeck reads: " + request.uri()));
        }
        String key = request.uri().substring(root.length());
        Optional<String> flaw = S3Key.flaw(key);
        if (flaw.isPresent()) {
            return Future.failedFuture(new Failure.Conflict(
                    "There is no link to a file whose key " + flaw.get() + ": " + S3Key.shown(request.uri())));
        }
        Duration works = Duration.ofSeconds(request.seconds());
        return open(name)
                .compose(open -> open.link(key, works))
                .map(url -> new SignedLink(url, Instant.now().plus(works)))
                .recover(cause -> Future.failedFuture(
                        cause instanceof S3Failure
                                ? new Failure.Unavailable(Failure.Unavailable.Reason.UNABLE, sentence(cause))
                                : cause));
    }

    private void onChanged(Changed changed) {
        for (Launch launch : changed.launches()) {
            if (launch.state() == LaunchState.CLOSED) {
                ended.add(launch.experimentId());
            }
        }
        if (!ended.isEmpty() && !inFlight) {
            schedule(SOON);
        }
    }

    private void schedule(Duration delay) {
        if (stopped || options.bucket() == null) {
            return;
        }
        vertx.cancelTimer(timer);
        timer = vertx.setTimer(Math.max(SOON.toMillis(), delay.toMillis()), tick -> runPass());
    }

    private void runPass() {
        Bus ours = bus;
        String name = options.bucket();
        if (stopped || ours == null || name == null) {
            return;
        }
        if (inFlight) {
            again = true;
            return;
        }
        inFlight = true;
        vertx.cancelTimer(timer);
        open(name)
                .compose(open -> targetsFrom(ours, 0, new ArrayList<>())
                        .compose(all -> new Pass(vertx, ours, open, options, name, targets, shortcuts, due(all)).run()))
                .onSuccess(this::settle)
                .onFailure(cause -> failed(sentence(cause)))
                .onComplete(done -> {
                    inFlight = false;
                    report();
                    schedule(again || !ended.isEmpty() ? SOON : pause);
                    again = false;
                });
    }

    private Future<List<SyncTarget>> targetsFrom(Bus ours, long after, List<SyncTarget> before) {
        return ours.request(new ListSyncTargets(after, PAGE)).compose(page -> {
            before.addAll(page.targets());
            return page.more() && !page.targets().isEmpty()
                    ? targetsFrom(
                            ours, page.targets().get(page.targets().size() - 1).experimentId(), before)
                    : Future.succeededFuture(before);
        });
    }

    private List<SyncTarget> due(List<SyncTarget> all) {
        Set<Long> now = everything ? ids(all) : ended;
        shortcuts.keepOnly(ids(all));
        // What a job wrote last may be anywhere.
        shortcuts.forget(now);
        List<SyncTarget> due = targets.due(all, now);
        everything = false;
        ended.clear();
        return due;
    }

    private static Set<Long> ids(List<SyncTarget> all) {
        return all.stream().map(SyncTarget::experimentId).collect(Collectors.toSet());
    }

    private void settle(boolean reached) {
        String failure = targets.failure().orElse(null);
        if (!reached) {
            failed(String.valueOf(failure));
            return;
        }
        failures = 0;
        // What was left out is worth a sentence, but S3 was read.
        error = failure == null ? targets.note().orElse(null) : failure;
        if (failure == null) {
            goodNanos = System.nanoTime();
        }
        pause = targets.pause();
    }

    /** Tries again after one second, and then ever later up to the interval. */
    private void failed(String sentence) {
        error = sentence;
        Duration backOff = FIRST_RETRY.multipliedBy(1L << Math.min(failures++, 10));
        pause = targets.spread(backOff.compareTo(options.interval()) < 0 ? backOff : options.interval());
    }

    private static String sentence(Throwable cause) {
        return cause instanceof Failure || cause instanceof S3Failure
                ? String.valueOf(cause.getMessage())
                : "Checkpoints could not be synced: " + cause;
    }

    private void report() {
        Bus ours = bus;
        if (ours != null) {
            Long good = goodNanos;
            Long age = good == null ? null : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - good);
            ours.publish(new SourceReport("s3", age, pause.toMillis(), error));
        }
    }
}
