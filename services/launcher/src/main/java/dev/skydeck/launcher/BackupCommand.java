package dev.skydeck.launcher;

import dev.skydeck.messages.FileRequest.BackupReport;
import dev.skydeck.store.DatabaseFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skydeck backup}: a verified copy, whether a server has the database open or not. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Makes a verified copy of the database, while a server works with it or not.")
final class BackupCommand implements Callable<Integer> {
    @Option(
            names = "--to",
            paramLabel = "FILE",
            description =
                    "The copy (default beside the database, with the time in its name). Never over a file that is there.")
    private @Nullable Path to;

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        BackupReport report = DatabaseFiles.backUp(database.path(), target());
        json.print(
                "Copied to " + report.path() + ", " + report.bytes() + " bytes, and looked through.",
                Map.of("path", report.path(), "bytes", report.bytes()));
        return 0;
    }

    private Path target() {
        if (to != null) {
            return to.toAbsolutePath().normalize();
        }
        String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replaceAll("[-:]", "");
        return database.path().resolveSibling(database.path().getFileName() + ".manual-" + time + ".backup");
    }
}
