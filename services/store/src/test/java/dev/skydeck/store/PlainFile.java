package dev.skydeck.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A database file on one plain connection. */
final class PlainFile implements AutoCloseable {
    private final Connection connection;

    private PlainFile(Connection connection) {
        this.connection = connection;
    }

    static PlainFile open(Path path) throws SQLException {
        return new PlainFile(DriverManager.getConnection("jdbc:sqlite:" + path));
    }

    Sql sql() {
        return new PlainDatabase(connection);
    }

    Database database() {
        return new PlainDatabase(connection);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
