package dev.skydeck.launcher;

import dev.skydeck.syncer.FilePatterns;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code checkpoints} of the configuration file.
 *
 * @param patterns of checkpoints' file names, see {@link FilePatterns}; null for the usual ones
 * @param replayPatterns of replays' file names; null for the usual ones
 */
record CheckpointSection(
        @Nullable List<String> patterns, @Nullable List<String> replayPatterns) {
    static final CheckpointSection NONE = new CheckpointSection(null, null);

    /** @throws IllegalArgumentException if a pattern is none */
    CheckpointSection {
        files(patterns, replayPatterns);
    }

    FilePatterns files() {
        return files(patterns, replayPatterns);
    }

    private static FilePatterns files(@Nullable List<String> patterns, @Nullable List<String> replayPatterns) {
        return new FilePatterns(
                Objects.requireNonNullElse(patterns, FilePatterns.ORIGINAL.checkpoints()),
                Objects.requireNonNullElse(replayPatterns, FilePatterns.ORIGINAL.replays()));
    }
}
