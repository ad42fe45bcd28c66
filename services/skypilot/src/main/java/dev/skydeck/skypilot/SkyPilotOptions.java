package dev.skydeck.skypilot;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which server, as whom, and what every task starts from.
 *
 * @param endpoint the API server's URL; may hold user and password
 * @param taskTemplate a SkyPilot task as YAML; null for none
 * @param accelerator of experiments that want GPUs and name no type; null for none
 * @param infra SkyPilot's infra of every task; null to let SkyPilot choose
 * @param maxPause the most that may pass between two polls
 * @param stateFolder where a user id is kept when SkyPilot's own client has none
 * @param environment the process's environment
 */
public record SkyPilotOptions(
        String endpoint,
        @Nullable String taskTemplate,
        @Nullable String accelerator,
        @Nullable String infra,
        Duration maxPause,
        Path stateFolder,
        Map<String, String> environment) {
    public SkyPilotOptions {
        environment = Map.copyOf(environment);
    }
}
