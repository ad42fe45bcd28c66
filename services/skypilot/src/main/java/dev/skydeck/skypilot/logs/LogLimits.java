package dev.skydeck.skypilot.logs;

/**
 * How much is kept and followed.
 *
 * @param segmentBytes size of one file of a log; the oldest goes first
 * @param logBytes kept of one attempt's log, its end
 * @param totalBytes kept of all logs
 * @param mostStreams logs that are read from SkyPilot at once: each costs its server a worker
 */
public record LogLimits(long segmentBytes, long logBytes, long totalBytes, int mostStreams) {
    public static final LogLimits DEFAULT = new LogLimits(8L << 20, 64L << 20, 2L << 30, 32);
}
