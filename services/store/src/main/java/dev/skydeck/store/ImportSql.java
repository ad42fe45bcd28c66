package dev.skydeck.store;

import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements of an import, one after the other on one connection. */
final class ImportSql {
    private static final int PAGE = 1_000;

    private final PlainDatabase database;
    private final Runnable beforeEach;

    /** @param beforeEach runs before each statement, so that a test can look at the file there */
    ImportSql(Connection connection, Runnable beforeEach) {
        this.database = new PlainDatabase(connection);
        this.beforeEach = beforeEach;
    }

    /** For code that is written against the asynchronous interface; it answers complete futures. */
    Sql sql() {
        return database;
    }

    List<SqlRow> query(String statement, @Nullable Object... parameters) throws SQLException {
        beforeEach.run();
        return done(database.query(statement, parameters));
    }

    int update(String statement, @Nullable Object... parameters) throws SQLException {
        beforeEach.run();
        return done(database.update(statement, parameters));
    }

    /** What is done with one row. */
    interface RowWork {
        void row(OldRow row) throws SQLException;
    }

    /** Every row of a table, in the order in which they were written; a table that is not there has none. */
    void each(OldTables tables, String table, RowWork work) throws SQLException {
        if (!tables.has(table)) {
            return;
        }
        String name = OldTables.renamed(table);
        long last = Long.MIN_VALUE;
        List<SqlRow> page;
        do {
            page = query(
                    "select rowid as import_row, * from \"" + name + "\" where rowid > ? order by rowid limit ?",
                    last,
                    PAGE);
            for (SqlRow row : page) {
                work.row(new OldRow(table, row));
            }
            last = page.isEmpty() ? last : page.get(page.size() - 1).number("import_row");
        } while (page.size() == PAGE);
    }

    static <T> T done(Future<T> future) throws SQLException {
        if (!future.isComplete()) {
            throw new IllegalStateException("a plain connection answers at once");
        }
        if (future.cause() instanceof SQLException e) {
            throw e;
        }
        if (future.failed()) {
            throw new SQLException(future.cause());
        }
        return future.result();
    }
}
