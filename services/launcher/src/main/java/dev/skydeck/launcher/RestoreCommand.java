package dev.skydeck.launcher;

import dev.skydeck.store.DatabaseFiles;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skydeck restore}: a backup in the place of the database. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description =
                "Puts a backup in the place of the database. What was there is kept beside it, and every experiment is held"
                        + " until it is released.")
final class RestoreCommand implements Callable<Integer> {
    @Option(names = "--from", required = true, paramLabel = "FILE", description = "The backup.")
    private Path from = Path.of("skydeck.db.backup");

    @Option(names = "--yes", description = "Says that no other SkyDeck works with the data of this backup any more.")
    private boolean yes;

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        if (!yes && !confirmed()) {
            throw new StartRefused(
                    "Nothing was restored. Two SkyDecks with the same data launch everything twice: switch the old"
                            + " one off wherever it runs, and say so with --yes.");
        }
        Path kept = DatabaseFiles.restore(from.toAbsolutePath().normalize(), database.path());
        String there = kept.equals(database.path()) ? "" : " What was there is kept as " + kept + ".";
        json.print(
                "Restored " + database.path() + " from " + from + "." + there
                        + " Every experiment is held until it is released.",
                Map.of("database", database.path().toString(), "kept", kept.toString()));
        return 0;
    }

    /** Nobody who answers has not said yes. */
    private static boolean confirmed() {
        System.err.print("Is every other SkyDeck that worked with this data switched off? Type yes: ");
        Scanner answer = new Scanner(System.in, Charset.defaultCharset());
        return answer.hasNextLine() && "yes".equals(answer.nextLine().strip());
    }
}
