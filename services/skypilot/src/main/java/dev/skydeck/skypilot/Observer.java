package dev.skydeck.skypilot;

import dev.skydeck.messages.ObservationRequest.BeginObservation;
import dev.skydeck.messages.ObservationRequest.ObservationRecorded;
import dev.skydeck.messages.ObservationRequest.ObservationStart;
import dev.skydeck.messages.ObservationRequest.RecordObservation;
import dev.skydeck.messages.ObservationRequest.Scope;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.model.ClusterIdentity;
import dev.skydeck.messages.model.ObservedJob;
import dev.skydeck.messages.model.ServerIdentity;
import dev.skydeck.messages.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Brings readings into the store: asks first what it knows, then sends the rows in chunks. */
final class Observer {
    private final Bus bus;
    private final Timers timers;
    private final ServerIdentity identity;
    private final Knowledge knowledge;

    Observer(Bus bus, Timers timers, ServerIdentity identity, Knowledge knowledge) {
        this.bus = bus;
        this.timers = timers;
        this.identity = identity;
        this.knowledge = knowledge;
    }

    ServerIdentity identity() {
        return identity;
    }

    /** For the queue of a cluster. */
    Observer of(ClusterIdentity cluster) {
        return new Observer(bus, timers, identity.of(cluster), knowledge);
    }

    Future<ObservationStart> begin() {
        return bus.request(new BeginObservation(identity));
    }

    /** @param askedNanos when the reading was asked for, by our clock */
    Future<ObservationRecorded> record(
            Scope scope, ObservationStart start, Queue.Reading reading, long askedNanos, Duration pause) {
        knowledge.saw(start.server(), reading.rows());
        List<List<ObservedJob>> chunks = Chunks.of(reading.rows());
        String id = UUID.randomUUID().toString();
        Future<ObservationRecorded> sent = Future.succeededFuture(new ObservationRecorded(start.revision(), 0));
        for (int i = 0; i < chunks.size(); i++) {
            int chunk = i;
            sent = sent.compose(before -> bus.request(new RecordObservation(
                    id,
                    identity,
                    scope,
                    start.revision(),
                    TimeUnit.NANOSECONDS.toMillis(timers.nanoTime() - askedNanos),
                    reading.complete(),
                    chunk,
                    chunks.size(),
                    chunks.get(chunk),
                    reading.totalNoFilter(),
                    pause.toMillis(),
                    knowledge.settle().toMillis())));
        }
        return sent;
    }
}
