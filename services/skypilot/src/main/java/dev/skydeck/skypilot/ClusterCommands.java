package dev.skydeck.skypilot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skydeck.messages.ClusterRequest.RecordClusterOutcome;
import dev.skydeck.messages.ClusterRequest.RecordClusters;
import dev.skydeck.messages.SkyPilotRequest.EndCluster;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.model.ClusterName;
import dev.skydeck.messages.model.JobStatus;
import dev.skydeck.messages.model.ObservedCluster;
import dev.skydeck.messages.model.ObservedJob;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops clusters and takes them down: only the very one that was meant, and only while nothing runs on it. */
final class ClusterCommands {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterCommands.class);

    private final Bus bus;
    private final SkyPilotClient client;
    private final ClusterClient clusters;
    private final Observer observer;
    private final Lane lane;
    private final Poller poller;
    private final Set<String> underway = new HashSet<>();

    ClusterCommands(
            Bus bus, SkyPilotClient client, ClusterClient clusters, Observer observer, Lane lane, Poller poller) {
        this.bus = bus;
        this.client = client;
        this.clusters = clusters;
        this.observer = observer;
        this.lane = lane;
        this.poller = poller;
    }

    Future<Boolean> end(EndCluster request) {
        // SkyPilot takes minutes over one; asked again meanwhile it would only wait for its own lock.
        if (ClusterName.isController(request.name()) || !underway.add(request.hash())) {
            return Future.succeededFuture(false);
        }
        lane.run(() -> obstacle(request))
                .compose(obstacle -> obstacle != null ? Future.succeededFuture(obstacle) : send(request))
                .otherwise(failure -> String.valueOf(failure.getMessage()))
                .onSuccess(trouble -> {
                    underway.remove(request.hash());
                    record(request, trouble);
                    poller.soon();
                });
        return Future.succeededFuture(true);
    }

    /** Looks by name what would be ended. Gives why it must not be, or null. */
    private Future<@Nullable String> obstacle(EndCluster request) {
        return clusters.one(request.name())
                .compose(found -> bus.request(new RecordClusters(
                                observer.identity(),
                                Optional.of(request.name()),
                                found.stream().toList()))
                        .compose(recorded -> obstacle(request, found)));
    }

    private Future<@Nullable String> obstacle(EndCluster request, Optional<ObservedCluster> found) {
        if (found.isEmpty() || !found.get().hash().equals(request.hash())) {
            return Future.succeededFuture("The cluster " + request.name() + " is no longer there.");
        }
        if (!ClusterPoll.isUp(found.get())) {
            return Future.succeededFuture(null);
        }
        return clusters.jobs(request.name())
                .map(jobs ->
                        jobs instanceof ClusterClient.Jobs.Rows rows ? running(request.name(), rows.rows()) : null);
    }

    private static @Nullable String running(String cluster, List<ObservedJob> jobs) {
        return jobs.stream()
                .filter(job -> !JobStatus.isTerminal(job))
                .findFirst()
                .map(job -> "Job " + job.jobId() + " of " + (job.userName() == null ? "somebody" : job.userName())
                        + " is still on the cluster " + cluster + ".")
                .orElse(null);
    }

    /** Gives what SkyPilot said against it, or null. */
    private Future<@Nullable String> send(EndCluster request) {
        ObjectNode body = SkyPilotClient.body().put("cluster_name", request.name());
        return client.send(request.down() ? "/down" : "/stop", body).compose(outcome -> {
            LOG.atInfo()
                    .addKeyValue("cluster", request.name())
                    .addKeyValue("down", request.down())
                    .addKeyValue("outcome", outcome.getClass().getSimpleName())
                    .log("the end of a cluster was handed over");
            return outcome instanceof SendOutcome.Accepted accepted
                    ? client.result(accepted.requestId()).map(ClusterCommands::trouble)
                    : Future.succeededFuture(sentence(outcome));
        });
    }

    private static @Nullable String trouble(RequestResult result) {
        if (result instanceof RequestResult.Failed failed) {
            return failed.sentence();
        }
        // What came of one that was cancelled, or that the server forgot, the next reading shows.
        return null;
    }

    private static String sentence(SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Refused refused) {
            return refused.sentence();
        }
        if (outcome instanceof SendOutcome.NotSent notSent) {
            return notSent.sentence();
        }
        return ((SendOutcome.Unclear) outcome).sentence();
    }

    private void record(EndCluster request, @Nullable String trouble) {
        bus.request(new RecordClusterOutcome(request.name(), request.hash(), trouble))
                .onFailure(failure -> LOG.atWarn()
                        .addKeyValue("cluster", request.name())
                        .addKeyValue("reason", failure.getMessage())
                        .log("what came of ending a cluster was not taken"));
    }
}
