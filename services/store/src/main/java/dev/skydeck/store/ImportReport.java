package dev.skydeck.store;

import java.nio.file.Path;

/**
 * What came over from a file.
 *
 * @param backup where the file is kept as it was
 * @param zone that SkyPilot's times were taken in
 * @param operations of the original's log
 * @param repaired rows that came over with other values in some columns
 * @param setAside rows that did not come over and stay in the original's tables
 */
public record ImportReport(
        Path backup,
        String zone,
        int experiments,
        int jobs,
        int checkpoints,
        int groups,
        int operations,
        int repaired,
        int setAside) {}
