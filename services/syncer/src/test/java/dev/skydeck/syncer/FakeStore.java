package dev.skydeck.syncer;

import dev.skydeck.messages.CheckpointRequest;
import dev.skydeck.messages.CheckpointRequest.PolicyPage;
import dev.skydeck.messages.CheckpointRequest.PolicyTarget;
import dev.skydeck.messages.CheckpointRequest.SyncPage;
import dev.skydeck.messages.CheckpointRequest.SyncTarget;
import dev.skydeck.messages.MetricRequest;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.bus.VertxBus;
import dev.skydeck.messages.model.Written;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that has targets and takes checkpoints, and what a policy registry says of them. */
public final class FakeStore extends VerticleBase {
    final List<SyncTarget> targets = new CopyOnWriteArrayList<>();
    final List<CheckpointRequest.RecordCheckpoints> recorded = new CopyOnWriteArrayList<>();
    final Set<Long> refused = ConcurrentHashMap.newKeySet();
    /** For whom a policy registry is to be asked, by experiment. */
    public final Map<Long, PolicyTarget> questions = new ConcurrentSkipListMap<>();

    /** How often it was asked which questions are open, and when its answer leaves. */
    public final AtomicInteger looks = new AtomicInteger();

    public volatile Future<?> lookEnds = Future.succeededFuture();
    public final List<CheckpointRequest.RecordPolicy> policies = new CopyOnWriteArrayList<>();

    final List<MetricRequest.EpochSideCar> sideCars = new CopyOnWriteArrayList<>();
    final Map<Long, MetricRequest.ReadSideCar> read = new ConcurrentHashMap<>();
    final Map<String, MetricRequest.MetricFileState> files = new ConcurrentHashMap<>();
    final List<MetricRequest.RecordMetrics> portions = new CopyOnWriteArrayList<>();

    @Override
    public Future<?> start() {
        return new VertxBus(vertx)
                .serve(CheckpointRequest.class)
                .on(CheckpointRequest.ListSyncTargets.class, request -> {
                    List<SyncTarget> rest = targets.stream()
                            .filter(target -> target.experimentId() > request.after())
                            .toList();
                    // Small pages, so that tests go through several.
                    List<SyncTarget> page = rest.stream().limit(2).toList();
                    return Future.succeededFuture(new SyncPage(page, rest.size() > page.size()));
                })
                .on(CheckpointRequest.RecordCheckpoints.class, request -> {
                    if (refused.contains(request.experimentId())) {
                        return Future.failedFuture(
                                new Failure.Unavailable(Failure.Unavailable.Reason.UNABLE, "The disk is full."));
                    }
                    recorded.add(request);
                    return Future.succeededFuture(
                            new Written<>(1, request.found().size()));
                })
                .on(CheckpointRequest.ListPolicyTargets.class, request -> {
                    PolicyPage page = open(request.after());
                    looks.incrementAndGet();
                    return lookEnds.map(page);
                })
                .on(CheckpointRequest.RecordPolicy.class, this::record)
                .on(
                        CheckpointRequest.GetCheckpoint.class,
                        request -> Future.failedFuture(new Failure.NotFound("Not in this fake.")))
                .on(
                        CheckpointRequest.GetCadence.class,
                        request -> Future.failedFuture(new Failure.NotFound("Not in this fake.")))
                .on(
                        CheckpointRequest.ListCheckpoints.class,
                        request -> Future.failedFuture(new Failure.NotFound("Not in this fake.")))
                .start()
                .compose(checkpoints -> serveMetrics());
    }

    private Future<Void> serveMetrics() {
        return new VertxBus(vertx)
                .serve(MetricRequest.class)
                .on(
                        MetricRequest.ListSideCars.class,
                        request -> Future.succeededFuture(new MetricRequest.SideCars(sideCars.stream()
                                .filter(one -> !read.containsKey(one.epoch()))
                                .limit(request.limit())
                                .toList())))
                .on(MetricRequest.RecordSideCars.class, request -> {
                    request.read().forEach(one -> read.put(one.epoch(), one));
                    return Future.succeededFuture(
                            new Written<>(1, request.read().size()));
                })
                .on(
                        MetricRequest.GetMetricFile.class,
                        request -> Future.succeededFuture(
                                files.getOrDefault(request.uri(), new MetricRequest.MetricFileState(0, null, null))))
                .on(MetricRequest.RecordMetrics.class, request -> {
                    portions.add(request);
                    MetricRequest.FilePart part = request.part();
                    files.put(request.uri(), new MetricRequest.MetricFileState(part.to(), part.tail(), part.version()));
                    return Future.succeededFuture(new Written<>(1, part.lines().size()));
                })
                .on(
                        MetricRequest.ListMetrics.class,
                        request -> Future.failedFuture(new Failure.NotFound("Not in this fake.")))
                .start();
    }

    private PolicyPage open(long after) {
        List<PolicyTarget> rest = questions.values().stream()
                .filter(target -> target.experimentId() > after)
                .toList();
        List<PolicyTarget> page = rest.stream().limit(2).toList();
        return new PolicyPage(page, rest.size() > page.size());
    }

    private Future<Written<Integer>> record(CheckpointRequest.RecordPolicy request) {
        policies.add(request);
        return questions.remove(request.experimentId()) == null
                ? Future.failedFuture(new Failure.NotFound("There is no such experiment."))
                : Future.succeededFuture(new Written<>(1, 1));
    }

    /** The epochs recorded for that experiment, in the order in which they came. */
    List<Long> epochs(long experimentId) {
        return recorded.stream()
                .filter(request -> request.experimentId() == experimentId)
                .flatMap(request -> request.found().stream())
                .map(found -> found.epoch())
                .toList();
    }
}
