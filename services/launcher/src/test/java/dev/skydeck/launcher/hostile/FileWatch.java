package dev.skydeck.launcher.hostile;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Looks at the store's file from outside, over a connection that cannot write. */
final class FileWatch implements AutoCloseable {
    private final Connection connection;

    FileWatch(Path database) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:file:" + database + "?mode=ro");
    }

    /** SQLite's own count: another one means that someone committed a change since the last look. */
    long version() throws SQLException {
        return number("pragma data_version");
    }

    long experiments() throws SQLException {
        return number("select count(*) from experiments");
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
