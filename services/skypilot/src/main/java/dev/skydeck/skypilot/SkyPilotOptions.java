package dev.skydeck.skypilot;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which server, as whom, and what every task starts from.
 *
 * @param endpoint the API server's URL; may hold user and password. Null to take SkyPilot's own configuration
 * @param workspace SkyPilot's workspace of all jobs; null to take SkyPilot's own configuration
 * @param tasks what every task starts from
 * @param maxPause the most that may pass between two polls
 * @param stateFolder where a user id is kept when SkyPilot's own client has none, and the logs of jobs
 * @param environment the process's environment
 * @param patience how long the server may take
 */
public record SkyPilotOptions(
        @Nullable String endpoint,
        @Nullable String workspace,
        TaskOptions tasks,
        Duration maxPause,
        Path stateFolder,
        Map<String, String> environment,
        Patience patience) {
    public SkyPilotOptions {
        environment = Map.copyOf(environment);
    }

    /** With the usual patience. */
    public SkyPilotOptions(
            @Nullable String endpoint,
            @Nullable String workspace,
            TaskOptions tasks,
            Duration maxPause,
            Path stateFolder,
            Map<String, String> environment) {
        this(endpoint, workspace, tasks, maxPause, stateFolder, environment, Patience.DEFAULT);
    }
}
