package dev.skydeck.gateway.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.skydeck.messages.SyncerRequest.SignedLink;
import dev.skydeck.messages.model.Cadence;
import dev.skydeck.messages.model.Checkpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints of an experiment as clients see them.
 *
 * @param cadence how regularly they come; left out behind the first page
 */
public record CheckpointsView(
        List<?> checkpoints,
        @JsonInclude(Include.NON_NULL) @Nullable CadenceView cadence) {

    public static CheckpointsView of(List<?> rows) {
        return new CheckpointsView(rows, null);
    }

    public static CheckpointsView of(List<?> rows, Cadence cadence) {
        Double seconds = cadence.millis() == null ? null : cadence.millis() / 1e3;
        return new CheckpointsView(rows, new CadenceView(cadence.epochs(), seconds, cadence.gaps()));
    }

    /** See {@link Cadence}. */
    public record CadenceView(
            @Nullable Long epochs, @Nullable Double seconds, List<Cadence.Gap> gaps) {}

    /**
     * One of them.
     *
     * @param link null when there is nothing to download any more
     */
    public record One(CheckpointView checkpoint, @Nullable Link link) {
        public static One of(Checkpoint checkpoint) {
            return new One(CheckpointView.of(checkpoint), null);
        }

        public static One of(Checkpoint checkpoint, SignedLink link) {
            return new One(CheckpointView.of(checkpoint), new Link(link.url(), Times.zoned(link.expiresAt())));
        }
    }

    /** A link with which anybody can download the file until then. */
    public record Link(String url, String expiresAt) {}
}
