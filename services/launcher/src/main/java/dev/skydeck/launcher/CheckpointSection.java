package dev.skydeck.launcher;

import dev.skydeck.syncer.FilePatterns;

/**
 * The section {@code checkpoints} of the configuration file: {@code patterns} and {@code replay_patterns}, see {@link FilePatterns}.
 */
final class CheckpointSection {
    private CheckpointSection() {}

    /** @throws StartRefused if a pattern is none */
    static FilePatterns files(ConfigFile file) {
        ConfigEntry section = file.root().entry("checkpoints").only("patterns", "replay_patterns");
        try {
            return new FilePatterns(
                    section.textsOrNone("patterns").orElse(FilePatterns.ORIGINAL.checkpoints()),
                    section.textsOrNone("replay_patterns").orElse(FilePatterns.ORIGINAL.replays()));
        } catch (IllegalArgumentException e) {
            throw section.refused(String.valueOf(e.getMessage()));
        }
    }
}
