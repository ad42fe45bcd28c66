package dev.skydeck.launcher;

import dev.skydeck.store.DatabaseFiles;
import dev.skydeck.store.ImportReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skydeck import}: a database of the original, or of another SkyDeck, into a fresh one. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Copies a database of the original SkyDeck, or of another one, into a fresh one. The source is only read."
                        + " Nothing that came over is launched or cancelled until it is released.")
final class ImportCommand implements Callable<Integer> {
    @Option(names = "--from", required = true, paramLabel = "FILE", description = "The database that is copied.")
    private Path from = Path.of("skydeck.db");

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        ImportReport report = DatabaseFiles.importFrom(from.toAbsolutePath().normalize(), database.path());
        json.print(sentence(report), fields(report));
        return 0;
    }

    private String sentence(ImportReport report) {
        return "Imported to " + database.path() + ": " + report.experiments() + " experiments, " + report.jobs()
                + " jobs, "
                + report.checkpoints() + " checkpoints, " + report.groups() + " groups, " + report.operations()
                + " logged operations. Repaired rows: " + report.repaired() + ", set aside: " + report.setAside()
                + "; the history tells of each. SkyPilot's times were taken as local to " + report.zone()
                + ". Every experiment is held until it is released.";
    }

    private Map<String, Object> fields(ImportReport report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("database", database.path().toString());
        fields.put("experiments", report.experiments());
        fields.put("jobs", report.jobs());
        fields.put("checkpoints", report.checkpoints());
        fields.put("groups", report.groups());
        fields.put("operations", report.operations());
        fields.put("repaired", report.repaired());
        fields.put("set_aside", report.setAside());
        fields.put("zone", report.zone());
        return fields;
    }
}
