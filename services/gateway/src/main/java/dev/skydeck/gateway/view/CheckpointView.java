package dev.skydeck.gateway.view;

import dev.skydeck.messages.model.Checkpoint;
import dev.skydeck.messages.model.Flags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A checkpoint as clients see it: the first SkyDeck's fields in its order, then ours. */
public record CheckpointView(
        long experimentId,
        long epoch,
        String modelPath,
        List<String> replayPaths,
        Flags metrics,
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
                checkpoint.metrics(),
                Times.plain(checkpoint.modifiedAt()),
                Times.plain(checkpoint.syncedAt()),
                checkpoint.policy().observatoryUrl(),
                checkpoint.policy().version(),
                checkpoint.policy().policyId(),
                checkpoint.policy().policyVersionId(),
                checkpoint.size(),
                checkpoint.uri(),
                Times.zoned(checkpoint.modifiedAt()));
    }
}
