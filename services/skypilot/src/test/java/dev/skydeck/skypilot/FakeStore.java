package dev.skydeck.skypilot;

import dev.skydeck.messages.ClusterRequest;
import dev.skydeck.messages.ClusterRequest.ClustersStart;
import dev.skydeck.messages.LaunchRequest;
import dev.skydeck.messages.LaunchRequest.ClaimSend;
import dev.skydeck.messages.LaunchRequest.RecordCancelOutcome;
import dev.skydeck.messages.LaunchRequest.RecordLaunchOutcome;
import dev.skydeck.messages.ObservationRequest;
import dev.skydeck.messages.ObservationRequest.BeginObservation;
import dev.skydeck.messages.ObservationRequest.ObservationRecorded;
import dev.skydeck.messages.ObservationRequest.ObservationStart;
import dev.skydeck.messages.ObservationRequest.RecordObservation;
import dev.skydeck.messages.TaskTemplateRequest;
import dev.skydeck.messages.TaskTemplateRequest.TaskSource;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.model.CancelOutcome;
import dev.skydeck.messages.model.ExperimentSpec;
import dev.skydeck.messages.model.Flags;
import dev.skydeck.messages.model.Launch;
import dev.skydeck.messages.model.LaunchOutcome;
import dev.skydeck.messages.model.LaunchState;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The part of the store that the service needs, on the real bus. It keeps what it was told, in order. */
final class FakeStore {
    static final String TOKEN = "sd1:abc123:7:2:k7f2q5abcdefg";

    /** Requests, and events that a test adds. */
    final List<Object> heard = new CopyOnWriteArrayList<>();

    volatile ObservationStart start = new ObservationStart(10, 1, List.of(), Optional.empty(), -1, List.of());
    volatile ClustersStart clusters = new ClustersStart(List.of(), List.of());
    volatile Launch launch = launch(0);
    /** Stored task templates of the launch. */
    volatile List<String> templates = List.of();

    volatile @Nullable Failure claimFails;
    /** How many outcomes the store cannot take before it takes one. */
    final AtomicInteger untaken = new AtomicInteger();

    FakeStore(Bus bus) {
        Await.result(bus.serve(ObservationRequest.class)
                .on(BeginObservation.class, request -> Future.succeededFuture(start))
                .on(RecordObservation.class, request -> {
                    heard.add(request);
                    return Future.succeededFuture(new ObservationRecorded(11, 0));
                })
                .start());
        Await.result(bus.serve(LaunchRequest.class)
                .on(ClaimSend.class, request -> {
                    heard.add(request);
                    Failure failure = claimFails;
                    return failure == null ? Future.succeededFuture(launch) : Future.failedFuture(failure);
                })
                .on(RecordLaunchOutcome.class, this::keep)
                .on(RecordCancelOutcome.class, this::keep)
                .on(LaunchRequest.TakeLease.class, request -> unused())
                .on(LaunchRequest.RenewLease.class, request -> unused())
                .on(LaunchRequest.ReleaseLease.class, request -> unused())
                .on(LaunchRequest.ReadViews.class, request -> unused())
                .on(LaunchRequest.ReadView.class, request -> unused())
                .on(LaunchRequest.OpenLaunch.class, request -> unused())
                .on(LaunchRequest.RenewIntent.class, request -> unused())
                .on(LaunchRequest.AbandonLaunch.class, request -> unused())
                .on(LaunchRequest.RecordCancel.class, request -> unused())
                .on(LaunchRequest.SetConditions.class, request -> unused())
                .on(LaunchRequest.StopByRule.class, request -> unused())
                .on(LaunchRequest.DeclareAbsent.class, request -> unused())
                .start());
        Await.result(bus.serve(ClusterRequest.class)
                .on(ClusterRequest.BeginClusters.class, request -> Future.succeededFuture(clusters))
                .on(ClusterRequest.RecordClusters.class, request -> heard(request, 0))
                .on(ClusterRequest.RecordClusterCosts.class, request -> heard(request, 0))
                .on(ClusterRequest.RecordClusterOutcome.class, request -> heard(request, true))
                .on(ClusterRequest.EndJobs.class, request -> heard(request, 0))
                .on(ClusterRequest.ListClusters.class, request -> unused())
                .on(ClusterRequest.AdoptCluster.class, request -> unused())
                .start());
        Await.result(bus.serve(TaskTemplateRequest.class)
                .on(
                        TaskTemplateRequest.ReadLaunchTask.class,
                        request -> Future.succeededFuture(
                                new TaskSource(launch.spec(), launch.token(), launch.jobName(), 0, templates)))
                .on(
                        TaskTemplateRequest.ReadExperimentTask.class,
                        request -> Future.succeededFuture(
                                new TaskSource(launch.spec(), "sd1:preview", "lr-preview", 0, templates)))
                .on(TaskTemplateRequest.ListTaskTemplates.class, request -> unused())
                .on(TaskTemplateRequest.ReadTaskTemplate.class, request -> unused())
                .on(TaskTemplateRequest.WriteTaskTemplate.class, request -> unused())
                .on(TaskTemplateRequest.DeleteTaskTemplate.class, request -> unused())
                .start());
    }

    private <T> Future<T> heard(Object request, T answer) {
        heard.add(request);
        return Future.succeededFuture(answer);
    }

    static Launch launch(int gpus) {
        ExperimentSpec spec = new ExperimentSpec(
                "lr", "python train.py", null, null, Flags.NONE, 1, gpus, null, null, null, false, null, null, false);
        return launch(spec);
    }

    static Launch launch(ExperimentSpec spec) {
        return new Launch(
                4,
                7,
                2,
                TOKEN,
                "lr-k7f2q5",
                LaunchState.SENT,
                1,
                1,
                spec,
                null,
                null,
                null,
                false,
                0,
                null,
                null,
                null,
                Instant.EPOCH,
                null,
                null,
                false);
    }

    <E> List<E> heard(Class<E> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<LaunchOutcome> outcomes() {
        return heard(RecordLaunchOutcome.class).stream()
                .map(RecordLaunchOutcome::outcome)
                .toList();
    }

    List<CancelOutcome> cancels() {
        return heard(RecordCancelOutcome.class).stream()
                .map(RecordCancelOutcome::outcome)
                .toList();
    }

    private Future<Launch> keep(Object request) {
        if (untaken.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return Future.failedFuture(new Failure.Unavailable(Failure.Unavailable.Reason.UNABLE, "The disk is full."));
        }
        heard.add(request);
        return Future.succeededFuture(launch);
    }

    private static <T> Future<T> unused() {
        return Future.failedFuture(new Failure.NotFound("This is not asked here."));
    }
}
