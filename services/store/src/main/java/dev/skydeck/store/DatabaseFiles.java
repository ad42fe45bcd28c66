package dev.skydeck.store;

import dev.skydeck.messages.FileRequest.BackupReport;
import dev.skydeck.messages.FileRequest.CheckFile;
import dev.skydeck.messages.FileRequest.FileReport;
import dev.skydeck.messages.model.ConditionType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * What is done with database files from outside the store. Each method fails with {@link StoreUnusable}, whose message
 * is a sentence for a person, and then has changed nothing.
 */
public final class DatabaseFiles {
    private static final String ACTOR = "command line";

    private DatabaseFiles() {}

    /**
     * Copies a database, of the original or of SkyDeck, to a fresh file with an instance id of its own. Every experiment in it is
     * held until a person releases it; the source is only read.
     *
     * @return what came over
     */
    public static ImportReport importFrom(Path from, Path to) {
        requireThere(from);
        DatabaseFile target = new DatabaseFile(to);
        target.requireFolder();
        return owning(to, () -> {
            if (Files.exists(to)) {
                throw new StoreUnusable("There is a database " + to + " already: an import needs a fresh file.");
            }
            boolean original = new DatabaseFile(from).isOriginal();
            VerifiedCopy.make(from, to);
            try {
                return original ? importOriginal(target, from) : importOurs(target, from);
            } catch (SQLException | RuntimeException e) {
                delete(to);
                throw e;
            }
        });
    }

    private static ImportReport importOriginal(DatabaseFile target, Path from) throws SQLException {
        ImportReport report = new OriginalFile(target.path(), ZoneId.systemDefault(), Instant.now()).carryOver(from);
        // There is nothing to migrate; from here on its journal is ours.
        new Migrations(target).run();
        return report;
    }

    private interface Work<T> {
        T run() throws SQLException, IOException;
    }

    /** Nobody else has the database meanwhile. */
    private static <T> T owning(Path database, Work<T> work) {
        OwnerLock lock = OwnerLock.take(database);
        try {
            return work.run();
        } catch (SQLException | IOException e) {
            throw new StoreUnusable("The database " + database + " cannot be worked on: " + e.getMessage(), e);
        } finally {
            lock.close();
        }
    }

    private static ImportReport importOurs(DatabaseFile target, Path from) throws SQLException {
        new Migrations(target).run();
        try (Connection connection = DriverManager.getConnection(target.url())) {
            ImportSql sql = new ImportSql(connection, () -> {});
            hold(sql, ConditionType.Imported, "imported", Map.of("from", from.toString()), true);
            return new ImportReport(
                    from,
                    "UTC",
                    count(sql, "experiments where purged = 0"),
                    count(sql, "jobs"),
                    count(sql, "checkpoints"),
                    count(sql, "experiment_groups"),
                    0,
                    0,
                    0);
        }
    }

    private static int count(ImportSql sql, String what) throws SQLException {
        return sql.query("select count(*) as count from " + what).get(0).integer("count");
    }

    /**
     * Puts a backup in the place of the database. Every experiment in it is held until a person releases it: what happened
     * since the backup is not known to it.
     *
     * @return where the database that was there is kept; the path itself when there was none
     */
    public static Path restore(Path backup, Path to) {
        requireThere(backup);
        DatabaseFile target = new DatabaseFile(to);
        target.requireFolder();
        return owning(to, () -> {
            if (new DatabaseFile(backup).isOriginal()) {
                throw new StoreUnusable(
                        "The file " + backup + " is a database of the original: it is imported, not restored.");
            }
            Path staged = to.resolveSibling(to.getFileName() + ".restoring");
            delete(staged);
            VerifiedCopy.make(backup, staged);
            DatabaseFile file = new DatabaseFile(staged);
            new Migrations(file).run();
            try (Connection connection = DriverManager.getConnection(file.url())) {
                ImportSql sql = new ImportSql(connection, () -> {});
                markRestored(sql, backup.toString());
                sql.query("PRAGMA wal_checkpoint(TRUNCATE)");
            }
            Path kept = putAside(to);
            Files.move(staged, to, StandardCopyOption.ATOMIC_MOVE);
            SureFolders.sync(Path.of(String.valueOf(to.toAbsolutePath().getParent())));
            return kept;
        });
    }

    /** Says in the file that it came back from a backup. An intent in it may have been sent since: it is in doubt. */
    static void markRestored(ImportSql sql, String from) throws SQLException {
        sql.update("""
                update launches set state = 'SENT', sent_at = coalesce(sent_at, opened_at), server = coalesce(server, (
                  select number from servers where cluster is null order by observed_at desc nulls last limit 1))
                where state = 'INTENT'
                """);
        hold(sql, ConditionType.Restored, "restored", Map.of("from", from), false);
    }

    /** As it is, with its log: it may be damaged. */
    private static Path putAside(Path database) throws IOException {
        if (!Files.exists(database)) {
            return database;
        }
        Path kept = database.resolveSibling(
                database.getFileName() + ".replaced-" + Instant.now().toEpochMilli());
        for (String suffix : List.of("", "-wal")) {
            Path part = database.resolveSibling(database.getFileName() + suffix);
            if (Files.exists(part)) {
                Path copy = kept.resolveSibling(kept.getFileName() + suffix);
                Files.copy(part, copy, StandardCopyOption.COPY_ATTRIBUTES);
                VerifiedCopy.sync(copy);
            }
        }
        // The old log must not meet the new file.
        for (String suffix : List.of("-wal", "-shm")) {
            Files.deleteIfExists(database.resolveSibling(database.getFileName() + suffix));
        }
        return kept;
    }

    private static void hold(ImportSql sql, ConditionType hold, String kind, Map<String, String> data, boolean ownId)
            throws SQLException {
        sql.update("BEGIN IMMEDIATE");
        if (ownId) {
            sql.update("update installation set instance_id = lower(hex(randomblob(5)))");
        }
        sql.update("update experiments set hold = coalesce(hold, ?) where purged = 0", hold);
        sql.update("update installation set revision = revision + 1");
        long revision = sql.query("select revision from installation").get(0).number("revision");
        History.Fact fact = History.Fact.of(kind, null, null, ACTOR, data);
        ImportSql.done(History.append(sql.sql(), revision, Instant.now(), null, List.of(fact)));
        sql.update("COMMIT");
    }

    /** Looks a database of ours through; a store may have it open. */
    public static FileReport check(Path database) {
        requireThere(database);
        if (new DatabaseFile(database).isOriginal()) {
            throw new StoreUnusable(
                    "The file " + database + " is a database of the original: start SkyDeck on it, or import it.");
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database + "?busy_timeout=5000")) {
            return ImportSql.done(new Doctor(new PlainDatabase(connection), database).check(new CheckFile()));
        } catch (SQLException e) {
            throw new StoreUnusable("The database " + database + " cannot be looked through: " + e.getMessage(), e);
        }
    }

    /** Makes a verified copy; a store may have the database open. */
    public static BackupReport backUp(Path database, Path to) {
        requireThere(database);
        try {
            VerifiedCopy.make(database, to);
            return new BackupReport(to.toString(), Files.size(to), 0);
        } catch (IOException e) {
            throw new StoreUnusable("The copy " + to + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void requireThere(Path database) {
        if (!Files.isRegularFile(database)) {
            throw new StoreUnusable("There is no database " + database + ".");
        }
    }

    private static void delete(Path file) {
        try {
            for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
            }
        } catch (IOException e) {
            throw new StoreUnusable("The file " + file + " cannot be taken away: " + e.getMessage(), e);
        }
    }
}
