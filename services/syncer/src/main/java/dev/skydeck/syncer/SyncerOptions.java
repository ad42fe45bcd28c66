package dev.skydeck.syncer;

import dev.skydeck.messages.model.CheckpointFolder;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where checkpoints are and how often to look.
 *
 * @param bucket null when none is configured: then there is nothing to look at, which is no error
 * @param prefix of the folders of checkpoints, see {@link CheckpointFolder}
 * @param files which files count
 * @param metrics which files hold numbers
 * @param interval pause between looks at an experiment that runs
 */
public record SyncerOptions(
        S3Access s3,
        @Nullable String bucket,
        String prefix,
        FilePatterns files,
        MetricNames metrics,
        Duration interval) {
    /** While a job writes to an S3 server of this machine, looking often costs nothing. */
    private static final Duration LOOPBACK_ACTIVE = Duration.ofSeconds(2);
    /** No name has it. */
    private static final String MARK = "\0";

    /** How long after a look at an experiment that runs the next one comes. */
    Duration activePause() {
        return s3.isLoopback() && interval.compareTo(LOOPBACK_ACTIVE) > 0 ? LOOPBACK_ACTIVE : interval;
    }

    /** What the keys of an experiment's files begin with. */
    String prefixOf(String experimentName) {
        return CheckpointFolder.of(prefix, experimentName);
    }

    /** The folder in which every experiment has one of its own name; empty where the names are not the last part. */
    Optional<String> parent() {
        String marked = prefixOf(MARK);
        int at = marked.indexOf(MARK);
        return marked.indexOf(MARK, at + 1) < 0
                        && marked.endsWith(MARK + "/")
                        && (at == 0 || marked.charAt(at - 1) == '/')
                ? Optional.of(marked.substring(0, at))
                : Optional.empty();
    }
}
