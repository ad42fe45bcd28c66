package dev.skydeck.gateway.view;

import dev.skydeck.messages.model.Checkpoint;
import dev.skydeck.messages.model.FlagValue;
import dev.skydeck.messages.model.Flags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A checkpoint as clients see it: the first SkyDeck's fields in its order, then ours. */
public record CheckpointView(
        long experimentId,
        long epoch,
        @Nullable String modelPath,
        List<String> replayPaths,
        Flags metrics,
        String createdAt,
        String syncedAt,
        @Nullable String observatoryUrl,
        @Nullable String policyVersion,
        @Nullable String policyId,
        @Nullable String policyVersionId,
        @Nullable Long size,
        @Nullable String uri,
        String lastModified,
        @Nullable String goneAt,
        @Nullable String metricsProblem) {

    public static CheckpointView of(Checkpoint checkpoint) {
        String uri = checkpoint.uri().isEmpty() ? null : checkpoint.uri();
        return new CheckpointView(
                checkpoint.experimentId(),
                checkpoint.epoch(),
                uri,
                checkpoint.replays(),
                numbers(checkpoint.metrics()),
                Times.plain(checkpoint.modifiedAt()),
                Times.plain(checkpoint.syncedAt()),
                checkpoint.policy().observatoryUrl(),
                checkpoint.policy().version(),
                checkpoint.policy().policyId(),
                checkpoint.policy().policyVersionId(),
                checkpoint.size(),
                uri,
                Times.zoned(checkpoint.modifiedAt()),
                Times.zonedOrNull(checkpoint.goneAt()),
                checkpoint.metricsProblem());
    }

    /** An imported file may hold anything there. */
    private static Flags numbers(Flags metrics) {
        Map<String, FlagValue> numbers = new LinkedHashMap<>(metrics.values());
        numbers.values().removeIf(value -> !(value instanceof FlagValue.Int || value instanceof FlagValue.Dec));
        return new Flags(numbers);
    }
}
