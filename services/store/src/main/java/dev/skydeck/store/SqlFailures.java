package dev.skydeck.store;

import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.bus.Failure.Unavailable.Reason;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What an error of SQLite means to the asker. */
final class SqlFailures {
    private static final Set<SQLiteErrorCode> TAKEN =
            Set.of(SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE, SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY);

    private static final Set<SQLiteErrorCode> NOT_SYNCED =
            Set.of(SQLiteErrorCode.SQLITE_IOERR_FSYNC, SQLiteErrorCode.SQLITE_IOERR_DIR_FSYNC);

    private SqlFailures() {}

    /** Whether the disk did not say that what was written is safe. */
    static boolean isFailedSync(Throwable cause) {
        SQLiteException error = sqlite(cause);
        return error != null && NOT_SYNCED.contains(error.getResultCode());
    }

    /** The failure to answer with; anything that is no error of the file stays as it is, as a bug. */
    static Throwable of(Throwable cause) {
        SQLiteException error = sqlite(cause);
        if (cause instanceof Failure || error == null) {
            return cause;
        }
        if (TAKEN.contains(error.getResultCode())) {
            return new Failure.Conflict("The same thing is there already: " + error.getMessage());
        }
        // The low byte is the primary code; SQLite adds detail above it.
        return switch (error.getResultCode().code & 0xff) {
            case 13 -> unable("The disk with SkyDeck's database is full: nothing was written. Free some space.");
            case 5, 6 -> unable("SkyDeck's database is locked by another program: nothing was written.");
            case 8 -> unable("SkyDeck's database cannot be written: it is read-only.");
            case 10, 14 ->
                unable("SkyDeck's database cannot be read or written; look at its disk: " + error.getMessage());
            case 11, 26 -> unable("SkyDeck's database is damaged; restore a backup: " + error.getMessage());
            default -> cause;
        };
    }

    private static Failure unable(String sentence) {
        return new Failure.Unavailable(Reason.UNABLE, sentence);
    }

    private static @Nullable SQLiteException sqlite(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException found) {
                return found;
            }
        }
        return null;
    }
}
