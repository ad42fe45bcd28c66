package dev.skydeck.store;

import dev.skydeck.store.History.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file shows after a crash.
 *
 * @param damage what is wrong with it; empty when SQLite finds it whole, no row is an orphan and the chain is unbroken
 * @param facts rows of its history
 * @param lost acknowledged writes that are not in it
 */
record Evidence(String damage, long facts, List<Ack> lost) {
    /** Looks at the file over a connection of its own, which also recovers it. */
    static Evidence of(Path path, Collection<Ack> acknowledged) throws SQLException {
        try (Connection connection = DriverManager.getConnection(new DatabaseFile(path).url());
                Statement statement = connection.createStatement()) {
            String damage = damage(statement);
            Set<Ack> kept = new HashSet<>();
            String broken = readHistory(statement, kept);
            kept.retainAll(experimentsOf(statement, kept));
            return new Evidence(
                    damage.isEmpty() ? broken : damage,
                    count(statement),
                    acknowledged.stream().filter(ack -> !kept.contains(ack)).toList());
        }
    }

    /** Looks at a copy, so that it is the next store that recovers the file itself. */
    static Evidence ofCopy(Path path, Collection<Ack> acknowledged) throws IOException, SQLException {
        Path folder = Files.createTempDirectory(path.toAbsolutePath().getParent(), "look");
        Path copy = folder.resolve("copy.db");
        for (String suffix : List.of("", "-wal", "-journal")) {
            Path from = path.resolveSibling(path.getFileName() + suffix);
            if (Files.exists(from)) {
                Files.copy(from, folder.resolve("copy.db" + suffix));
            }
        }
        try {
            return of(copy, acknowledged);
        } finally {
            for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
                Files.deleteIfExists(folder.resolve("copy.db" + suffix));
            }
            Files.delete(folder);
        }
    }

    private static String damage(Statement statement) throws SQLException {
        String integrity = first(statement, "pragma integrity_check");
        if (!"ok".equals(integrity)) {
            return "integrity: " + integrity;
        }
        String orphan = first(statement, "pragma foreign_key_check");
        return orphan == null ? "" : "an orphan in " + orphan;
    }

    /** Answers where the chain is broken, or nothing. */
    private static String readHistory(Statement statement, Set<Ack> kept) throws SQLException {
        long expected = 1;
        String previous = History.START;
        try (ResultSet row = statement.executeQuery("select * from events order by id")) {
            while (row.next()) {
                long experiment = row.getLong("experiment_id");
                Fact fact = new Fact(
                        row.getString("kind"),
                        experiment == 0 ? null : experiment,
                        row.getObject("launch_id") == null ? null : row.getLong("launch_id"),
                        row.getString("actor"),
                        row.getString("data"));
                String hash = History.hash(
                        previous, row.getLong("revision"), row.getLong("at"), row.getString("origin"), fact);
                if (row.getLong("id") != expected
                        || !row.getString("prev_hash").equals(previous)
                        || !row.getString("hash").equals(hash)) {
                    return "the chain breaks at event " + row.getLong("id");
                }
                kept.add(new Ack(row.getLong("revision"), experiment));
                previous = hash;
                expected++;
            }
        }
        return "";
    }

    private static Set<Ack> experimentsOf(Statement statement, Set<Ack> facts) throws SQLException {
        Set<Long> ids = new HashSet<>();
        try (ResultSet row = statement.executeQuery("select id from experiments")) {
            while (row.next()) {
                ids.add(row.getLong(1));
            }
        }
        Set<Ack> there = new HashSet<>(facts);
        there.removeIf(fact -> !ids.contains(fact.experiment()));
        return there;
    }

    private static long count(Statement statement) throws SQLException {
        return Long.parseLong(String.valueOf(first(statement, "select count(*) from events")));
    }

    private static @Nullable String first(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
