package dev.skydeck.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads rows so that one that cannot be read does not hide the others: its broken values are read as their stand-ins, and a
 * row that still cannot be read is left out. {@link RowRepairs} makes good at the next start what was broken.
 */
final class SoundRows {
    private static final Logger LOG = LoggerFactory.getLogger(SoundRows.class);
    private static final int MAX_TOLD = 1_000;
    /** Rows that the log has named: a board is read every second. */
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private SoundRows() {}

    static <T> List<T> all(RowRules rules, List<SqlRow> rows, Function<SqlRow, T> decode) {
        return rows.stream().flatMap(row -> one(rules, row, decode).stream()).toList();
    }

    /** The row, or empty when it cannot be read even with stand-ins. */
    static <T> Optional<T> one(RowRules rules, SqlRow row, Function<SqlRow, T> decode) {
        try {
            return Optional.of(decode.apply(row));
        } catch (RuntimeException broken) {
            try {
                T repaired = decode.apply(rules.sound(row));
                tell(rules, row, "a row holds values that cannot be read; others stand in for them", broken);
                return Optional.of(repaired);
            } catch (RuntimeException unreadable) {
                tell(rules, row, "a row cannot be read and is left out", unreadable);
                return Optional.empty();
            }
        }
    }

    private static void tell(RowRules rules, SqlRow row, String what, RuntimeException why) {
        String name = rules.table() + " "
                + rules.key().stream()
                        .map(column -> String.valueOf(row.value(column)))
                        .toList();
        if (TOLD.size() < MAX_TOLD && TOLD.add(name)) {
            LOG.atWarn()
                    .addKeyValue("row", name)
                    .addKeyValue("error", String.valueOf(why.getMessage()))
                    .log(what);
        }
    }
}
