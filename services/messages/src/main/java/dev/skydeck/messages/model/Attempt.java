package dev.skydeck.messages.model;

/**
 * A launch whose job ended.
 *
 * @param status SkyPilot's word
 * @param runSeconds how long its job ran, by SkyPilot's clock; 0 when it never did
 */
public record Attempt(long launchId, String status, double runSeconds) {}
