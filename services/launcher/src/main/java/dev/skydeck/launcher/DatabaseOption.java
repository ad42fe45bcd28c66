package dev.skydeck.launcher;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the database is. */
final class DatabaseOption {
    @Option(
            names = "--db-path",
            paramLabel = "FILE",
            defaultValue = "${SKYDECK_DB_PATH:-${sys:user.home}/.skydeck/skydeck.db}",
            description = "The database (default ~/.skydeck/skydeck.db; SKYDECK_DB_PATH).")
    private Path database = Path.of("skydeck.db");

    Path path() {
        return database.toAbsolutePath().normalize();
    }
}
