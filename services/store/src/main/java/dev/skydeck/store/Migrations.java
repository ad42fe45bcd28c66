package dev.skydeck.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the file to the newest schema: numbered steps, each one transaction together with its number, so that a halt at
 * any moment leaves the schema before a step or after it. Step n is the resource {@code schema/n.sql}.
 */
final class Migrations {
    /** The schema version of this program. */
    static final int NEWEST = 14;

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    private final DatabaseFile file;
    private final IntConsumer beforeCommit;

    Migrations(DatabaseFile file) {
        this(file, step -> {});
    }

    /** @param beforeCommit called with each step's number when all but its commit is done */
    Migrations(DatabaseFile file, IntConsumer beforeCommit) {
        this.file = file;
        this.beforeCommit = beforeCommit;
    }

    /** @throws StoreUnusable if the file is newer than this program */
    void run() throws SQLException {
        // Its own connection: foreign keys are off on it, which only works outside a transaction.
        try (Connection connection = DriverManager.getConnection(file.url())) {
            mark(connection);
            backUp(connection);
            execute(connection, "PRAGMA foreign_keys=OFF");
            while (step(connection)) {
                // One step a turn.
            }
            execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    /** Says whose file it is, and puts that into the file itself, where it is found without reading its log. */
    private static void mark(Connection connection) throws SQLException {
        if (number(connection, "PRAGMA application_id") != DatabaseFile.APPLICATION_ID) {
            execute(connection, "PRAGMA application_id=" + DatabaseFile.APPLICATION_ID);
            execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    /** A step is never undone: the file as it was is kept beside it. */
    private void backUp(Connection connection) throws SQLException {
        int version = number(connection, "PRAGMA user_version");
        if (version > 0 && version < NEWEST) {
            Path backup = VerifiedCopy.beside(file.path(), "v" + version, Instant.now());
            LOG.atInfo().addKeyValue("backup", backup).log("the database was copied before its schema is changed");
        }
    }

    private boolean step(Connection connection) throws SQLException {
        execute(connection, "BEGIN IMMEDIATE");
        try {
            int version = number(connection, "PRAGMA user_version");
            if (version > NEWEST) {
                throw file.newer(version);
            }
            if (version == NEWEST) {
                execute(connection, "ROLLBACK");
                return false;
            }
            for (String statement : Schema.statements(version + 1)) {
                execute(connection, statement);
            }
            Schema.requireWhole(new ImportSql(connection, () -> {}));
            execute(connection, "PRAGMA user_version=" + (version + 1));
            beforeCommit.accept(version + 1);
            execute(connection, "COMMIT");
            return true;
        } catch (SQLException | RuntimeException e) {
            rollback(connection, e);
            throw e;
        }
    }

    /** SQLite ends the transaction itself when the disk is full; why it failed is what counts. */
    private static void rollback(Connection connection, Exception why) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            return answer.getInt(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
