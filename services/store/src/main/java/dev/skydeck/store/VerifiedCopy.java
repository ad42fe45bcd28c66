package dev.skydeck.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A copy of a database of one moment, whole and private, synced and looked through before anybody relies on it. */
final class VerifiedCopy {
    private static final Logger LOG = LoggerFactory.getLogger(VerifiedCopy.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private VerifiedCopy() {}

    /**
     * Copies a database beside itself, as {@code <name>.<what>-<time>.backup}.
     *
     * @throws StoreUnusable if it cannot be copied or is damaged
     */
    static Path beside(Path database, String what, Instant now) {
        String base = database.getFileName() + "." + what + "-" + STAMP.format(now);
        Path target = database.resolveSibling(base + ".backup");
        for (int number = 2; Files.exists(target); number++) {
            target = database.resolveSibling(base + "-" + number + ".backup");
        }
        make(database, target);
        return target;
    }

    /**
     * Copies a database to a new file; others may write to the database meanwhile.
     *
     * @throws StoreUnusable if the target is there already, cannot be written, or the database is damaged; nothing is left
     */
    static void make(Path database, Path target) {
        try {
            Files.createFile(target, DatabaseFile.OWNER_ONLY);
        } catch (FileAlreadyExistsException e) {
            throw new StoreUnusable("There is a file " + target + " already: a copy never overwrites.", e);
        } catch (IOException e) {
            throw new StoreUnusable("The copy " + target + " cannot be written: " + e.getMessage(), e);
        }
        try {
            fill(database, target);
            verify(target);
            sync(target);
        } catch (SQLException | IOException e) {
            remove(target);
            throw new StoreUnusable(
                    "The database " + database + " cannot be copied to " + target + ": " + e.getMessage()
                            + ". It was left untouched.",
                    e);
        } catch (StoreUnusable e) {
            remove(target);
            throw e;
        }
    }

    private static void fill(Path database, Path target) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database + "?busy_timeout=5000");
                PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
            copy.setString(1, target.toString());
            copy.execute();
        }
    }

    private static void verify(Path copy) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy + "?open_mode=1");
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("PRAGMA integrity_check(1)")) {
            String word = answer.getString(1);
            if (!"ok".equals(word)) {
                throw new StoreUnusable(
                        "The copy " + copy + " is damaged: " + word + ". The database was left untouched.");
            }
        }
    }

    /** Syncs a file and its folder. */
    static void sync(Path target) throws IOException {
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null) {
            SureFolders.sync(folder);
        }
    }

    private static void remove(Path target) {
        try {
            Files.deleteIfExists(target);
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("file", target)
                    .addKeyValue("error", e.getMessage())
                    .log("half a copy stays behind");
        }
    }
}
