package dev.skydeck.launcher;

import dev.skydeck.syncer.FilePatterns;
import java.util.Optional;

/**
 * The section {@code checkpoints} of the configuration file: {@code patterns} and {@code replay_patterns}, see {@link FilePatterns}, and
 * {@code resume_flag}.
 */
final class CheckpointSection {
    private static final String[] FIELDS = {"patterns", "replay_patterns", "resume_flag"};

    private CheckpointSection() {}

    /** The flag that takes the URI of a checkpoint to go on from; empty when none is named. */
    static Optional<String> resumeFlag(ConfigFile file) {
        return file.root().entry("checkpoints").only(FIELDS).textOrNone("resume_flag");
    }

    /** @throws StartRefused if a pattern is none */
    static FilePatterns files(ConfigFile file) {
        ConfigEntry section = file.root().entry("checkpoints").only(FIELDS);
        try {
            return new FilePatterns(
                    section.textsOrNone("patterns").orElse(FilePatterns.ORIGINAL.checkpoints()),
                    section.textsOrNone("replay_patterns").orElse(FilePatterns.ORIGINAL.replays()));
        } catch (IllegalArgumentException e) {
            throw section.refused(String.valueOf(e.getMessage()));
        }
    }
}
