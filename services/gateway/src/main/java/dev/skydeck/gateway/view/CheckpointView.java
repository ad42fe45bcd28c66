package dev.skydeck.gateway.view;

import dev.skydeck.messages.model.Checkpoint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A checkpoint as clients see it: the first SkyDeck's fields in its order, then ours. */
public record CheckpointView(
        long experimentId,
        long epoch,
        String modelPath,
        List<String> replayPaths,
        Map<String, Double> metrics,
        String createdAt,
        String syncedAt,
        @Nullable String observatoryUrl,
        @Nullable String policyVersion,
        @Nullable String policyId,
        @Nullable String policyVersionId,
        @Nullable Long size,
        String uri,
        String lastModified) {

    public static CheckpointView of(Checkpoint checkpoint) {
        return new CheckpointView(
                checkpoint.experimentId(),
                checkpoint.epoch(),
                checkpoint.uri(),
                checkpoint.replays(),
                Map.of(),
                Times.plain(checkpoint.modifiedAt()),
                Times.plain(checkpoint.syncedAt()),
                null,
                null,
                null,
                null,
                checkpoint.size(),
                checkpoint.uri(),
                Times.zoned(checkpoint.modifiedAt()));
    }
}
