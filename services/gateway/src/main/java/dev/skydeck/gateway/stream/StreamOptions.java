package dev.skydeck.gateway.stream;

import java.time.Duration;

/**
 * The limits of the streams.
 *
 * @param heartbeat pause between two comment lines
 * @param flush how long changes are gathered before they are written
 * @param slowReader how long a client's queue may stay full
 * @param maxLag how many frames may come while a client's queue is full
 * @param maxClients how many streams are served at once
 * @param maxFrames how many frames are kept for those who come back
 * @param maxBytes how many bytes of them
 */
public record StreamOptions(
        Duration heartbeat,
        Duration flush,
        Duration slowReader,
        int maxLag,
        int maxClients,
        int maxFrames,
        long maxBytes) {
    public static final StreamOptions DEFAULT = new StreamOptions(
            Duration.ofSeconds(15), Duration.ofMillis(50), Duration.ofSeconds(30), 256, 5_000, 1_000, 8L << 20);
}
