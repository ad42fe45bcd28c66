package dev.skydeck.skypilot;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Which server, as whom, and what every task starts from.
 *
 * @param endpoint the API server's URL; may hold user and password
 * @param maxPause the most that may pass between two polls
 * @param stateFolder where a user id is kept when SkyPilot's own client has none
 * @param environment the process's environment
 */
public record SkyPilotOptions(
        String endpoint, TaskOptions tasks, Duration maxPause, Path stateFolder, Map<String, String> environment) {
    public SkyPilotOptions {
        environment = Map.copyOf(environment);
    }
}
