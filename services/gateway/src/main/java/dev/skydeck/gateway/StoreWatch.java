package dev.skydeck.gateway;

import dev.skydeck.gateway.board.BoardCache;
import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.stream.EventStreams;
import dev.skydeck.messages.ClusterRequest.ListClusters;
import dev.skydeck.messages.InstallationRequest.Installation;
import dev.skydeck.messages.InstallationRequest.ReadInstallation;
import dev.skydeck.messages.bus.Bus;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the store now and then, since events may be lost: a newer revision without its event makes every client load
 * again, and so does another file under the store.
 */
final class StoreWatch {
    private static final Logger LOG = LoggerFactory.getLogger(StoreWatch.class);

    private final Bus bus;
    private final Revisions revisions;
    private final BoardCache board;
    private final EventStreams streams;
    private @Nullable Installation last;
    private long awaited;

    /** @param bus one with a short time-out: who asks how things are does not want to wait */
    StoreWatch(Bus bus, Revisions revisions, BoardCache board, EventStreams streams) {
        this.bus = bus;
        this.revisions = revisions;
        this.board = board;
        this.streams = streams;
    }

    /** Asks the store how it is; what that says about lost events is acted on first. */
    Future<Installation> look() {
        long knownBefore = revisions.newest();
        return bus.request(new ReadInstallation()).map(now -> {
            if (isAnother(now) || now.revision() < knownBefore) {
                restart(now);
            }
            streams.begin(now.revision());
            revisions.saw(now.revision());
            last = now;
            return now;
        });
    }

    /** The regular look: an event that has been awaited since the look before is lost. */
    void lookForLostEvents() {
        look().onSuccess(now -> {
            if (streams.newest() < awaited) {
                LOG.atWarn().addKeyValue("revision", awaited).log("an event was lost; clients load again");
                streams.resync(now.revision());
            }
            awaited = now.revision();
        });
    }

    /** How many clusters the store knows; 0 when it does not say. */
    Future<Integer> clusters() {
        return bus.request(new ListClusters()).map(List::size).otherwise(0);
    }

    /** The newest answer of the store; null before the first. */
    @Nullable
    Installation last() {
        return last;
    }

    private boolean isAnother(Installation now) {
        return last != null && !last.instanceId().equals(now.instanceId());
    }

    private void restart(Installation now) {
        LOG.atWarn().addKeyValue("revision", now.revision()).log("the store's file is another one; clients load again");
        revisions.restart(now.revision());
        board.forget();
        streams.resync(now.revision());
        awaited = now.revision();
    }
}
