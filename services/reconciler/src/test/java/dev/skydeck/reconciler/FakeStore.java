package dev.skydeck.reconciler;

import dev.skydeck.messages.Event;
import dev.skydeck.messages.LaunchRequest;
import dev.skydeck.messages.LaunchRequest.View;
import dev.skydeck.messages.LaunchRequest.ViewPage;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.messages.model.ConditionReport;
import dev.skydeck.messages.model.Experiment;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchEnd;
import dev.skydeck.messages.model.LaunchState;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store in memory that keeps the launch protocol's promises, as far as the reconciler can see them. */
final class FakeStore extends VerticleBase {
    /** Every write that it took, by type. */
    final List<String> writes = new CopyOnWriteArrayList<>();

    /** How often it was asked for the view of one experiment, and for a page of them. */
    final AtomicInteger readViews = new AtomicInteger();

    final AtomicInteger readPages = new AtomicInteger();

    final Map<Long, List<ConditionReport>> conditions = new ConcurrentHashMap<>();

    private final Map<Long, View> views = new TreeMap<>();
    private final @Nullable String leaseHeldBy;
    private Bus bus;
    private long epoch;
    private boolean taken;
    private volatile boolean leaseLost;
    private long revision = 100;

    @SuppressWarnings("NullAway.Init")
    FakeStore(@Nullable String leaseHeldBy, View... views) {
        this.leaseHeldBy = leaseHeldBy;
        for (View view : views) {
            this.views.put(view.experiment().id(), view);
        }
    }

    FakeStore(View... views) {
        this(null, views);
    }

    void loseLease() {
        leaseLost = true;
    }

    /** The launches of the experiment, newest first. */
    synchronized List<Launch> launches(long experimentId) {
        return view(experimentId).launches();
    }

    @Override
    public Future<?> start() {
        bus = new VertxBus(vertx);
        return bus.serve(LaunchRequest.class)
                .on(LaunchRequest.TakeLease.class, request -> takeLease())
                .on(LaunchRequest.RenewLease.class, request -> renewLease())
                .on(LaunchRequest.ReleaseLease.class, request -> {
                    taken = false;
                    return Future.succeededFuture(true);
                })
                .on(LaunchRequest.ReadViews.class, this::readViews)
                .on(LaunchRequest.ReadView.class, request -> {
                    readViews.incrementAndGet();
                    return Future.succeededFuture(view(request.experimentId()));
                })
                .on(LaunchRequest.OpenLaunch.class, this::openLaunch)
                .on(LaunchRequest.ClaimSend.class, this::claim)
                .on(
                        LaunchRequest.RenewIntent.class,
                        request -> Future.failedFuture(new Failure.Conflict("It is from before this store's start.")))
                .on(
                        LaunchRequest.RecordLaunchOutcome.class,
                        request -> Future.failedFuture(new Failure.NotFound("Not in this fake.")))
                .on(LaunchRequest.AbandonLaunch.class, this::abandon)
                .on(LaunchRequest.RecordCancel.class, this::recordCancel)
                .on(
                        LaunchRequest.RecordCancelOutcome.class,
                        request -> Future.failedFuture(new Failure.NotFound("Not in this fake.")))
                .on(LaunchRequest.SetConditions.class, this::setConditions)
                .on(LaunchRequest.StopByRule.class, request -> Future.failedFuture("not asked here"))
                .on(
                        LaunchRequest.DeclareAbsent.class,
                        request -> Future.failedFuture(new Failure.Conflict("There is no launch in doubt.")))
                .start();
    }

    private synchronized Future<Long> takeLease() {
        if (leaseHeldBy != null || taken) {
            return Future.failedFuture(new Failure.Conflict("The reconciler on host " + leaseHeldBy + " is at work."));
        }
        taken = true;
        return Future.succeededFuture(++epoch);
    }

    private Future<Boolean> renewLease() {
        return leaseLost
                ? Future.failedFuture(new Failure.Conflict("Another reconciler has the lease."))
                : Future.succeededFuture(true);
    }

    private synchronized Future<ViewPage> readViews(LaunchRequest.ReadViews request) {
        readPages.incrementAndGet();
        List<View> page = views.values().stream()
                .filter(view -> view.experiment().id() > request.after())
                .limit(request.limit())
                .toList();
        return Future.succeededFuture(new ViewPage(page, false));
    }

    private synchronized View view(long experimentId) {
        View view = views.get(experimentId);
        if (view == null) {
            throw new Failure.NotFound("No experiment " + experimentId + ".");
        }
        return view;
    }

    private synchronized Future<Launch> openLaunch(LaunchRequest.OpenLaunch request) {
        View view = view(request.experimentId());
        long newest = view.launches().stream().findFirst().map(Launch::id).orElse(0L);
        if (request.epoch() != epoch || newest != request.newestLaunch()) {
            return Future.failedFuture(new Failure.Conflict("Something changed."));
        }
        if (view.launches().stream().anyMatch(launch -> launch.state().isOpen())) {
            return Future.failedFuture(new Failure.Conflict("A launch is open."));
        }
        Experiment experiment = view.experiment();
        Launch launch = new Launch(
                newest + 1,
                experiment.id(),
                newest + 1,
                Given.token(experiment.id(), newest + 1),
                "exp-abcdef",
                LaunchState.INTENT,
                1,
                experiment.runRequest(),
                experiment.spec(),
                null,
                null,
                null,
                false,
                0,
                null,
                null,
                null,
                Given.THEN,
                null,
                null,
                false);
        writes.add("OpenLaunch");
        return put(launch);
    }

    private synchronized Future<Launch> claim(LaunchRequest.ClaimSend request) {
        Launch launch = launch(request.launchId());
        if (launch.state() != LaunchState.INTENT || launch.attempt() != request.attempt()) {
            return Future.failedFuture(new Failure.Conflict("It was claimed."));
        }
        writes.add("ClaimSend");
        return put(copy(launch, LaunchState.SENT, launch.cancelRecorded(), null));
    }

    private synchronized Future<Launch> abandon(LaunchRequest.AbandonLaunch request) {
        writes.add("AbandonLaunch " + request.end());
        return put(copy(launch(request.launchId()), LaunchState.ABANDONED, false, request.end()));
    }

    private synchronized Future<Launch> recordCancel(LaunchRequest.RecordCancel request) {
        writes.add("RecordCancel");
        Launch launch = launch(request.launchId());
        return put(copy(launch, launch.state(), true, null));
    }

    private synchronized Future<Experiment> setConditions(LaunchRequest.SetConditions request) {
        conditions.put(request.experimentId(), request.conditions());
        return Future.succeededFuture(view(request.experimentId()).experiment());
    }

    private Launch launch(long id) {
        return views.values().stream()
                .flatMap(view -> view.launches().stream())
                .filter(launch -> launch.id() == id)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("launch " + id));
    }

    private Future<Launch> put(Launch launch) {
        View old = view(launch.experimentId());
        List<Launch> launches = new ArrayList<>(old.launches());
        Optional<Launch> before =
                launches.stream().filter(l -> l.id() == launch.id()).findFirst();
        before.ifPresentOrElse(l -> launches.set(launches.indexOf(l), launch), () -> launches.add(0, launch));
        revision++;
        View view = new View(
                old.experiment(),
                launches,
                old.jobs(),
                old.clusters(),
                old.attempts(),
                old.progress(),
                old.turns(),
                revision,
                revision);
        views.put(launch.experimentId(), view);
        bus.publish(new Event.Changed(
                revision, List.of(), List.of(), List.of(), List.of(), List.of(launch), List.of(), false));
        return Future.succeededFuture(launch);
    }

    private static Launch copy(Launch l, LaunchState state, boolean cancelRecorded, @Nullable LaunchEnd end) {
        return new Launch(
                l.id(),
                l.experimentId(),
                l.sequence(),
                l.token(),
                l.jobName(),
                state,
                l.attempt(),
                l.runRequest(),
                l.spec(),
                l.server(),
                l.requestId(),
                l.jobId(),
                cancelRecorded,
                l.cancelAttempts(),
                end,
                l.endStatus(),
                l.reason(),
                l.openedAt(),
                l.sentAt(),
                l.closedAt(),
                false);
    }
}
