package dev.skydeck.store;

import java.nio.file.Path;

/**
 * What came over from a file of the original.
 *
 * @param backup the verified copy of the file as it was
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
