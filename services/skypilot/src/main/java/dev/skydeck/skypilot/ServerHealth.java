package dev.skydeck.skypilot;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /api/health} says. It answers "healthy" also while its workers are broken: it proves nothing about
 * launches.
 *
 * @param settle how long absence must last before it proves anything, as the sandbox says it; null when it does not say
 */
record ServerHealth(
        int apiVersion,
        String version,
        boolean sandbox,
        @Nullable Duration settle) {
    static ServerHealth of(JsonNode json) {
        JsonNode sandbox = json.path("sandbox");
        @Nullable
        Duration settle = sandbox.isObject()
                ? Duration.ofMillis(Math.round(sandbox.path("settle_seconds").asDouble(3) * 1000))
                : null;
        return new ServerHealth(
                json.path("api_version").asInt(0), json.path("version").asText(""), sandbox.isObject(), settle);
    }
}
