package dev.skydeck.skypilot;

import dev.skydeck.messages.model.LaunchToken;
import dev.skydeck.messages.model.ObservedJob;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this process learnt of the server since the connection to it was last lost. */
final class Knowledge {
    private @Nullable ServerHealth health;
    private final Map<Long, String> tokens = new HashMap<>();

    void connected(ServerHealth seen) {
        health = seen;
    }

    /** Forgets everything: the next answer may come from another server. */
    void lost() {
        health = null;
        tokens.clear();
    }

    @Nullable
    ServerHealth health() {
        return health;
    }

    boolean isSandbox() {
        ServerHealth seen = health;
        return seen != null && seen.sandbox();
    }

    Duration settle() {
        ServerHealth seen = health;
        return seen == null ? Duration.ofMinutes(3) : seen.settle();
    }

    void saw(List<ObservedJob> rows) {
        for (ObservedJob row : rows) {
            String token = row.metadata().get(LaunchToken.METADATA_KEY);
            if (token != null) {
                tokens.put(row.jobId(), token);
            }
        }
    }

    /** Whether that job was seen to carry that token. */
    boolean isOurs(long jobId, String token) {
        return token.equals(tokens.get(jobId));
    }
}
