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
import dev.skydeck.messages.time.Timers;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a launch whose answer was lost: among the requests first, then in the queue by the job name's suffix, then
 * for a job that must be there. Only all three together say that it is not there.
 */
final class LaunchSearch {
    /** Any other word may mean that it is still worked on. */
    private static final Set<String> ENDED = Set.of("SUCCEEDED", "FAILED", "CANCELLED");

    private final Bus bus;
    private final Timers timers;
    private final SkyPilotClient client;
    private final Queue queue;
    private final Observer observer;
    private final Knowledge knowledge;
    private final Lane lane;
    private final Poller poller;
    private final ClusterPoll clusters;
    private final Set<Long> waiting = new HashSet<>();

    LaunchSearch(
            Bus bus,
            Timers timers,
            SkyPilotClient client,
            Observer observer,
            Knowledge knowledge,
            Lane lane,
            Poller poller,
            ClusterPoll clusters) {
        this.bus = bus;
        this.timers = timers;
        this.client = client;
        this.queue = new Queue(client, knowledge);
        this.observer = observer;
        this.knowledge = knowledge;
        this.lane = lane;
        this.poller = poller;
        this.clusters = clusters;
    }

    /** One launch's requests among those that the server knows. */
    private record Requests(boolean active, boolean known, boolean succeeded) {
        /** Before they were read. */
        static final Requests UNKNOWN = new Requests(false, true, false);
    }

    Future<Boolean> lookUp(LookUpLaunch request) {
        // One that waits will look late enough for whoever asks again.
        if (waiting.add(request.launchId())) {
            lane.run(() -> {
                waiting.remove(request.launchId());
                return look(request.launchId());
            });
        }
        return Future.succeededFuture(true);
    }

    private Future<Void> look(long launchId) {
        long asked = timers.nanoTime();
        return observer.begin()
                .compose(start -> {
                    Optional<UnresolvedLaunch> launch = start.unresolved().stream()
                            .filter(one -> one.launchId() == launchId)
                            .findFirst();
                    return launch.isEmpty() ? Future.<Void>succeededFuture() : look(start, launch.get(), asked);
                })
                .otherwise(failure -> {
                    publish(launchId, Evidence.UNCLEAR, Requests.UNKNOWN, asked, String.valueOf(failure.getMessage()));
                    return null;
                });
    }

    private Future<Void> look(ObservationStart start, UnresolvedLaunch launch, long asked) {
        return client.requests()
                .map(all -> requestsOf(launch, all))
                .compose(requests -> onCluster(launch)
                        .compose(look -> queue.named(suffix(launch))
                                .compose(named -> control(start, named)
                                        .compose(control ->
                                                conclude(start, launch, requests, look, named, control, asked)))));
    }

    /** The queue of the cluster that it was sent to; a managed job is on none. */
    private Future<ClusterPoll.Look> onCluster(UnresolvedLaunch launch) {
        return launch.cluster() == null
                ? Future.succeededFuture(new ClusterPoll.Look(List.of(), true, false))
                : clusters.look(launch.cluster(), poller.pause());
    }

    private Future<Void> conclude(
            ObservationStart start,
            UnresolvedLaunch launch,
            Requests requests,
            ClusterPoll.Look look,
            Queue.Reading named,
            Queue.Reading control,
            long asked) {
        List<ObservedJob> rows = new ArrayList<>(named.rows());
        control.rows().stream().filter(row -> !rows.contains(row)).forEach(rows::add);
        Queue.Reading reading = new Queue.Reading(rows, named.complete(), named.totalNoFilter());
        boolean found = Stream.concat(named.rows().stream(), look.rows().stream())
                .anyMatch(row -> launch.token().equals(row.metadata().get(LaunchToken.METADATA_KEY)));
        // A job is put on a cluster last of all: a request that failed while it made the cluster put none there.
        boolean noneThere = look.clear() || (look.making() && requests.known());
        boolean controlled = noneThere
                && named.complete()
                && control.complete()
                && isSameOrMore(start.totalNoFilter(), named.totalNoFilter())
                && isSameOrMore(named.totalNoFilter(), control.totalNoFilter());
        // What was seen is recorded before anybody is told, so that whoever hears of it finds it in the store.
        return observer.record(Scope.SOME, start, reading, asked, poller.pause())
                .map(recorded -> {
                    if (found) {
                        publish(launch.launchId(), Evidence.FOUND, requests, asked, "Its job is in the queue.");
                    } else if (requests.active()) {
                        publish(
                                launch.launchId(),
                                Evidence.REQUEST_ACTIVE,
                                requests,
                                asked,
                                "SkyPilot still works on the request.");
                    } else if (requests.succeeded()) {
                        publish(
                                launch.launchId(),
                                Evidence.UNCLEAR,
                                requests,
                                asked,
                                "SkyPilot says that it made a job, and does not show it.");
                    } else if (controlled) {
                        publish(
                                launch.launchId(),
                                Evidence.ABSENT,
                                requests,
                                asked,
                                "Neither requests nor queue show it.");
                    } else {
                        publish(
                                launch.launchId(),
                                Evidence.UNCLEAR,
                                requests,
                                asked,
                                "The queue could not be read whole, or shows fewer jobs than it must have.");
                    }
                    return null;
                });
    }

    /** Where no job is known that must be there, only the total speaks for the server. */
    private Future<Queue.Reading> control(ObservationStart start, Queue.Reading named) {
        return start.control()
                .map(queue::control)
                .orElseGet(() -> Future.succeededFuture(new Queue.Reading(List.of(), true, named.totalNoFilter())));
    }

    /** A total that shrinks, or is not told, means that something else may have answered. */
    private static boolean isSameOrMore(@Nullable Long before, @Nullable Long after) {
        return before != null && after != null && after >= before;
    }

    private static Requests requestsOf(UnresolvedLaunch launch, JsonNode all) {
        boolean active = false;
        boolean known = false;
        boolean succeeded = false;
        for (JsonNode request : all) {
            boolean ours = request.path("request_id").asText("").equals(launch.requestId())
                    || request.path("request_body").asText("").contains(launch.token());
            known |= ours;
            String status = request.path("status").asText("");
            active |= ours && !ENDED.contains(status);
            succeeded |= ours && status.equals("SUCCEEDED");
        }
        return new Requests(active, known, succeeded);
    }

    private static String suffix(UnresolvedLaunch launch) {
        return launch.jobName().substring(launch.jobName().lastIndexOf('-') + 1);
    }

    private void publish(long launchId, Evidence evidence, Requests requests, long asked, String reason) {
        bus.publish(new LaunchEvidence(
                launchId,
                evidence,
                !requests.known(),
                requests.active(),
                TimeUnit.NANOSECONDS.toMillis(timers.nanoTime() - asked),
                knowledge.settle().toMillis(),
                reason));
    }
}
