package dev.skydeck.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file and whether it is ours. The header's bytes are read before SQLite opens anything, since opening alone may
 * change a file; a file that is refused is left as it was, to the byte.
 */
final class DatabaseFile {
    /** Stands in the header of every file of ours: "SkyD". */
    static final int APPLICATION_ID = 0x536b7944;

    static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = 100;
    private static final int USER_VERSION_AT = 60;
    private static final int APPLICATION_ID_AT = 68;

    private final Path path;

    DatabaseFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** The URL whose pragmas reach every connection. */
    String url() {
        return "jdbc:sqlite:" + path + "?journal_mode=WAL&synchronous=FULL&foreign_keys=true&busy_timeout=5000";
    }

    /** @throws StoreUnusable if the folder cannot be made or written to */
    void requireFolder() {
        if (path.toString().indexOf('?') >= 0) {
            throw new StoreUnusable("The database's path must not hold a question mark: " + path);
        }
        Path folder = path.getParent();
        try {
            if (folder != null) {
                SureFolders.make(folder);
            }
        } catch (FileAlreadyExistsException e) {
            throw new StoreUnusable("The database's folder " + folder + " is a file. Choose another path.", e);
        } catch (IOException e) {
            throw new StoreUnusable(
                    "SkyDeck cannot make the folder " + folder + " for its database: " + e.getMessage(), e);
        }
        if (folder != null && !Files.isWritable(folder)) {
            throw new StoreUnusable("SkyDeck cannot write to the folder " + folder
                    + " of its database. Make it writable or choose another path.");
        }
    }

    /**
     * Whether the file is one of the original SkyDeck, and so to be carried over.
     *
     * @throws StoreUnusable if there is a file and it is not ours to open
     */
    boolean isOriginal() {
        if (Files.isDirectory(path)) {
            throw new StoreUnusable("The database's path " + path + " is a folder. Name a file in it.");
        }
        byte[] header = header();
        if (header.length == 0) {
            return false;
        }
        if (header.length < HEADER_BYTES || !Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new StoreUnusable(
                    "The file " + path + " is no SQLite database. It was left untouched; choose another path.");
        }
        ByteBuffer fields = ByteBuffer.wrap(header);
        int version = fields.getInt(USER_VERSION_AT);
        int application = fields.getInt(APPLICATION_ID_AT);
        if (application == APPLICATION_ID) {
            if (version > Migrations.NEWEST) {
                throw newer(version);
            }
            return false;
        }
        return isOriginal(application == 0 ? tables() : Set.of("another program's"));
    }

    /**
     * By its permissions: the administrator may write to everything, and somebody took care that nobody does.
     *
     * @throws StoreUnusable if the file is read-only
     */
    void requireWritable() {
        try {
            if (Files.exists(path) && !Files.getPosixFilePermissions(path).contains(PosixFilePermission.OWNER_WRITE)) {
                throw new StoreUnusable("The database " + path
                        + " is read-only. It was left untouched; make it writable or choose another path.");
            }
        } catch (IOException e) {
            throw new StoreUnusable("SkyDeck cannot look at its database " + path + ": " + e.getMessage(), e);
        }
    }

    StoreUnusable newer(int version) {
        return new StoreUnusable("The database " + path + " has schema version " + version
                + ", made by a newer SkyDeck; this one knows versions up to " + Migrations.NEWEST
                + ". It was left untouched; start the newer one.");
    }

    private boolean isOriginal(Set<String> tables) {
        if (tables.isEmpty()) {
            return false;
        }
        if (tables.contains("experiments") && tables.contains("jobs") && tables.contains("checkpoints")) {
            return true;
        }
        throw new StoreUnusable(
                "The file " + path + " is a database of another program. It was left untouched; choose another path.");
    }

    private byte[] header() {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(HEADER_BYTES);
        } catch (NoSuchFileException e) {
            return new byte[0];
        } catch (IOException e) {
            throw new StoreUnusable("SkyDeck cannot read its database " + path + ": " + e.getMessage(), e);
        }
    }

    /** Names of its tables, read from a copy: reading a file in WAL mode may write beside it. */
    private Set<String> tables() {
        Path copy = null;
        try {
            copy = Files.createTempDirectory("skydeck-look");
            Files.copy(path, copy.resolve("file.db"));
            Path wal = path.resolveSibling(path.getFileName() + "-wal");
            if (Files.exists(wal)) {
                Files.copy(wal, copy.resolve("file.db-wal"));
            }
            Set<String> names = new LinkedHashSet<>();
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy.resolve("file.db"));
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select name from sqlite_master")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        } catch (IOException | SQLException e) {
            throw new StoreUnusable(
                    "The file " + path + " cannot be read as a SQLite database: " + e.getMessage()
                            + ". It was left untouched; choose another path.",
                    e);
        } finally {
            delete(copy);
        }
    }

    private static void delete(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        for (String name : new String[] {"file.db", "file.db-wal", "file.db-shm", "file.db-journal", ""}) {
            try {
                Files.deleteIfExists(name.isEmpty() ? folder : folder.resolve(name));
            } catch (IOException e) {
                // A copy that stays behind in the temporary folder harms nobody.
                return;
            }
        }
    }

    /** Makes the file if it is not there; others may not read it. */
    void createPrivate() {
        try {
            Files.createFile(path, OWNER_ONLY);
        } catch (FileAlreadyExistsException e) {
            tighten();
        } catch (IOException e) {
            throw new StoreUnusable("SkyDeck cannot make its database " + path + ": " + e.getMessage(), e);
        }
        syncFolder();
    }

    private void syncFolder() {
        Path folder = path.toAbsolutePath().getParent();
        try {
            if (folder != null) {
                SureFolders.sync(folder);
            }
        } catch (IOException e) {
            throw new StoreUnusable("SkyDeck cannot sync the folder " + folder + ": " + e.getMessage(), e);
        }
    }

    private void tighten() {
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new StoreUnusable("SkyDeck cannot own its database " + path + ": " + e.getMessage(), e);
        }
    }
}
