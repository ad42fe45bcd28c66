package dev.skydeck.syncer;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which files hold a run's numbers.
 *
 * @param endings of the file beside a checkpoint: it has the checkpoint's whole name, or that without its last part, before the ending
 * @param file below an experiment's folder, with a JSON object in each line
 */
public record MetricNames(List<String> endings, String file) {
    public static final MetricNames DEFAULT = new MetricNames(List.of(".json", ".metrics.json"), "metrics.jsonl");

    private static final int MOST_ENDINGS = 20;

    /** @throws IllegalArgumentException if there are more than 20 endings, one is empty, or the file is no path below a folder */
    public MetricNames {
        endings = List.copyOf(endings);
        if (endings.size() > MOST_ENDINGS || endings.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("there are at most " + MOST_ENDINGS + " endings, and none is empty");
        }
        if (file.isEmpty() || file.startsWith("/") || file.endsWith("/")) {
            throw new IllegalArgumentException("the file of metrics is a path below the folder of an experiment");
        }
    }

    /** A key without the last part of its name. */
    static String stem(String key) {
        int dot = key.lastIndexOf('.');
        return dot > key.lastIndexOf('/') + 1 ? key.substring(0, dot) : key;
    }

    /** Whether a file may stand beside a checkpoint. */
    boolean isBeside(String key) {
        return endings.stream().anyMatch(key::endsWith);
    }

    /** The keys that the file beside a checkpoint may have, the first that is there counts. */
    Stream<String> beside(String key) {
        String stem = stem(key);
        return Stream.concat(endings.stream().map(key::concat), endings.stream().map(stem::concat));
    }
}
