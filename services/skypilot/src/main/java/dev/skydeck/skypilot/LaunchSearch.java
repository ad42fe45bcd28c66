package dev.skydeck.skypilot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skydeck.messages.Event.LaunchEvidence;
import dev.skydeck.messages.ObservationRequest.ObservationStart;
import dev.skydeck.messages.ObservationRequest.Scope;
import dev.skydeck.messages.ObservationRequest.UnresolvedLaunch;
import dev.skydeck.messages.SkyPilotRequest.LookUpLaunch;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.model.Evidence;
import dev.skydeck.messages.model.LaunchToken;
import dev.skydeck.messages.model.ObservedJob;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Looks for a launch whose answer was lost: among the requests first, then in the queue by the job name's suffix, then
 * for a job that must be there. Only all three together say that it is not there.
 */
final class LaunchSearch {
    private static final Set<String> ACTIVE = Set.of("PENDING", "RUNNING", "WAITING");

    private final Bus bus;
    private final SkyPilotClient client;
    private final Queue queue;
    private final Observer observer;
    private final Knowledge knowledge;
    private final Lane lane;
    private final Poller poller;

    LaunchSearch(Bus bus, SkyPilotClient client, Observer observer, Knowledge knowledge, Lane lane, Poller poller) {
        this.bus = bus;
        this.client = client;
        this.queue = new Queue(client);
        this.observer = observer;
        this.knowledge = knowledge;
        this.lane = lane;
        this.poller = poller;
    }

    /** One launch's requests among those that the server knows. */
    private record Requests(boolean active, boolean known) {}

    Future<Boolean> lookUp(LookUpLaunch request) {
        lane.run(() -> look(request.launchId()));
        return Future.succeededFuture(true);
    }

    private Future<Void> look(long launchId) {
        long asked = System.nanoTime();
        return observer.begin()
                .compose(start -> {
                    Optional<UnresolvedLaunch> launch = start.unresolved().stream()
                            .filter(one -> one.launchId() == launchId)
                            .findFirst();
                    return launch.isEmpty() ? Future.<Void>succeededFuture() : look(start, launch.get(), asked);
                })
                .otherwise(failure -> {
                    publish(launchId, Evidence.UNCLEAR, false, asked, String.valueOf(failure.getMessage()));
                    return null;
                });
    }

    private Future<Void> look(ObservationStart start, UnresolvedLaunch launch, long asked) {
        return client.requests()
                .map(all -> requestsOf(launch, all))
                .compose(requests -> queue.named(suffix(launch))
                        .compose(named -> control(start)
                                .compose(control -> conclude(start, launch, requests, named, control, asked))));
    }

    private Future<Void> conclude(
            ObservationStart start,
            UnresolvedLaunch launch,
            Requests requests,
            Queue.Reading named,
            List<ObservedJob> control,
            long asked) {
        List<ObservedJob> rows = new ArrayList<>(named.rows());
        rows.addAll(control);
        Queue.Reading reading = new Queue.Reading(rows, named.complete(), named.totalNoFilter());
        boolean found = named.rows().stream()
                .anyMatch(row -> launch.token().equals(row.metadata().get(LaunchToken.METADATA_KEY)));
        boolean controlled = named.complete()
                && (named.totalNoFilter() == null || named.totalNoFilter() >= start.totalNoFilter())
                && (start.control().isEmpty()
                        || control.stream()
                                .anyMatch(row ->
                                        Queue.isControl(row, start.control().get())));
        // What was seen is recorded before anybody is told, so that whoever hears of it finds it in the store.
        return observer.record(Scope.SOME, start, reading, asked, poller.pause())
                .map(recorded -> {
                    boolean missing = !requests.known();
                    if (found) {
                        publish(launch.launchId(), Evidence.FOUND, missing, asked, "Its job is in the queue.");
                    } else if (requests.active()) {
                        publish(
                                launch.launchId(),
                                Evidence.REQUEST_ACTIVE,
                                missing,
                                asked,
                                "SkyPilot still works on the request.");
                    } else if (controlled) {
                        publish(
                                launch.launchId(),
                                Evidence.ABSENT,
                                missing,
                                asked,
                                "Neither requests nor queue show it.");
                    } else {
                        publish(
                                launch.launchId(),
                                Evidence.UNCLEAR,
                                missing,
                                asked,
                                "The queue does not show a job that must be there.");
                    }
                    return null;
                });
    }

    private Future<List<ObservedJob>> control(ObservationStart start) {
        return start.control()
                .map(control -> queue.byIds(List.of(control.jobId())))
                .orElseGet(() -> Future.succeededFuture(List.of()));
    }

    private static Requests requestsOf(UnresolvedLaunch launch, JsonNode all) {
        boolean active = false;
        boolean known = false;
        for (JsonNode request : all) {
            boolean ours = request.path("request_id").asText("").equals(launch.requestId())
                    || request.path("request_body").asText("").contains(launch.token());
            known |= ours;
            active |= ours && ACTIVE.contains(request.path("status").asText(""));
        }
        return new Requests(active, known);
    }

    private static String suffix(UnresolvedLaunch launch) {
        return launch.jobName().substring(launch.jobName().lastIndexOf('-') + 1);
    }

    private void publish(long launchId, Evidence evidence, boolean requestMissing, long asked, String reason) {
        bus.publish(new LaunchEvidence(
                launchId,
                evidence,
                requestMissing,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked),
                knowledge.settle().toMillis(),
                reason));
    }
}
