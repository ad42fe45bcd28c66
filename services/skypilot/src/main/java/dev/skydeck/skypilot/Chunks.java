package dev.skydeck.skypilot;

import dev.skydeck.messages.model.ObservedJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Rows in pieces that the bus carries: by number and by size, for a single message over 1 MiB is refused and would hold up
 * every later reading, too.
 */
final class Chunks {
    static final int MOST_ROWS = 300;
    static final int MOST_BYTES = 900_000;
    /** Names of fields, numbers and times. */
    private static final int FIXED_BYTES = 1_000;
    /** The most bytes that JSON may make of one character, as a backslash and five more. */
    private static final int BYTES_PER_CHAR = 6;

    private Chunks() {}

    /** At least one, which may be empty. */
    static List<List<ObservedJob>> of(List<ObservedJob> rows) {
        List<List<ObservedJob>> chunks = new ArrayList<>();
        List<ObservedJob> chunk = new ArrayList<>();
        int bytes = 0;
        for (ObservedJob row : rows) {
            int size = size(row);
            if (chunk.size() == MOST_ROWS || (!chunk.isEmpty() && bytes + size > MOST_BYTES)) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
                bytes = 0;
            }
            chunk.add(row);
            bytes += size;
        }
        chunks.add(chunk);
        return chunks;
    }

    /** An upper bound of the row's bytes as JSON. */
    private static int size(ObservedJob row) {
        int chars = Stream.of(
                        row.name(),
                        row.status(),
                        row.scheduleState(),
                        row.failureReason(),
                        row.details(),
                        row.resources(),
                        row.cloud(),
                        row.region(),
                        row.zone(),
                        row.userHash(),
                        row.userName(),
                        row.workspace(),
                        row.facts().taskName(),
                        row.facts().pool(),
                        row.facts().infra(),
                        row.facts().clusterResources(),
                        row.facts().cluster(),
                        row.facts().nodeNames())
                .mapToInt(text -> text == null ? 0 : text.length())
                .sum();
        return FIXED_BYTES
                + BYTES_PER_CHAR
                        * (chars + chars(row.metadata()) + chars(row.facts().links()));
    }

    private static int chars(Map<String, String> map) {
        return map.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length() + 6)
                .sum();
    }
}
