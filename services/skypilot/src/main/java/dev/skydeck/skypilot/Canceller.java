package dev.skydeck.skypilot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skydeck.messages.LaunchRequest.RecordCancelOutcome;
import dev.skydeck.messages.SkyPilotRequest.CancelJob;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.model.AdoptedJob;
import dev.skydeck.messages.model.CancelOutcome;
import dev.skydeck.messages.model.LaunchToken;
import dev.skydeck.messages.model.ObservedJob;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cancels jobs by id, and only those that were seen to carry the launch's token since the connection was last lost. */
final class Canceller {
    private static final Logger LOG = LoggerFactory.getLogger(Canceller.class);

    private final Bus bus;
    private final SkyPilotClient client;
    private final Queue queue;
    private final ClusterClient clusters;
    private final Knowledge knowledge;
    private final Lane lane;
    private final Poller poller;

    Canceller(Bus bus, SkyPilotClient client, Knowledge knowledge, Lane lane, Poller poller) {
        this.bus = bus;
        this.client = client;
        this.queue = new Queue(client, knowledge);
        this.clusters = new ClusterClient(client);
        this.knowledge = knowledge;
        this.lane = lane;
        this.poller = poller;
    }

    Future<Boolean> cancel(CancelJob request) {
        verified(request)
                .compose(ours -> ours ? send(request) : Future.succeededFuture(notOurs(request)))
                .otherwise(failure -> new CancelOutcome.NotSent(String.valueOf(failure.getMessage())))
                .onSuccess(outcome -> {
                    LOG.atInfo()
                            .addKeyValue("launch", request.launchId())
                            .addKeyValue("job", request.jobId())
                            .addKeyValue("outcome", outcome.getClass().getSimpleName())
                            .log("a cancel was handled");
                    bus.request(new RecordCancelOutcome(request.launchId(), outcome))
                            .onFailure(failure -> LOG.atWarn()
                                    .addKeyValue("launch", request.launchId())
                                    .addKeyValue("reason", failure.getMessage())
                                    .log("a cancel's outcome was not taken"));
                    poller.soon();
                });
        return Future.succeededFuture(true);
    }

    private Future<Boolean> verified(CancelJob request) {
        String cluster = request.cluster();
        if (cluster != null) {
            // Another cluster may have the name by now, with other jobs: looked at each time.
            return lane.run(() -> clusters.jobs(cluster))
                    .map(jobs -> jobs instanceof ClusterClient.Jobs.Rows rows && carriesToken(rows.rows(), request));
        }
        if (request.adopted() == null && knowledge.isOurs(request.server(), request.jobId(), request.token())) {
            return Future.succeededFuture(true);
        }
        return lane.run(() -> queue.byIds(List.of(request.jobId()))).map(rows -> {
            knowledge.saw(request.server(), rows);
            return carriesToken(rows, request);
        });
    }

    private static boolean carriesToken(List<ObservedJob> rows, CancelJob request) {
        return rows.stream().filter(row -> row.jobId() == request.jobId()).anyMatch(row -> isMeant(row, request));
    }

    /** An adopted job carries no token of ours; its name and the time of its submission are what it was adopted by. */
    private static boolean isMeant(ObservedJob row, CancelJob request) {
        AdoptedJob adopted = request.adopted();
        if (adopted == null) {
            return request.token().equals(row.metadata().get(LaunchToken.METADATA_KEY));
        }
        return adopted.name().equals(Objects.requireNonNullElse(row.name(), ""))
                && (adopted.submittedAt() == null || adopted.submittedAt().equals(row.submittedAt()));
    }

    private Future<CancelOutcome> send(CancelJob request) {
        ObjectNode body = SkyPilotClient.body();
        body.putArray("job_ids").add(request.jobId());
        if (request.cluster() != null) {
            body.put("cluster_name", request.cluster());
        }
        return client.send(request.cluster() == null ? "/jobs/cancel" : "/cancel", body)
                .map(Canceller::outcome);
    }

    private static CancelOutcome notOurs(CancelJob request) {
        return new CancelOutcome.Refused("Job " + request.jobId()
                + " is not this launch's: it does not carry its token, or is not the one that was adopted. It was not"
                + " cancelled.");
    }

    private static CancelOutcome outcome(SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Accepted accepted) {
            return new CancelOutcome.Accepted(accepted.requestId());
        }
        if (outcome instanceof SendOutcome.Refused refused) {
            return new CancelOutcome.Refused(refused.sentence());
        }
        if (outcome instanceof SendOutcome.NotSent notSent) {
            return new CancelOutcome.NotSent(notSent.sentence());
        }
        return new CancelOutcome.Unclear(((SendOutcome.Unclear) outcome).sentence());
    }
}
