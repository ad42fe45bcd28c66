package dev.skydeck.store;

import io.vertx.core.Future;
import java.util.List;

/** Reads back what the connections were told, since SQLite ignores what it cannot do, and each of these guards data. */
final class Pragmas {
    private static final String READ = """
            select (select journal_mode from pragma_journal_mode) || ' ' || (select synchronous from pragma_synchronous)
              || ' ' || (select foreign_keys from pragma_foreign_keys) || ' ' || (select timeout from pragma_busy_timeout)
              as found
            """;
    /** Write-ahead log, synchronous FULL (2), foreign keys on, five seconds of patience. */
    private static final String WANTED = "wal 2 1 5000";

    private Pragmas() {}

    /** Fails with {@link StoreUnusable}. */
    static Future<Void> require(Database database) {
        return database.onWriter(Pragmas::require).compose(none -> database.onReader(Pragmas::require));
    }

    private static Future<Void> require(Sql sql) {
        return sql.query(READ).compose(rows -> compare(rows));
    }

    private static Future<Void> compare(List<SqlRow> rows) {
        String found = rows.get(0).text("found");
        return found.equals(WANTED)
                ? Future.succeededFuture()
                : Future.failedFuture(new StoreUnusable("SQLite did not take SkyDeck's settings (journal, synchronous,"
                        + " foreign keys, time-out): wanted " + WANTED + ", found " + found
                        + ". Is the database on a network file system?"));
    }
}
